using System.Numerics;

namespace PpuSim.Timing;

/// <summary>The normal form of the unit's state: slots of reservation stations are counted from the oldest entry on.</summary>
internal sealed partial class VectorUnit<TProbe>
{
    public void Transfer(ControlStream stream)
    {
        TransferDispatch(stream);
        TransferUnits(stream);
        stream.Count(ref _maskStart);
        stream.Value(ref _isIdle);
        stream.Value(ref _waits);
        var starting = (byte)_starting;
        stream.Value(ref starting);
        _starting = starting;
        var present = (byte)_active;
        stream.Value(ref present);
        if (!stream.Reads)
        {
            TransferRegisters(stream);
            TransferStations(stream, present);
            return;
        }

        _usedSlots = 0;
        _entries = 0;
        TransferRegisters(stream);
        TransferStations(stream, present);
        _active = present;
        Use(_operand);
        Use(_pushing);
        for (var k = 0; k < _queueCount; k++)
        {
            Use(_queue[k]);
        }
    }

    /// <summary>Forgets everything, what has left the unit included.</summary>
    public void Clear()
    {
        Reset();
        foreach (var station in _stations)
        {
            station.Clear();
        }

        Array.Clear(_queue);
        Array.Clear(_parallelReady);
        _parallelSlot = 0;
        _parallelAcceptAt = 0;
        _waits = false;
    }

    private void Use(in Queued queued)
    {
        if (queued.IsPresent && queued.Slot != NoSlot)
        {
            _usedSlots |= 1ul << queued.Slot;
        }
    }

    private void TransferDispatch(ControlStream stream)
    {
        TransferQueued(stream, ref _operand);
        TransferQueued(stream, ref _pushing);
        stream.Count(ref _queueCount);
        if (stream.Reads)
        {
            _queueHead = 0;
        }

        for (var k = 0; k < _queueCount; k++)
        {
            ref var queued = ref _queue[_queueHead + k & (QueueCapacity - 1)];
            queued.IsPresent = true;
            TransferQueued(stream, ref queued);
        }

        stream.Count(ref _dispatchedSource0);
        stream.Count(ref _dispatchedSource1);
        stream.Count(ref _lastRead);
        stream.Value(ref _vcrValid);
        stream.Count(ref _vcrReaders);
    }

    private static void TransferQueued(ControlStream stream, ref Queued queued)
    {
        stream.Value(ref queued.IsPresent);
        if (queued.IsPresent)
        {
            stream.Op(ref queued.Op!);
            stream.Value(ref queued.Slot);
            TransferKind(stream, ref queued.Kind);
        }
    }

    private static void TransferKind(ControlStream stream, ref AccessKind kind)
    {
        var number = (byte)kind;
        stream.Value(ref number);
        kind = (AccessKind)number;
    }

    // Registers that somebody will write, and those that somebody will read.
    private void TransferRegisters(ControlStream stream)
    {
        uint written = 0;
        uint read = 0;
        for (var k = 0; k < Registers && !stream.Reads; k++)
        {
            written |= _producers[k] != VectorReference.None ? 1u << k : 0;
            read |= _readers[k] != 0 ? 1u << k : 0;
        }

        stream.Value(ref written);
        stream.Value(ref read);
        if (stream.Reads)
        {
            Array.Fill(_producers, VectorReference.None);
            Array.Clear(_readers);
        }

        for (; written != 0; written &= written - 1)
        {
            TransferReference(stream, ref _producers[BitOperations.TrailingZeroCount(written)]);
        }

        for (; read != 0; read &= read - 1)
        {
            stream.Count(ref _readers[BitOperations.TrailingZeroCount(read)]);
        }
    }

    // Stations begin at slot 0 when they are read: a reference needs no change then.
    private void TransferReference(ControlStream stream, ref int reference)
    {
        var number = reference;
        if (!stream.Reads && reference != VectorReference.None)
        {
            var station = _stations[reference >> VectorReference.UnitShift];
            number = VectorReference.Of((VectorUnitKind)(reference >> VectorReference.UnitShift), station.RelativeSlot(reference & VectorReference.SlotMask));
        }

        stream.Count(ref number);
        if (stream.Reads)
        {
            reference = number;
        }
    }

    private void TransferStations(ControlStream stream, int present)
    {
        for (var unit = 0; unit < Units; unit++)
        {
            var station = _stations[unit];
            if ((present >> unit & 1) == 0)
            {
                if (stream.Reads)
                {
                    station.Reset();
                }

                continue;
            }

            station.TransferSequencer(stream, (_starting >> unit & 1) != 0);
            _entries = stream.Reads ? _entries + station.Count : _entries;
            for (var k = 0; k < station.Count; k++)
            {
                ref var entry = ref station[station.OldestSlot + k & (station.Capacity - 1)];
                stream.Op(ref entry.Op!);
                entry.Vector = entry.Op.Vector!;
                stream.Value(ref entry.Slot);
                TransferKind(stream, ref entry.Kind);
                TransferReference(stream, ref entry.Producer0);
                TransferReference(stream, ref entry.Producer1);
                stream.Value(ref entry.VcrValid);
                if (entry.Slot != NoSlot)
                {
                    _usedSlots |= 1ul << entry.Slot;
                }
            }
        }
    }

    private void TransferUnits(ControlStream stream)
    {
        stream.Value(ref _multiplyAdd);
        stream.Value(ref _compareAvailable);
        stream.Value(ref _permuteStage);
        stream.Value(ref _permuteAvailable);
        var serial = (byte)_serial;
        stream.Value(ref serial);
        _serial = (SerialState)serial;
        stream.Value(ref _serialActive);
        if (_serial != SerialState.Idle || _serialActive)
        {
            TransferSlot(stream, VectorUnitKind.Serial, ref _serialSlot);
            stream.Count(ref _acceptedWords);
            stream.Count(ref _answeredWords);
        }

        stream.Value(ref _parallelActive);
        if (_parallelActive)
        {
            TransferSlot(stream, VectorUnitKind.Parallel, ref _parallelSlot);
            stream.Time(ref _parallelAcceptAt);
        }

        stream.Value(ref _parallelAvailable);
        stream.Count(ref _parallelPending);
        if (stream.Reads)
        {
            _parallelHead = 0;
        }

        for (var k = 0; k < _parallelPending; k++)
        {
            stream.Time(ref _parallelReady[_parallelHead + k & (ParallelCapacity - 1)]);
        }
    }

    private void TransferSlot(ControlStream stream, VectorUnitKind unit, ref int slot)
    {
        var number = stream.Reads ? 0 : _stations[(int)unit].RelativeSlot(slot);
        stream.Count(ref number);
        slot = stream.Reads ? number : slot;
    }
}
