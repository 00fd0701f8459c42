namespace PpuSim.Timing;

/// <summary>The five units behind the reservation stations (RTL valu_ctrl.sv, vector_*_ctrl.sv, vector_ls_shared.sv).</summary>
internal sealed partial class VectorUnit<TProbe>
{
    private const int ParallelCapacity = 16;

    private readonly int _words;

    // Multiply/add pipeline: bit k = stage k occupied; the top bit has its result.
    private readonly uint _multiplyAddTop;
    private uint _multiplyAdd;
    private bool _compareAvailable;
    private bool _permuteStage;
    private bool _permuteAvailable;

    // Serial unit.
    private SerialState _serial;
    private bool _serialActive;
    private int _serialSlot;
    private int _acceptedWords;
    private int _answeredWords;

    // Parallel unit: the access that waits for acceptance, and answers on their way.
    private readonly long[] _parallelReady = new long[ParallelCapacity];
    private bool _parallelActive;
    private int _parallelSlot;
    private long _parallelAcceptAt;
    private int _parallelHead;
    private int _parallelPending;
    private bool _parallelAvailable;

    private enum SerialState : byte
    {
        Idle,
        Loading,
        Storing,
        Loaded,
    }

    public bool WantsBus => _serialActive && _acceptedWords != _words;

    /// <summary>Instruction, slot and word of the serial request.</summary>
    public MicroOp BusOp => SerialEntry.Op;

    public byte BusSlot => SerialEntry.Slot;

    public int BusWord => _acceptedWords;

    public AccessKind BusKind => SerialEntry.Kind;

    public bool AcceptsAnswer => _serialActive && _answeredWords != _words;

    // Only answers of the parallel port are outstanding.
    private bool AreUnitsQuiet =>
        _multiplyAdd == 0 && !(_compareAvailable | _permuteStage | _permuteAvailable | _serialActive | _parallelActive | _parallelAvailable)
        && _serial == SerialState.Idle && _parallelPending > 0;

    private ref ReservationStation.Entry SerialEntry => ref _stations[(int)VectorUnitKind.Serial][_serialSlot];

    private void ResetUnits()
    {
        _multiplyAdd = 0;
        _compareAvailable = _permuteStage = _permuteAvailable = false;
        _serial = SerialState.Idle;
        _serialActive = _parallelActive = _parallelAvailable = false;
        _serialSlot = _acceptedWords = _answeredWords = 0;
        _parallelHead = _parallelPending = 0;
    }

    // Units that have a result for their oldest entry.
    private int Available(bool complete) =>
        ((_multiplyAdd & _multiplyAddTop) != 0 ? 1 << (int)VectorUnitKind.MultiplyAdd : 0)
        | (_compareAvailable ? 1 << (int)VectorUnitKind.Compare : 0)
        | (_serial == SerialState.Loaded || (_serial == SerialState.Storing && complete) ? 1 << (int)VectorUnitKind.Serial : 0)
        | (_parallelAvailable ? 1 << (int)VectorUnitKind.Parallel : 0)
        | (_permuteAvailable ? 1 << (int)VectorUnitKind.Permute : 0);

    private int ReadyUnits(bool parallelAccepted) =>
        1 << (int)VectorUnitKind.MultiplyAdd | 1 << (int)VectorUnitKind.Compare | 1 << (int)VectorUnitKind.Permute
        | (_serial == SerialState.Idle ? 1 << (int)VectorUnitKind.Serial : 0)
        | (!_parallelActive || parallelAccepted ? 1 << (int)VectorUnitKind.Parallel : 0);

    private void ReadFirstOperand(long cycle, ReservationStation station, ref TProbe probe)
    {
        ref var entry = ref station.Executing;
        if (entry.Vector.SourceCount > 1)
        {
            // The second operand may come much later: the first is latched.
            Data.Latch(entry.Op);
            station.Sequencer = ReservationStation.State.ReadSecond;
            return;
        }

        station.Sequencer = ReservationStation.State.Execute;
        if (entry.Vector.UsesAddress)
        {
            Data.ReadTransfer(entry.Op, entry.Slot);
        }
        else
        {
            Execute(cycle, entry, ref probe);
        }
    }

    private void Execute(long cycle, in ReservationStation.Entry entry, ref TProbe probe) =>
        probe.VectorExecute(cycle, entry.Op, Data.ExecuteVector(entry.Op, entry.Slot, cycle));

    // The oldest instruction of a unit leaves; loads write their register.
    private void Complete(in ReservationStation.Entry entry)
    {
        if (entry.Slot == NoSlot)
        {
            return;
        }

        if (entry.Vector.IsLoad | entry.Vector.IsParallelRead)
        {
            Data.WriteTransfer(entry.Op, entry.Slot);
        }

        _usedSlots &= ~(1ul << entry.Slot);
    }

    private void StepUnits(long cycle, int starting, int stalled, bool complete, bool accepted, bool answered, bool parallelAccepted, int serialSlot, int parallelSlot)
    {
        if ((stalled & 1 << (int)VectorUnitKind.MultiplyAdd) == 0)
        {
            _multiplyAdd = (_multiplyAdd << 1 | (uint)starting & 1) & (_multiplyAddTop << 1) - 1;
        }

        _compareAvailable = (starting & 1 << (int)VectorUnitKind.Compare) != 0;
        if ((stalled & 1 << (int)VectorUnitKind.Permute) == 0)
        {
            _permuteAvailable = _permuteStage;
            _permuteStage = (starting & 1 << (int)VectorUnitKind.Permute) != 0;
        }

        if ((starting & 1 << (int)VectorUnitKind.Serial) != 0 || _serial != SerialState.Idle || _serialActive)
        {
            StepSerial((starting & 1 << (int)VectorUnitKind.Serial) != 0, complete, accepted, answered, serialSlot);
        }

        if ((_active & 1 << (int)VectorUnitKind.Parallel) != 0 || _parallelAvailable)
        {
            StepParallel(cycle, (starting & 1 << (int)VectorUnitKind.Parallel) != 0, (stalled & 1 << (int)VectorUnitKind.Parallel) != 0, parallelAccepted, parallelSlot);
        }
    }

    private void StepSerial(bool starts, bool complete, bool accepted, bool answered, int slot)
    {
        var begins = false;
        switch (_serial)
        {
            case SerialState.Idle when starts:
                begins = true;
                _serialSlot = slot;
                _serial = SerialEntry.Vector.IsLoad ? SerialState.Loading : SerialState.Storing;
                break;
            case SerialState.Loading when complete:
                _serial = SerialState.Loaded;
                break;
            case SerialState.Loaded:
            case SerialState.Storing when complete:
                _serial = SerialState.Idle;
                break;
        }

        if (begins)
        {
            _serialActive = true;
            _acceptedWords = _answeredWords = 0;
            return;
        }

        if (accepted)
        {
            _acceptedWords++;
        }

        if (answered)
        {
            _answeredWords++;
        }

        if (complete)
        {
            _serialActive = false;
        }
    }

    private void StepParallel(long cycle, bool starts, bool stalled, bool accepted, int slot)
    {
        var answers = _parallelPending > 0 && cycle >= _parallelReady[_parallelHead];
        var moves = _parallelAvailable && !stalled;
        if (answers && moves)
        {
            _parallelHead = _parallelHead + 1 & (ParallelCapacity - 1);
            _parallelPending--;
        }

        _parallelAvailable = _parallelAvailable ? stalled : answers;
        if (_parallelActive)
        {
            if (accepted)
            {
                _parallelActive = false;
                ref var accessed = ref _stations[(int)VectorUnitKind.Parallel][_parallelSlot];
                var latency = Data.ParallelTransfer(accessed.Op, accessed.Slot, cycle);
                _parallelReady[_parallelHead + _parallelPending++ & (ParallelCapacity - 1)] = cycle + latency;
            }
        }
        else if (starts && !stalled)
        {
            _parallelActive = true;
            _parallelSlot = slot;
            ref var entry = ref _stations[(int)VectorUnitKind.Parallel][_parallelSlot];
            _parallelAcceptAt = cycle + 1 + Data.ParallelDelay(entry.Op, entry.Slot, cycle + 1);
        }
    }
}
