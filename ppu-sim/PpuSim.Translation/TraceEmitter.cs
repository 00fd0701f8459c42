using System.Reflection;
using System.Reflection.Emit;
using PpuSim.AddressMap;
using PpuSim.Timing;

namespace PpuSim.Translation;

/// <summary>Code of single orders. Parts: <c>Scalar</c>, <c>Condition</c>, <c>Branch</c>, <c>Memory</c>, <c>Questions</c>, <c>Vector</c>, <c>Leave</c>.</summary>
internal sealed partial class TraceEmitter
{
    private const BindingFlags Any = BindingFlags.Instance | BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic;
    private readonly LiveDatapath _live;
    private readonly ITraceOrders _player;
    private readonly ProbeEvents _observed;
    private readonly List<object> _constants = [Array.Empty<RegionExit>()];
    private readonly Dictionary<object, int> _numbers = new(ReferenceEqualityComparer.Instance);
    private readonly LocalBuilder _gpr;
    private readonly LocalBuilder _memory;
    private readonly LocalBuilder _accesses;
    private readonly LocalBuilder _guards;
    private readonly LocalBuilder _branches;
    private readonly LocalBuilder _state;
    private readonly LocalBuilder _word;
    private readonly LocalBuilder _vectors;
    private readonly LocalBuilder _scalars;
    private readonly LocalBuilder _transfers;
    private readonly LocalBuilder _counts;
    private readonly LocalBuilder _exit;
    private readonly Label _begin;

    public TraceEmitter(ILGenerator il, LiveDatapath live, ITraceOrders player, ProbeEvents observed)
    {
        Il = il;
        _live = live;
        _player = player;
        _observed = observed;
        _gpr = il.DeclareLocal(typeof(uint*));
        _memory = il.DeclareLocal(typeof(byte*));
        _accesses = il.DeclareLocal(typeof(uint*));
        _guards = il.DeclareLocal(typeof(byte*));
        _branches = il.DeclareLocal(typeof(BranchOutlook*));
        _state = il.DeclareLocal(typeof(Machine.ScalarState));
        _word = il.DeclareLocal(typeof(uint));
        _vectors = il.DeclareLocal(typeof(byte*));
        _scalars = il.DeclareLocal(typeof(uint*));
        _transfers = il.DeclareLocal(typeof(byte*));
        _counts = il.DeclareLocal(typeof(long*));
        _exit = il.DeclareLocal(typeof(int));
        _leave = il.DefineLabel();
        _begin = il.DefineLabel();
    }

    public ILGenerator Il { get; }

    /// <summary>What the code needs besides the frame: its exits first.</summary>
    public object[] Constants => [.. _constants];

    /// <summary>The first code of a method: goes to where pointers are loaded.</summary>
    public void Begin() => Il.Emit(OpCodes.Br, _begin);

    // Loads pointers and jumps to the entry.
    private void Prologue(Label[] entries)
    {
        Il.MarkLabel(_begin);
        foreach (var (local, field) in new[]
        {
            (_gpr, nameof(TraceFrame.Gpr)), (_memory, nameof(TraceFrame.Memory)), (_accesses, nameof(TraceFrame.Accesses)), (_guards, nameof(TraceFrame.Guards)),
            (_branches, nameof(TraceFrame.Branches)), (_state, nameof(TraceFrame.State)),
            (_vectors, nameof(TraceFrame.VectorRegisters)), (_scalars, nameof(TraceFrame.Scalars)), (_transfers, nameof(TraceFrame.Transfers)),
        })
        {
            Frame(field);
            Il.Emit(OpCodes.Stloc, local);
        }

        Il.Emit(OpCodes.Ldc_I8, (long)Counts.Pointer);
        Il.Emit(OpCodes.Conv_I);
        Il.Emit(OpCodes.Stloc, _counts);
        Il.Emit(OpCodes.Ldarg_3);
        Il.Emit(OpCodes.Switch, entries);
        Il.Emit(OpCodes.Ldnull);
        Il.Emit(OpCodes.Ret);
    }

    /// <summary>Emits one action. False when it cannot be compiled: then the trace is left before it.</summary>
    public bool Emit(Trace trace, int k, List<(Label Label, Trace Trace, PathKnowledge Known)> detours)
    {
        ref var action = ref trace.Actions[k];
        var slot = (int)action.Slot;
        switch (action.Kind)
        {
            case ActionKind.Execute:
                Execute(action.Op);
                return true;
            case ActionKind.ExecuteLong:
                WriteConditions();
                OnLive(nameof(LiveDatapath.Execute), action.Op, () => Cycle(trace.Actions[k].Offset));
                ForgetResult(action.Op);
                return true;
            case ActionKind.Address:
                Address(trace, k);
                return true;
            case ActionKind.Load when !Tells(ProbeEvents.Loads):
                Load(action.Op, action.Slot);
                return true;
            case ActionKind.Store:
                Store(trace, k);
                return true;
            case ActionKind.Delay:
                Delay(trace, k, detours);
                return true;
            case ActionKind.Transfer:
                ScalarTransfer(trace, k, detours);
                return true;
            case ActionKind.SerialDelay or ActionKind.ParallelDelay:
                Ask(trace, k, detours);
                return true;
            case ActionKind.SerialTransfer or ActionKind.ParallelTransfer:
                AskOutside(trace, k, detours);
                return true;
            case ActionKind.Deliver:
                Deliver(action.Op, action.Slot);
                return true;
            case ActionKind.Predict:
                return Predict(trace, k, detours);
            case ActionKind.Branch:
                return Branch(trace, k, detours);
            case ActionKind.Learn:
                Learn(action);
                return true;
            case ActionKind.ExecuteVector when !Tells(ProbeEvents.VectorExecutions) && !_live.CountsSaturations:
                ExecuteVector(action);
                return true;
            case ActionKind.Latch:
                Latch(action.Op);
                return true;
            case ActionKind.SerialOperand:
                SerialOperand(trace, k);
                return true;
            case ActionKind.VectorOperand:
                VectorOperand(action);
                return true;
            case ActionKind.SerialLoad when !Tells(ProbeEvents.Loads):
                SerialLoads(trace, k);
                return true;
            case ActionKind.SerialStore:
                SerialStores(trace, k);
                return true;
            case ActionKind.ReadTransfer:
                OnLive(nameof(LiveDatapath.ReadTransfer), action.Op, () => Il.Emit(OpCodes.Ldc_I4, slot));
                return true;
            case ActionKind.Enable:
                OnLive(nameof(LiveDatapath.Enable), action.Op, () => Il.Emit(OpCodes.Ldc_I4, slot));
                return true;
            case ActionKind.WriteTransfer:
                OnLive(nameof(LiveDatapath.WriteTransfer), action.Op, () => Il.Emit(OpCodes.Ldc_I4, slot));
                return true;
            default:
                if (action.IsQuestion)
                {
                    return false;
                }

                OnPlayer(trace, k);
                return true;
        }
    }

    private bool Tells(ProbeEvents events) => (_observed & events) != 0;

    // Absolute cycle of an offset.
    private void Cycle(int offset)
    {
        Il.Emit(OpCodes.Ldarg_2);
        Il.Emit(OpCodes.Ldc_I4, _known.Cycles + offset);
        Il.Emit(OpCodes.Conv_I8);
        Il.Emit(OpCodes.Add);
    }

    private void Frame(string field)
    {
        Il.Emit(OpCodes.Ldarg_1);
        Il.Emit(OpCodes.Ldfld, typeof(TraceFrame).GetField(field)!);
    }

    private void Constant(object value)
    {
        if (!_numbers.TryGetValue(value, out var number))
        {
            _numbers[value] = number = _constants.Count;
            _constants.Add(value);
        }

        Il.Emit(OpCodes.Ldarg_0);
        Il.Emit(OpCodes.Ldc_I4, number);
        Il.Emit(OpCodes.Ldelem_Ref);
    }

    private void OnPlayer(Trace trace, int k)
    {
        WriteConditions();
        Constant(_player);
        Constant(trace);
        Il.Emit(OpCodes.Ldc_I4, k);
        Cycle(0);
        Il.Emit(OpCodes.Call, _player.GetType().GetMethod(nameof(ITraceOrders.Execute))!);
        ForgetLocals();
    }

    // Orders that others execute may change any register.
    private void ForgetLocals()
    {
        _known.Registers = 0;
        _known.Addresses = _known.Data = 0;
        Array.Clear(_known.Comparisons);
    }

    private void ForgetResult(MicroOp op)
    {
        if (op.Destination >= 0)
        {
            _known.Registers &= ~(1ul << op.Destination);
        }

        if (op.CrWrites != 0)
        {
            Array.Clear(_known.Comparisons);
        }
    }

    private void OnLive(string method, MicroOp op, Action? further = null)
    {
        Frame(nameof(TraceFrame.Live));
        Constant(op);
        further?.Invoke();
        Il.Emit(OpCodes.Call, typeof(LiveDatapath).GetMethod(method, Any)!);
    }

    private void Learn(TraceAction action)
    {
        // Nothing to learn where it is as settled as it can be.
        if (action.Pc >= MemoryMap.SramBytes / sizeof(uint))
        {
            LearnAnything(action);
            return;
        }

        Outlook(action.Pc, nameof(BranchOutlook.Settled));
        Il.Emit(OpCodes.Ldc_I4, (int)(action.Number != 0 ? BranchCache.Settled(true, action.Target) : BranchCache.Settled(false, action.Fetched + 1)));
        Rarely(OpCodes.Bne_Un, () => LearnAnything(action));
    }

    private void LearnAnything(TraceAction action)
    {
        Constant(_live.BranchCache);
        Il.Emit(OpCodes.Ldc_I4, (int)action.Pc);
        Il.Emit(OpCodes.Ldc_I4, (int)action.Number);
        Il.Emit(OpCodes.Ldc_I4, (int)action.Target);
        Il.Emit(OpCodes.Ldc_I4, (int)action.Fetched);
        Cycle(action.Offset);
        Il.Emit(OpCodes.Call, typeof(BranchCache).GetMethod(nameof(BranchCache.Learn))!);
    }

    private bool Predict(Trace trace, int k, List<(Label Label, Trace Trace, PathKnowledge Known)> detours)
    {
        var action = trace.Actions[k];
        if (action.Pc >= MemoryMap.SramBytes / 4)
        {
            return false;
        }

        Outlook(action.Pc, nameof(BranchOutlook.Prediction));
        if (action.Detours is null)
        {
            Il.Emit(OpCodes.Ldc_I4, (int)(uint)action.Expected);
            LeaveIf(OpCodes.Bne_Un, trace, k);
            return true;
        }

        Il.Emit(OpCodes.Stloc, _word);
        var others = Il.DefineLabel();
        Il.Emit(OpCodes.Ldloc, _word);
        Il.Emit(OpCodes.Ldc_I4, (int)(uint)action.Expected);
        Il.Emit(OpCodes.Bne_Un, others);
        AmongDetours(others, trace, k, detours, _ => true, Exit(trace, k));
        return true;
    }

    // What the branch cache holds for an address within the SRAM.
    private unsafe void Outlook(uint pc, string field)
    {
        Il.Emit(OpCodes.Ldloc, _branches);
        Offset((int)pc * sizeof(BranchOutlook));
        Il.Emit(OpCodes.Ldfld, typeof(BranchOutlook).GetField(field)!);
    }

    private void Offset(int bytes)
    {
        Il.Emit(OpCodes.Ldc_I4, bytes);
        Il.Emit(OpCodes.Conv_I);
        Il.Emit(OpCodes.Add);
    }
}
