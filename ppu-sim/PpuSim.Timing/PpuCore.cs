using PpuSim.AddressMap;
using PpuSim.Machine;

namespace PpuSim.Timing;

/// <summary>
/// One plasticity processing unit, cycle by cycle: the pipeline registers of the published RTL, stepped once per clock. Semantics are executed in the
/// stage in which the RTL reads operands; memory and the vector port are accessed in the cycle in which they accept a request.
/// </summary>
/// <remarks>
/// Cycle 0 is the first after reset release. Addresses inside the pipeline are word addresses. One file per stage: <c>PpuCore.Fetch</c>,
/// <c>PpuCore.Issue</c>, <c>PpuCore.Operands</c>, <c>PpuCore.LoadStore</c>, <c>PpuCore.Interrupts</c>; <c>PpuCore.Step</c> orders them within a cycle.
/// Source: RTL of the nux core (pu.sv and the modules that it instantiates), rules of nux-timing sections 3 to 9.
/// </remarks>
/// <typeparam name="TProbe">Observer, bound at compile time.</typeparam>
public sealed partial class PpuCore<TProbe> : IPpuCore
    where TProbe : struct, IProbe
{
    private readonly CoreParameters _parameters;
    private readonly ScalarState _state;
    private readonly TimerUnit _timers;
    private readonly Sram _sram;
    private readonly LiveDatapath _live;
    private readonly InstructionSource _instructions;
    private readonly ResultHistory _history;
    private readonly DataBus _bus = new();
    private readonly VectorUnit<TProbe> _vector;
    private readonly long[] _stalls = new long[(int)StallCause.Count];
    private Datapath _data;
    private TProbe _probe;

    public PpuCore(CoreParameters parameters, ScalarState state, VectorState vectorState, Sram sram, CorePorts ports, TProbe probe = default)
    {
        _parameters = parameters;
        _state = state;
        _timers = state.Timers;
        _sram = sram;
        _data = _live = new LiveDatapath(parameters, state, vectorState, sram, ports, TProbe.CountsSaturations);
        _instructions = _live.Instructions;
        _history = _live.History;
        _instructionCache = parameters.InstructionCache is { } cache ? new InstructionCache(cache) : null;
        _vector = new VectorUnit<TProbe>(parameters, _live);
        VectorState = vectorState;
        _losesResults = state.Has(Quirks.InterruptLosesResults);
        _probe = probe;
        Reset();
    }

    /// <summary>The cycle that the next <see cref="Step"/> simulates: number of clock edges since reset release.</summary>
    public long Cycle { get; private set; }

    /// <summary>Instructions and steps of multi-cycle instructions that left decode.</summary>
    public long Issues { get; private set; }

    /// <summary>Instructions executed: an instruction of several steps counts once; nop, sync and wait, which never issue, count too.</summary>
    public long Instructions { get; private set; }

    public IReadOnlyList<long> Stalls => _stalls;

    public ScalarState State => _state;

    public VectorState VectorState { get; }

    public Sram Sram => _sram;

    public ref TProbe Probe => ref _probe;

    /// <summary>The sleep output: true from the cycle after the last one that was active.</summary>
    public bool IsAsleep => _fetchState == IssueState.Halt;

    /// <summary>Byte address of the instruction in decode.</summary>
    public uint Pc => _decode.Pc * 4;

    /// <summary>Releases reset: pipeline, special registers and caches start anew; memory and general purpose registers stay.</summary>
    public void Reset()
    {
        _state.Reset();
        VectorState.Reset();
        _live.Reset();
        _bus.Reset();
        _vector.Reset();
        Array.Clear(_stalls);
        Cycle = Issues = Instructions = 0;
        ResetFetch();
        ResetIssue();
        ResetOperands();
        ResetLoadStore();
        ResetInterrupts();
    }

    /// <summary>Adds what somebody else has counted for this core.</summary>
    internal void Count(long issues, long instructions, ReadOnlySpan<long> stalls)
    {
        Issues += issues;
        Instructions += instructions;
        for (var cause = 0; cause < stalls.Length; cause++)
        {
            _stalls[cause] += stalls[cause];
        }
    }

    /// <summary>Writes SRAM from outside (host, other PPU over the Omnibus): byte enables as in <see cref="IDataPort.Write"/>.</summary>
    public void WriteSram(uint address, uint value, int byteEnables = 15)
    {
        _sram.WriteBytes(address, value, byteEnables);
        _instructions.Forget(address);
    }

    /// <summary>Advances to <paramref name="cycle"/>. Time asleep is skipped, not stepped.</summary>
    public void RunUntil(long cycle)
    {
        while (Cycle < cycle)
        {
            if (!IsAsleep || !SkipSleep(cycle))
            {
                Step(cycle);
            }
        }
    }

    /// <summary>Advances by a cycle or to the end of the sleep that it is in.</summary>
    internal void RunAsleep(long limit)
    {
        if (!SkipSleep(limit))
        {
            Step(limit);
        }
    }

    /// <summary>Advances until the core sleeps and nothing inside it can wake it, or to <paramref name="limit"/>.</summary>
    /// <returns>True when it sleeps for good.</returns>
    public bool RunUntilSleep(long limit)
    {
        while (Cycle < limit)
        {
            if (IsAsleep)
            {
                if (!CanWake)
                {
                    return true;
                }

                if (SkipSleep(limit))
                {
                    continue;
                }
            }

            Step(limit);
        }

        return IsAsleep && !CanWake;
    }
}
