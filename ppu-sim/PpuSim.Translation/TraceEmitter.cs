using System.Reflection;
using System.Reflection.Emit;
using PpuSim.AddressMap;
using PpuSim.Timing;

namespace PpuSim.Translation;

/// <summary>Code of single orders. Parts: <c>TraceEmitter.Scalar</c>, <c>TraceEmitter.Branch</c>, <c>TraceEmitter.Memory</c>, <c>TraceEmitter.Vector</c>.</summary>
internal sealed partial class TraceEmitter
{
    private const BindingFlags Any = BindingFlags.Instance | BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic;
    private readonly LiveDatapath _live;
    private readonly ITraceOrders _player;
    private readonly ProbeEvents _observed;
    private readonly List<object> _constants = [];
    private readonly Dictionary<object, int> _numbers = new(ReferenceEqualityComparer.Instance);
    private readonly LocalBuilder _gpr;
    private readonly LocalBuilder _memory;
    private readonly LocalBuilder _accesses;
    private readonly LocalBuilder _guards;
    private readonly LocalBuilder _predictions;
    private readonly LocalBuilder _settled;
    private readonly LocalBuilder _state;
    private readonly LocalBuilder _word;

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
        _predictions = il.DeclareLocal(typeof(uint*));
        _settled = il.DeclareLocal(typeof(uint*));
        _state = il.DeclareLocal(typeof(Machine.ScalarState));
        _word = il.DeclareLocal(typeof(uint));
    }

    public ILGenerator Il { get; }

    public object[] Constants => [.. _constants];

    /// <summary>Loads pointers and jumps to the entry.</summary>
    public void Prologue(Label[] entries)
    {
        foreach (var (local, field) in new[]
        {
            (_gpr, nameof(TraceFrame.Gpr)), (_memory, nameof(TraceFrame.Memory)), (_accesses, nameof(TraceFrame.Accesses)), (_guards, nameof(TraceFrame.Guards)),
            (_predictions, nameof(TraceFrame.Predictions)), (_settled, nameof(TraceFrame.Settled)), (_state, nameof(TraceFrame.State)),
        })
        {
            Frame(field);
            Il.Emit(OpCodes.Stloc, local);
        }

        Il.Emit(OpCodes.Ldarg_3);
        Il.Emit(OpCodes.Switch, entries);
        Il.Emit(OpCodes.Ldnull);
        Il.Emit(OpCodes.Ret);
    }

    /// <summary>Leaves if a chain of traces from a state on could reach the stop.</summary>
    public void CheckTime(PipelineState state)
    {
        _known = new Known();
        var fits = Il.DefineLabel();
        Il.Emit(OpCodes.Ldarg_2);
        Constant(state);
        Il.Emit(OpCodes.Ldfld, typeof(PipelineState).GetField(nameof(PipelineState.Longest))!);
        Il.Emit(OpCodes.Conv_I8);
        Il.Emit(OpCodes.Add);
        Frame(nameof(TraceFrame.Stop));
        Il.Emit(OpCodes.Blt, fits);
        LeaveAt(state);
        Il.MarkLabel(fits);
    }

    /// <summary>Leaves between two chains.</summary>
    public void LeaveAt(PipelineState state)
    {
        SetCycle();
        Il.Emit(OpCodes.Ldarg_1);
        Constant(state);
        Il.Emit(OpCodes.Stfld, typeof(TraceFrame).GetField(nameof(TraceFrame.Next))!);
        Il.Emit(OpCodes.Ldnull);
        Il.Emit(OpCodes.Ret);
    }

    /// <summary>Leaves before an action.</summary>
    public void Leave(Trace trace, int action)
    {
        SetCycle();
        Il.Emit(OpCodes.Ldarg_1);
        Il.Emit(OpCodes.Ldc_I4, action);
        Il.Emit(OpCodes.Stfld, typeof(TraceFrame).GetField(nameof(TraceFrame.Action))!);
        Constant(trace);
        Il.Emit(OpCodes.Ret);
    }

    public void EndTrace(Trace trace)
    {
        var passes = typeof(Trace).GetField(nameof(Trace.Passes))!;
        Constant(trace);
        Il.Emit(OpCodes.Ldflda, passes);
        Il.Emit(OpCodes.Dup);
        Il.Emit(OpCodes.Ldind_I8);
        Il.Emit(OpCodes.Ldc_I4_1);
        Il.Emit(OpCodes.Conv_I8);
        Il.Emit(OpCodes.Add);
        Il.Emit(OpCodes.Stind_I8);
        Cycle(trace.Cycles);
        Il.Emit(OpCodes.Starg_S, (byte)2);
    }

    /// <summary>Emits one action. False when it cannot be compiled: then the trace is left before it.</summary>
    public bool Emit(Trace trace, int k, List<(Label Label, Trace Trace, Known Known)> detours)
    {
        ref var action = ref trace.Actions[k];
        var slot = (int)action.Slot;
        switch (action.Kind)
        {
            case ActionKind.Execute:
                Execute(action.Op);
                return true;
            case ActionKind.ExecuteLong:
                OnLive(nameof(LiveDatapath.Execute), action.Op, () => Cycle(trace.Actions[k].Offset));
                return true;
            case ActionKind.Address:
                return Address(trace, k);
            case ActionKind.Load when !Tells(ProbeEvents.Loads):
                Load(action.Op, action.Slot);
                return true;
            case ActionKind.Store:
                Store(trace, k);
                return true;
            case ActionKind.Delay:
                return SharedDelay(trace, k);
            case ActionKind.Transfer:
                return SharedLoad(trace, k);
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
                Il.Emit(OpCodes.Pop);
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

    private void SetCycle()
    {
        Il.Emit(OpCodes.Ldarg_1);
        Il.Emit(OpCodes.Ldarg_2);
        Il.Emit(OpCodes.Stfld, typeof(TraceFrame).GetField(nameof(TraceFrame.Cycle))!);
    }

    // Absolute cycle of an offset.
    private void Cycle(int offset)
    {
        Il.Emit(OpCodes.Ldarg_2);
        Il.Emit(OpCodes.Ldc_I4, offset);
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
        Constant(_player);
        Constant(trace);
        Il.Emit(OpCodes.Ldc_I4, k);
        Il.Emit(OpCodes.Ldarg_2);
        Il.Emit(OpCodes.Call, _player.GetType().GetMethod(nameof(ITraceOrders.Execute))!);
    }

    // Pops two values (or one) and goes on if the branch is taken.
    private void LeaveUnless(OpCode branch, Trace trace, int k)
    {
        var goesOn = Il.DefineLabel();
        Il.Emit(branch, goesOn);
        Leave(trace, k);
        Il.MarkLabel(goesOn);
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
        var isLearned = Il.DefineLabel();
        if (action.Pc < MemoryMap.SramBytes / sizeof(uint))
        {
            Il.Emit(OpCodes.Ldloc, _settled);
            Offset((int)action.Pc * sizeof(uint));
            Il.Emit(OpCodes.Ldind_U4);
            Il.Emit(OpCodes.Ldc_I4, (int)(action.Number != 0 ? BranchCache.Settled(true, action.Target) : BranchCache.Settled(false, action.Fetched + 1)));
            Il.Emit(OpCodes.Beq, isLearned);
        }

        Constant(_live.BranchCache);
        Il.Emit(OpCodes.Ldc_I4, (int)action.Pc);
        Il.Emit(OpCodes.Ldc_I4, (int)action.Number);
        Il.Emit(OpCodes.Ldc_I4, (int)action.Target);
        Il.Emit(OpCodes.Ldc_I4, (int)action.Fetched);
        Cycle(action.Offset);
        Il.Emit(OpCodes.Call, typeof(BranchCache).GetMethod(nameof(BranchCache.Learn))!);
        Il.MarkLabel(isLearned);
    }

    private bool Predict(Trace trace, int k, List<(Label Label, Trace Trace, Known Known)> detours)
    {
        var action = trace.Actions[k];
        if (action.Pc >= MemoryMap.SramBytes / 4)
        {
            return false;
        }

        Il.Emit(OpCodes.Ldloc, _predictions);
        Offset((int)action.Pc * 4);
        Il.Emit(OpCodes.Ldind_U4);
        Il.Emit(OpCodes.Stloc, _word);
        var goesOn = Il.DefineLabel();
        Il.Emit(OpCodes.Ldloc, _word);
        Il.Emit(OpCodes.Ldc_I4, (int)(uint)action.Expected);
        Il.Emit(OpCodes.Beq, goesOn);
        for (var detour = action.Detours; detour is not null; detour = detour.Next)
        {
            var label = Il.DefineLabel();
            Il.Emit(OpCodes.Ldloc, _word);
            Il.Emit(OpCodes.Ldc_I4, (int)(uint)detour.Answer);
            Il.Emit(OpCodes.Beq, label);
            detours.Add((label, detour.Trace, _known.Copy()));
        }

        Leave(trace, k);
        Il.MarkLabel(goesOn);
        return true;
    }

    private void Offset(int bytes)
    {
        Il.Emit(OpCodes.Ldc_I4, bytes);
        Il.Emit(OpCodes.Conv_I);
        Il.Emit(OpCodes.Add);
    }
}
