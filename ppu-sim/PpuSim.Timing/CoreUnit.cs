namespace PpuSim.Timing;

/// <summary>Functional units as the issue stage distinguishes them (RTL frontend_pkg.sv).</summary>
public enum CoreUnit : byte
{
    FixedPoint,
    Branch,
    LoadStore,
    Multiplier,
    Divider,
    IoBus,
    Vector,
}

/// <summary>Vector units in the order of the register file arbiter's mask bits (RTL vector_ctrl.sv).</summary>
public enum VectorUnitKind : byte
{
    MultiplyAdd,
    Compare,
    Serial,
    Parallel,
    Permute,
}
