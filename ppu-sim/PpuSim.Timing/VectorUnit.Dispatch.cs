using System.Numerics;

namespace PpuSim.Timing;

/// <summary>Instruction queue and dispatch: structural hazards, write-after-write and write-after-read (RTL vector_ctrl.sv).</summary>
internal sealed partial class VectorUnit<TProbe>
{
    private const int Registers = 32;
    private const int QueueCapacity = 8;
    private const byte NoSlot = 0xff;

    private readonly Queued[] _queue = new Queued[QueueCapacity];
    private int _queueHead;
    private int _queueCount;

    // Behind issue: operand stage, then the push into the queue.
    private Queued _operand;
    private Queued _pushing;

    // Reservation station entry that will write a register, and readers that have not read it yet.
    private readonly int[] _producers = new int[Registers];
    private readonly int[] _readers = new int[Registers];

    // Read counters change one cycle late; the sources of the last dispatch and the last register read.
    private int _dispatchedSource0;
    private int _dispatchedSource1;
    private int _lastRead;

    private bool _vcrValid;
    private int _vcrReaders;

    private struct Queued
    {
        public MicroOp Op;
        public byte Slot;
        public AccessKind Kind;
        public bool IsPresent;
    }

    /// <summary>The queue takes another instruction, with those in mind that are on their way.</summary>
    public bool IsReady => _queueCount < _parameters.VectorQueueDepth - OnTheWay;

    private bool IsDispatchQuiet => (_dispatchedSource0 & _dispatchedSource1 & _lastRead) == -1;

    /// <summary>A free slot for a splat value or an address.</summary>
    public byte TakeSlot()
    {
        var slot = (byte)BitOperations.TrailingZeroCount(~_usedSlots);
        _usedSlots |= 1ul << slot;
        return slot;
    }

    /// <summary>Where the scalar operand of the instruction in the operand stage is, and what kind of address.</summary>
    public void SetScalarOperand(byte slot, AccessKind kind)
    {
        _operand.Slot = slot;
        _operand.Kind = kind;
    }

    private void ResetDispatch()
    {
        _queueHead = _queueCount = 0;
        _operand = _pushing = default;
        Array.Fill(_producers, VectorReference.None);
        Array.Clear(_readers);
        _dispatchedSource0 = _dispatchedSource1 = _lastRead = -1;
        _vcrValid = true;
        _vcrReaders = 0;
    }

    private bool CanDispatch()
    {
        if (_queueCount == 0)
        {
            return false;
        }

        var vector = _queue[_queueHead].Op.Vector!;
        if (_stations[(int)vector.Unit].IsFull)
        {
            return false;
        }

        if (vector.Writes)
        {
            var target = vector.Target;
            if (_producers[target] != VectorReference.None || _readers[target] > 0 || target == _dispatchedSource0 || target == _dispatchedSource1)
            {
                return false;
            }
        }

        return !vector.WritesVcr || (_vcrValid && _vcrReaders <= 0);
    }

    private ReservationStation.Entry MakeEntry(int producerWriting, bool vcrWritten)
    {
        ref var queued = ref _queue[_queueHead];
        var vector = queued.Op.Vector!;
        var entry = new ReservationStation.Entry
        {
            Op = queued.Op,
            Vector = vector,
            Slot = queued.Slot,
            Kind = queued.Kind,
            Producer0 = VectorReference.None,
            Producer1 = VectorReference.None,
            VcrValid = _vcrValid || vcrWritten,
        };
        if (vector.SourceCount > 0)
        {
            entry.Producer0 = ProducerOf(vector.Source0, producerWriting);
        }

        if (vector.SourceCount > 1)
        {
            entry.Producer1 = ProducerOf(vector.Source1, producerWriting);
        }

        return entry;
    }

    private int ProducerOf(int register, int producerWriting) =>
        _producers[register] == producerWriting ? VectorReference.None : _producers[register];

    private void StepDispatch(
        bool dispatch, in ReservationStation.Entry entry, int producer, int writtenRegister, int readRegister, bool vcrWritten, int vcrReads)
    {
        var vector = dispatch ? entry.Vector : null;
        if (vector is not null)
        {
            var station = _stations[(int)vector.Unit];
            if (vector.Writes)
            {
                _producers[vector.Target] = VectorReference.Of(vector.Unit, station.NextSlot);
            }

            station.Insert(entry);
            _entries++;
            _active |= 1 << (int)vector.Unit;
        }

        if (producer != VectorReference.None)
        {
            _producers[writtenRegister] = VectorReference.None;
        }

        if (_dispatchedSource0 >= 0)
        {
            _readers[_dispatchedSource0]++;
        }

        if (_dispatchedSource1 >= 0)
        {
            _readers[_dispatchedSource1]++;
        }

        if (_lastRead >= 0)
        {
            _readers[_lastRead]--;
        }

        _dispatchedSource0 = vector is { SourceCount: > 0 } ? vector.Source0 : -1;
        _dispatchedSource1 = vector is { SourceCount: > 1 } ? vector.Source1 : -1;
        _lastRead = readRegister;
        _vcrReaders += (vector is { ReadsVcr: true } ? 1 : 0) - vcrReads;
        if (vector is { WritesVcr: true })
        {
            _vcrValid = false;
        }
        else if (vcrWritten)
        {
            _vcrValid = true;
        }
    }

    private void StepQueue(MicroOp? issued, bool dispatched)
    {
        if (dispatched)
        {
            _queueHead = _queueHead + 1 & (QueueCapacity - 1);
            _queueCount--;
        }

        if (_pushing.IsPresent)
        {
            _queue[_queueHead + _queueCount++ & (QueueCapacity - 1)] = _pushing;
        }

        _pushing = _operand;
        _operand.IsPresent = issued is not null;
        if (issued is not null)
        {
            _operand.Op = issued;
            _operand.Slot = NoSlot;
            _operand.Kind = AccessKind.Plain;
        }
    }
}
