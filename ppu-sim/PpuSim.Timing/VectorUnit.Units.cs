using PpuSim.Machine.Semantics;

namespace PpuSim.Timing;

/// <summary>The five units behind the reservation stations (RTL valu_ctrl.sv, vector_*_ctrl.sv, vector_ls_shared.sv).</summary>
internal sealed unsafe partial class VectorUnit<TProbe>
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
    private readonly uint _serialAddressMask;
    private readonly uint[] _serialData;
    private SerialState _serial;
    private bool _serialActive;
    private int _serialSlot;
    private int _acceptedWords;
    private int _answeredWords;

    // Parallel unit: the access that waits for acceptance, and answers on their way.
    private readonly byte[] _parallelData;
    private readonly byte[] _parallelEnables;
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

    public uint BusAddress => (SerialEntry.Scalar & _serialAddressMask) + (uint)(4 * _acceptedWords);

    public bool BusWrites => SerialEntry.Vector.IsStore;

    public uint BusData => _serialData[_serialSlot * _words + _acceptedWords];

    public bool AcceptsAnswer => _serialActive && _answeredWords != _words;

    // Only answers of the parallel port are outstanding.
    private bool AreUnitsQuiet =>
        _multiplyAdd == 0 && !(_compareAvailable | _permuteStage | _permuteAvailable | _serialActive | _parallelActive | _parallelAvailable)
        && _serial == SerialState.Idle && _parallelPending > 0;

    private ref ReservationStation.Entry SerialEntry => ref _stations[(int)VectorUnitKind.Serial][_serialSlot];

    public void Answer(uint word)
    {
        if (!BusWrites)
        {
            _serialData[_serialSlot * _words + _answeredWords] = word;
        }
    }

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

    private static int ScratchOf(int unit) => Machine.VectorState.FirstScratchRegister + unit;

    private void ReadFirstOperand(long cycle, int unit, ReservationStation station, ref TProbe probe)
    {
        ref var entry = ref station.Executing;
        if (entry.Vector.SourceCount > 1)
        {
            // The second operand may come much later: the first is latched.
            _state.Copy(entry.Vector.Source0, ScratchOf(unit));
            station.Sequencer = ReservationStation.State.ReadSecond;
            return;
        }

        station.Sequencer = ReservationStation.State.Execute;
        switch ((VectorUnitKind)unit)
        {
            case VectorUnitKind.Serial:
                for (var k = 0; k < _words; k++)
                {
                    _serialData[station.ExecutingSlot * _words + k] = _state.ReadWord(entry.Vector.Source0, k);
                }

                break;
            case VectorUnitKind.Parallel:
                _state.ReadBytes(entry.Vector.Source0, ParallelBytes(station.ExecutingSlot));
                break;
            default:
                Execute(cycle, unit, ref entry, entry.Vector.Source0, 0, ref probe);
                break;
        }
    }

    private void Execute(long cycle, int unit, ref ReservationStation.Entry entry, int first, int second, ref TProbe probe)
    {
        var vector = entry.Vector;
        var operands = new VectorOperands(vector.Target, (byte)first, (byte)second, (byte)vector.Condition, (sbyte)vector.Immediate, entry.Scalar);
        if (!TProbe.CountsSaturations)
        {
            vector.Execute(_state, operands);
            probe.VectorExecute(cycle, entry.Op, 0);
            return;
        }

        var before = _state.SaturatedElements;
        VectorSemantics.ExecuteCounting(vector.Op)(_state, operands);
        probe.VectorExecute(cycle, entry.Op, (int)(_state.SaturatedElements - before));
    }

    // The oldest instruction of a unit leaves; loads write their register.
    private void Complete(int unit, ReservationStation station)
    {
        ref var entry = ref station.Oldest;
        if (unit == (int)VectorUnitKind.Serial && entry.Vector.IsLoad)
        {
            for (var k = 0; k < _words; k++)
            {
                _state.WriteWord(entry.Vector.Target, k, _serialData[station.OldestSlot * _words + k]);
            }
        }
        else if (unit == (int)VectorUnitKind.Parallel && entry.Vector.IsParallelRead)
        {
            CompleteParallelRead(entry, station.OldestSlot);
        }
    }

    // The condition is read when the access leaves the reservation station, not when it is accepted.
    private void LatchEnables(in ReservationStation.Entry entry, int slot)
    {
        var enables = Enables(slot);
        _state.ByteEnables(entry.Vector.Condition, enables);
        if (entry.Vector.IsParallelRead || entry.Vector.Condition == 0)
        {
            return;
        }

        var bytes = ParallelBytes(slot);
        for (var k = 0; k < bytes.Length; k++)
        {
            bytes[k] &= enables[k];
        }
    }

    private void CompleteParallelRead(in ReservationStation.Entry entry, int slot)
    {
        var bytes = ParallelBytes(slot);
        if (entry.Vector.Condition != 0 && !_conditionalReadsWriteAll)
        {
            Span<byte> old = stackalloc byte[bytes.Length];
            _state.ReadBytes(entry.Vector.Target, old);
            var enables = Enables(slot);
            for (var k = 0; k < bytes.Length; k++)
            {
                bytes[k] = enables[k] != 0 ? bytes[k] : old[k];
            }
        }

        _state.WriteBytes(entry.Vector.Target, bytes);
    }

    private Span<byte> Enables(int slot) => _parallelEnables.AsSpan(slot * 4 * _words, 4 * _words);

    private Span<byte> ParallelBytes(int slot) => _parallelData.AsSpan(slot * 4 * _words, 4 * _words);

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
                var latency = AcceptParallel(cycle);
                _parallelReady[_parallelHead + _parallelPending++ & (ParallelCapacity - 1)] = cycle + latency;
            }
        }
        else if (starts && !stalled)
        {
            _parallelActive = true;
            _parallelSlot = slot;
            ref var entry = ref _stations[(int)VectorUnitKind.Parallel][_parallelSlot];
            _parallelAcceptAt = cycle + 1 + _port.AcceptDelay(entry.Scalar, !entry.Vector.IsParallelRead, cycle + 1);
        }
    }

    private int AcceptParallel(long cycle)
    {
        ref var entry = ref _stations[(int)VectorUnitKind.Parallel][_parallelSlot];
        var bytes = ParallelBytes(_parallelSlot);
        if (entry.Vector.IsParallelRead)
        {
            return _port.Read(entry.Scalar, bytes, cycle);
        }

        return _port.Write(entry.Scalar, bytes, Enables(_parallelSlot), cycle);
    }
}
