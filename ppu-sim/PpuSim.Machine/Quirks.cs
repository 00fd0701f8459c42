namespace PpuSim.Machine;

/// <summary>
/// Every known deviation of the published RTL from the Power ISA, or from its own user guide, that a program can see. All are on by default;
/// without one the processor behaves as the architecture (or the guide) says. Sections are those of the processor reference.
/// </summary>
[Flags]
public enum Quirks
{
    None = 0,

    /// <summary>lha and lhau zero-extend their displacement (2.1).</summary>
    LhaDisplacementZeroExtended = 1 << 0,

    /// <summary>twi zero-extends its immediate (2.1).</summary>
    TrapImmediateZeroExtended = 1 << 1,

    /// <summary>slw, srw and sraw take the shift amount modulo 32 (2.3).</summary>
    ShiftAmountModulo32 = 1 << 2,

    /// <summary>mfocrf replaces only the selected fields of RT (2.3).</summary>
    MfocrfKeepsOtherFields = 1 << 3,

    /// <summary>Division of a negative number by zero gives 0 instead of all ones (2.3).</summary>
    NegativeDividedByZeroIsZero = 1 << 4,

    /// <summary>Halfword accesses at offset 1 of a word work on bytes 1 and 2; without it they raise the alignment interrupt (2.5).</summary>
    HalfwordAtOffsetOne = 1 << 5,

    /// <summary>
    /// A halfword at offset 3, or a word at an offset other than 0, raises the alignment interrupt (2.5). Without it no access does; one that crosses
    /// words takes the time of both.
    /// </summary>
    UnalignedAccessTraps = 1 << 6,

    /// <summary>fxvsplat with register 0 reads r0 without waiting for a result under way (timing 4.1).</summary>
    SplatOfR0NotInterlocked = 1 << 7,

    /// <summary>fxvinx with a condition writes all bytes (3.10).</summary>
    ConditionalVectorReadWritesAll = 1 << 8,

    /// <summary>fxvlax and fxvstax ignore the two low address bits only; without it, all bits below the vector's length (3.9).</summary>
    VectorAddressWordAligned = 1 << 9,

    /// <summary>A divide that finds the register port taken in the cycle of its result writes 0 (timing 4.4).</summary>
    LateDivideWritesZero = 1 << 10,

    /// <summary>
    /// Scheduled results that are not yet written when an interrupt is taken are lost (rtl corpora, interrupt programs). Without it, results and
    /// return addresses are those of a precise interrupt; memory accesses and vector instructions of the interrupted instruction still happen twice.
    /// </summary>
    InterruptLosesResults = 1 << 11,

    All = (1 << 12) - 1,
}
