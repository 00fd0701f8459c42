using System.Numerics;
using PpuSim.Machine;

namespace PpuSim.Timing;

/// <summary>
/// The vector unit: instruction queue, dispatch, five reservation stations, register file arbiter and units (RTL fub_vector.sv, vector_ctrl.sv).
/// Rules: nux-timing section 8. <c>VectorUnit.Dispatch</c>, <c>VectorUnit.Units</c> hold the parts.
/// </summary>
internal sealed partial class VectorUnit<TProbe>
    where TProbe : struct, IProbe
{
    private const int Units = 5;

    // Instructions on their way from issue to the queue when the queue looks ready.
    private const int OnTheWay = 2;

    private readonly CoreParameters _parameters;
    private readonly LiveDatapath _live;
    private readonly ReservationStation[] _stations = [new(4), new(2), new(2), new(16), new(2)];

    // Register file arbiter: units whose number is below this are masked.
    private int _maskStart;
    private bool _isIdle;

    // Slots of instructions with a splat value or an address.
    private ulong _usedSlots;

    public VectorUnit(CoreParameters parameters, LiveDatapath data)
    {
        _parameters = parameters;
        Data = _live = data;
        _words = 4 * parameters.Slices;
        _multiplyAddTop = 1u << (parameters.VectorMultiplyStages + parameters.VectorAddStages);
        Reset();
    }

    /// <summary>What acts on data: the datapath itself, or what follows its orders.</summary>
    public Datapath Data { get; set; }

    /// <summary>Nothing in the unit, except an instruction that is still in the operand stage (which the core does not look at).</summary>
    public bool IsEmpty => !_pushing.IsPresent && _queueCount == 0 && _entries == 0;

    /// <summary>
    /// First cycle in which something can happen in the unit without a new instruction: long.MaxValue when it is idle, the next answer of the parallel
    /// port when it waits for that alone, else the present.
    /// </summary>
    public long NextChange => _isIdle ? long.MaxValue : _waits ? _parallelReady[_parallelHead] : 0;

    // Nothing moved in the last cycle, and only an answer of the parallel port is on its way.
    private bool _waits;

    /// <summary>Nothing happens in the unit until an instruction is issued to it.</summary>
    public bool IsIdle => _isIdle;

    private int _entries;

    // Stations with entries, and control registers with an instruction that enters its unit, one bit per unit.
    private int _active;
    private int _starting;

    public void Reset()
    {
        foreach (var station in _stations)
        {
            station.Reset();
        }

        _entries = 0;
        _active = 0;
        _starting = 0;
        _maskStart = 0;
        _isIdle = true;
        _usedSlots = 0;
        ResetDispatch();
        ResetUnits();
    }

    /// <summary>
    /// One cycle. <paramref name="issued"/>: vector instruction that issues in it; <paramref name="accepted"/>: the serial request was accepted;
    /// <paramref name="answered"/>: an answer for it arrived.
    /// </summary>
    public void Cycle(long cycle, MicroOp? issued, bool accepted, bool answered, ref TProbe probe)
    {
        _waits = false;
        if (_isIdle)
        {
            if (issued is not null)
            {
                _operand = new Queued { Op = issued, Slot = NoSlot, IsPresent = true };
                _isIdle = false;
            }

            return;
        }

        var quiet = IsDispatchQuiet && !_pushing.IsPresent;
        var complete = _serialActive && _answeredWords == _words;
        var parallelAccepted = _parallelActive && cycle >= _parallelAcceptAt && _parallelPending < ParallelCapacity;
        var available = Available(complete);
        var ready = ReadyUnits(parallelAccepted);

        // Register file: one access per cycle.
        var retire = 0;
        var requests = 0;
        var writes = 0;
        for (var units = _active; units != 0; units &= units - 1)
        {
            var unit = BitOperations.TrailingZeroCount(units);
            var station = _stations[unit];
            var bit = 1 << unit;
            if (station.Oldest.Vector.Writes)
            {
                writes |= bit;
            }

            if (station.IsRetiring || (available & writes & bit) != 0)
            {
                retire |= bit;
                requests |= bit;
            }
            else if ((station.Sequencer == ReservationStation.State.ReadFirst && (ready & bit) != 0)
                || station.Sequencer == ReservationStation.State.ReadSecond)
            {
                requests |= bit;
            }
        }

        var winner = Arbitrate(requests);
        var granted = requests != 0 && (requests >> winner & 1) != 0;
        var retireGranted = granted && (retire >> winner & 1) != 0;
        var producer = VectorReference.None;
        var writtenRegister = -1;
        var readRegister = -1;
        if (granted)
        {
            var station = _stations[winner];
            if (retireGranted)
            {
                producer = VectorReference.Of((VectorUnitKind)winner, station.OldestSlot);
                writtenRegister = station.Oldest.Vector.Target;
            }
            else
            {
                ref var entry = ref station.Executing;
                readRegister = station.Sequencer == ReservationStation.State.ReadFirst ? entry.Vector.Source0 : entry.Vector.Source1;
            }
        }

        var vcrWritten = _compareAvailable;
        var dispatch = CanDispatch();
        ReservationStation.Entry dispatched = default;
        if (dispatch)
        {
            dispatched = MakeEntry(producer, vcrWritten);
        }

        var starting = _starting;
        var serialSlot = _stations[(int)VectorUnitKind.Serial].StartingSlot;
        var parallelSlot = _stations[(int)VectorUnitKind.Parallel].StartingSlot;
        var active = _active;
        var stalled = 0;
        var vcrReads = 0;
        for (var units = active; units != 0; units &= units - 1)
        {
            var unit = BitOperations.TrailingZeroCount(units);
            var station = _stations[unit];
            var bit = 1 << unit;
            var acknowledged = retireGranted && winner == unit;
            var wants = (retire & bit) != 0;
            var stall = wants && !acknowledged;
            if (stall)
            {
                stalled |= bit;
            }

            var retires = acknowledged || (!station.IsRetiring && (available & bit) != 0 && (writes & bit) == 0);
            station.IsRetiring = wants && !acknowledged;
            var readGranted = granted && winner == unit && !retireGranted;
            var started = StepSequencer(cycle, unit, station, (ready & bit) != 0, stall, readGranted, ref vcrReads, ref probe);
            if (!stall)
            {
                _starting = started ? _starting | bit : _starting & ~bit;
                if (started)
                {
                    station.StartingSlot = station.ExecutingSlot;
                }
            }

            if (retires)
            {
                Complete(station.Oldest);
                station.Retire();
                quiet = false;
                _entries--;
                if (station.Count == 0)
                {
                    _active &= ~bit;
                }
            }

            if (started)
            {
                station.AdvanceExecution();
            }
        }

        if (producer != VectorReference.None || vcrWritten)
        {
            Validate(producer, vcrWritten);
        }

        StepDispatch(dispatch, dispatched, producer, writtenRegister, readRegister, vcrWritten, vcrReads);
        if (requests != 0)
        {
            _maskStart = _maskStart == Units ? 0 : _maskStart + 1;
        }

        StepUnits(cycle, starting, stalled, complete, accepted, answered, parallelAccepted, serialSlot, parallelSlot);
        StepQueue(issued, dispatch);
        _waits = quiet && (requests | starting | _starting) == 0 && !dispatch && !vcrWritten && AreUnitsQuiet && !_pushing.IsPresent && !_operand.IsPresent && IsDispatchQuiet && AreSequencersIdle;
        _isIdle = _entries == 0 && _queueCount == 0 && !_pushing.IsPresent && !_operand.IsPresent && IsDispatchQuiet;
    }

    private bool AreSequencersIdle
    {
        get
        {
            for (var units = _active; units != 0; units &= units - 1)
            {
                if (_stations[BitOperations.TrailingZeroCount(units)].Sequencer != ReservationStation.State.Idle)
                {
                    return false;
                }
            }

            return true;
        }
    }

    private void Validate(int producer, bool vcr)
    {
        for (var units = _active; units != 0; units &= units - 1)
        {
            var station = _stations[BitOperations.TrailingZeroCount(units)];
            if (producer != VectorReference.None)
            {
                station.Validate(producer);
            }

            if (vcr)
            {
                station.ValidateVcr();
            }
        }
    }

    // Fixed priority among unmasked units; the multiply/add unit is the default.
    private int Arbitrate(int requests)
    {
        var unmasked = requests >> _maskStart << _maskStart;
        if (unmasked == 0)
        {
            return (int)VectorUnitKind.MultiplyAdd;
        }

        return (unmasked & 1 << (int)VectorUnitKind.MultiplyAdd) != 0 ? (int)VectorUnitKind.MultiplyAdd
            : (unmasked & 1 << (int)VectorUnitKind.Compare) != 0 ? (int)VectorUnitKind.Compare
            : (unmasked & 1 << (int)VectorUnitKind.Permute) != 0 ? (int)VectorUnitKind.Permute
            : (unmasked & 1 << (int)VectorUnitKind.Serial) != 0 ? (int)VectorUnitKind.Serial
            : (int)VectorUnitKind.Parallel;
    }

    // Returns true when an instruction enters its unit.
    private bool StepSequencer(
        long cycle, int unit, ReservationStation station, bool ready, bool stall, bool granted, ref int vcrReads, ref TProbe probe)
    {
        switch (station.Sequencer)
        {
            case ReservationStation.State.Idle:
                if (station.HasUnexecuted && ready && !stall)
                {
                    ref var waiting = ref station.Executing;
                    if (waiting is { Producer0: VectorReference.None, Producer1: VectorReference.None } && (waiting.VcrValid || !waiting.Vector.ReadsVcr))
                    {
                        station.Sequencer = waiting.Vector.SourceCount > 0 ? ReservationStation.State.ReadFirst : ReservationStation.State.Execute;
                    }
                }

                return false;
            case ReservationStation.State.ReadFirst:
                if (granted)
                {
                    ReadFirstOperand(cycle, station, ref probe);
                }

                return false;
            case ReservationStation.State.ReadSecond:
                if (granted)
                {
                    Execute(cycle, station.Executing, ref probe);
                    station.Sequencer = ReservationStation.State.Execute;
                }

                return false;
            default:
                if (!ready || stall)
                {
                    return false;
                }

                station.Sequencer = ReservationStation.State.Idle;
                ref var entry = ref station.Executing;
                if (entry.Vector.ReadsVcr)
                {
                    vcrReads++;
                }

                if (unit == (int)VectorUnitKind.Parallel)
                {
                    Data.Enable(entry.Op, entry.Slot);
                }
                else if (entry.Vector.ReadsScalar)
                {
                    Execute(cycle, entry, ref probe);
                }

                return true;
        }
    }
}
