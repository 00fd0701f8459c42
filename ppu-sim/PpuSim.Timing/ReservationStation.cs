namespace PpuSim.Timing;

/// <summary>Instructions of one vector unit between dispatch and retirement, oldest first (RTL vector_reservation_station.sv).</summary>
internal sealed class ReservationStation
{
    private readonly Entry[] _entries;
    private readonly int _slotMask;
    private int _inserted;
    private int _retired;
    private int _executed;

    /// <param name="capacity">Entries: a power of two.</param>
    public ReservationStation(int capacity)
    {
        Capacity = capacity;
        _slotMask = capacity - 1;
        _entries = new Entry[capacity];
    }

    internal enum State : byte
    {
        Idle,
        ReadFirst,
        ReadSecond,
        Execute,
    }

    internal struct Entry
    {
        public MicroOp Op;
        public VectorMicroOp Vector;
        public byte Slot;
        public AccessKind Kind;

        /// <summary>Producers that the sources wait for, <see cref="VectorReference.None"/> when the operand is valid.</summary>
        public int Producer0;
        public int Producer1;
        public bool VcrValid;
    }

    public int Capacity { get; }

    /// <summary>State of the execution sequencer.</summary>
    public State Sequencer;

    /// <summary>A result waits for the register file.</summary>
    public bool IsRetiring;

    /// <summary>Slot of the instruction that is in the control register between sequencer and unit.</summary>
    public int StartingSlot;

    public int Count => _inserted - _retired;

    public bool IsFull => Count == Capacity;

    public bool HasUnexecuted => _executed != _inserted;

    public int OldestSlot => _retired & _slotMask;

    public int ExecutingSlot => _executed & _slotMask;

    /// <summary>Slot that the next entry will get: part of its reference.</summary>
    public int NextSlot => _inserted & _slotMask;

    public ref Entry Oldest => ref _entries[OldestSlot];

    public ref Entry Executing => ref _entries[ExecutingSlot];

    public ref Entry this[int slot] => ref _entries[slot];

    public void Reset()
    {
        _inserted = _retired = _executed = 0;
        Sequencer = State.Idle;
        IsRetiring = false;
    }

    /// <summary>Forgets everything, retired entries included.</summary>
    public void Clear()
    {
        Reset();
        StartingSlot = 0;
        Array.Clear(_entries);
    }

    public void Insert(in Entry entry)
    {
        _entries[NextSlot] = entry;
        _inserted++;
    }

    public void Retire()
    {
        _retired++;
    }

    public void AdvanceExecution() => _executed++;

    /// <summary>A slot counted from the oldest entry on.</summary>
    public int RelativeSlot(int slot) => slot - _retired & _slotMask;

    public void TransferSequencer(ControlStream stream, bool starts)
    {
        var (count, executed, sequencer) = (Count, _executed - _retired, (byte)Sequencer);
        stream.Count(ref count);
        stream.Count(ref executed);
        stream.Value(ref sequencer);
        stream.Value(ref IsRetiring);
        var starting = stream.Reads ? 0 : RelativeSlot(StartingSlot);
        if (starts)
        {
            stream.Count(ref starting);
        }

        if (stream.Reads)
        {
            _retired = 0;
            (_inserted, _executed, Sequencer, StartingSlot) = (count, executed, (State)sequencer, starting);
        }
    }

    /// <summary>A result is in the register file: operands that waited for it are valid.</summary>
    public void Validate(int producer)
    {
        for (var k = _retired; k != _inserted; k++)
        {
            ref var entry = ref _entries[k & _slotMask];
            if (entry.Producer0 == producer)
            {
                entry.Producer0 = VectorReference.None;
            }

            if (entry.Producer1 == producer)
            {
                entry.Producer1 = VectorReference.None;
            }
        }
    }

    public void ValidateVcr()
    {
        for (var k = _retired; k != _inserted; k++)
        {
            _entries[k & _slotMask].VcrValid = true;
        }
    }
}

/// <summary>Names a reservation station entry: unit and slot.</summary>
internal static class VectorReference
{
    public const int None = -1;
    public const int UnitShift = 4;
    public const int SlotMask = (1 << UnitShift) - 1;

    public static int Of(VectorUnitKind unit, int slot) => ((int)unit << UnitShift) | slot;
}
