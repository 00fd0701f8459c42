using PpuSim.AddressMap;
using PpuSim.Machine;
using PpuSim.Machine.Semantics;

namespace PpuSim.Timing;

/// <summary>The registers, memories and ports themselves. Parts: <c>LiveDatapath.Memory</c>, <c>LiveDatapath.Vector</c>.</summary>
internal sealed unsafe partial class LiveDatapath : Datapath
{
    private readonly ScalarState _state;
    private readonly CoreParameters _parameters;
    private readonly BranchCache _branchCache;

    public LiveDatapath(CoreParameters parameters, ScalarState state, VectorState vector, Sram sram, CorePorts ports, bool countsSaturations)
    {
        _parameters = parameters;
        _state = state;
        _vector = vector;
        _sram = sram;
        _dataPort = ports.Data;
        _vectorPort = ports.Vector;
        _countsSaturations = countsSaturations;
        Instructions = new InstructionSource(sram, ports.Instructions, parameters.SeparateInstructionMemory, !state.Has(Quirks.SplatOfR0NotInterlocked));
        _branchCache = new BranchCache(parameters.BranchCacheEntries, MemoryMap.SramBytes / 4);
        _zeroExtendsLha = state.Has(Quirks.LhaDisplacementZeroExtended);
        _vectorBytes = parameters.Slices * Arithmetic.VectorGeometry.BytesPerSlice;
        _serialAddressMask = state.Has(Quirks.VectorAddressWordAligned) ? ~3u : ~((uint)_vectorBytes - 1);
        _conditionalReadsWriteAll = state.Has(Quirks.ConditionalVectorReadWritesAll);
    }

    public InstructionSource Instructions { get; }

    public BranchCache BranchCache => _branchCache;

    public ScalarState State => _state;

    public ResultHistory History { get; } = new();

    public void Reset()
    {
        History.Reset();
        _branchCache.Reset();
        Instructions.ForgetAll();
    }

    public override void Execute(MicroOp op, long writeCycle)
    {
        History.Remember(_state, op, writeCycle);
        op.Execute(_state, op.Operands);
    }

    public override void Divide(MicroOp op) => op.Execute(_state, op.Operands);

    public override void LoseQuotient(MicroOp op) => _state.Gpr[op.Destination] = 0;

    public override void ReadSpecial(MicroOp op, long cycle)
    {
        History.Remember(_state, op, cycle + op.Latency);
        _state.Gpr[op.Destination] = op.Action == OperandAction.ReadMsr ? _state.Msr : _state.ReadSpr(op.SprRead0, cycle);
    }

    public override void WriteSpecial(MicroOp op, long cycle)
    {
        History.Remember(_state, op, cycle + op.Latency);
        _state.WriteSpr(op.SprWritten, _state.Gpr[op.Operands.First], cycle);
    }

    public override bool Branch(MicroOp op, uint pc, long writeCycle, out uint target)
    {
        History.Remember(_state, op, writeCycle);
        var taken = op.BranchTo(_state, op.Operands, pc * 4, out target);
        target >>= 2;
        return taken;
    }

    public override uint Predict(uint address) => _branchCache.Predict(address);

    public override void Learn(uint branch, bool taken, uint target, uint fetched, long cycle)
    {
        Instructions.ExpectBranch(branch);
        _branchCache.Learn(branch, taken, target, fetched, cycle);
    }
}
