using System.Numerics;

namespace PpuSim.Timing;

/// <summary>Load/store unit: address stage, request and retire queues, data bus (RTL fub_ls_var.sv, bus_access.sv).</summary>
public sealed partial class PpuCore<TProbe>
{
    private const int QueueDepth = 16;

    // Places kept for accesses that are on their way to the queue.
    private const int QueueLimit = 13;

    private readonly LoadStoreEntry[] _requests = new LoadStoreEntry[QueueDepth];
    private readonly LoadStoreEntry[] _retires = new LoadStoreEntry[QueueDepth];
    private int _requestHead;
    private int _requestCount;
    private int _retireHead;
    private int _retireCount;

    // As at the beginning of the cycle: an access that retires still counts until the clock edge.
    private int _retiresAtStart;

    // Access in the operand stage and in the execute stage.
    private LoadStoreEntry _operandAccess;
    private LoadStoreEntry _executeAccess;

    // The response register between bus and retire queue is full.
    private bool _hasResponse;

    // Slots of accesses that will make, or have made, a request.
    private uint _usedSlots;

    // Set between the two steps of an update load; the second makes no request.
    private bool _addressToggle;

    // An interrupt has separated the steps of an update load, and the second step makes the request: what it writes to the base register in the given
    // cycle is not the address but whatever answer is on the load/store unit's result bus.
    private long _strayWriteCycle = -1;
    private int _strayWriteRegister;

    private long _requestReady = -1;
    private long _serialReady = -1;

    private void ResetLoadStore()
    {
        _requestHead = _requestCount = _retireHead = _retireCount = 0;
        _operandAccess = _executeAccess = default;
        _hasResponse = false;
        _usedSlots = 0;
        _addressToggle = false;
        _strayWriteCycle = -1;
        _requestReady = _serialReady = -1;
    }

    private void ComputeAddress(MicroOp op, long writeCycle)
    {
        var makesRequest = !_addressToggle;
        _addressToggle = op.IsUpdateLoad && !_addressToggle;
        ref var access = ref _operandAccess;
        access.Op = op;
        access.Pc = _operand.Pc;
        access.IsPresent = true;
        access.MakesRequest = makesRequest;
        access.Kind = AccessKind.Plain;
        if (!makesRequest)
        {
            if (op.Action == OperandAction.WriteBase || (op.IsStore && op.Destination >= 0))
            {
                _data.WriteBase(op, writeCycle);
            }

            return;
        }

        access.Slot = (byte)BitOperations.TrailingZeroCount(~_usedSlots);
        _usedSlots |= 1u << access.Slot;
        access.Kind = _data.Address(op, access.Slot);
        if (op.Action == OperandAction.WriteBase)
        {
            _strayWriteCycle = writeCycle;
            _strayWriteRegister = op.Destination;
        }
        else if (op.IsStore && op.Destination >= 0)
        {
            _data.UpdateBase(op, access.Slot, writeCycle);
        }
    }

    // Retires the oldest access if its answer is here. Returns the register that a load has just written, or -1.
    private int RetireAccess(long cycle, ref bool portTaken, bool writesDisabled, out bool acceptsResponse)
    {
        acceptsResponse = true;
        _retiresAtStart = _retireCount;
        if (_retireCount == 0)
        {
            return -1;
        }

        ref var entry = ref _retires[_retireHead];
        if (_strayWriteCycle == cycle && !writesDisabled && (entry.IsUnaligned || _hasResponse))
        {
            _state.Gpr[_strayWriteRegister] = entry.IsUnaligned ? 0 : _live.Loaded(entry.Op, entry.Slot);
        }

        if (entry.IsUnaligned)
        {
            PopRetire();
            return entry.Op.IsStore ? -1 : entry.Op.DataRegister;
        }

        if (!_hasResponse)
        {
            return -1;
        }

        if (entry.Op.IsStore)
        {
            PopRetire();
            return -1;
        }

        if (portTaken)
        {
            acceptsResponse = false;
            return -1;
        }

        portTaken = true;
        PopRetire();
        if (writesDisabled && _history.LostAddress(cycle, out var address))
        {
            _state.Gpr[entry.Op.DataRegister] = address;
        }
        else
        {
            _data.Deliver(entry.Op, entry.Slot);
        }

        return entry.Op.DataRegister;
    }

    private void PopRetire()
    {
        _usedSlots &= ~(1u << _retires[_retireHead].Slot);
        _retireHead = _retireHead + 1 & (QueueDepth - 1);
        _retireCount--;
    }

    // Clock edge of the bus side: one request is accepted, one answer is taken, the execute stage enters the queues.
    private void StepLoadStore(long cycle, bool acceptsResponse, MicroOp? issued)
    {
        if (_requestCount == 0 && _bus.IsEmpty && _vector.IsIdle && issued is not { Unit: CoreUnit.Vector })
        {
            // Nothing on the bus: accesses only move on towards the queues.
            _hasResponse &= !acceptsResponse;
            if (_executeAccess.IsPresent | _operandAccess.IsPresent)
            {
                StepAccesses();
            }

            return;
        }

        var dropped = _requestCount > 0 && _requests[_requestHead].IsUnaligned;
        var scalarWants = _requestCount > 0 && !dropped;
        var vectorWants = _vector.WantsBus;
        var scalarAccepted = false;
        var vectorAccepted = false;
        if ((scalarWants | vectorWants) && _bus.HasRoom)
        {
            scalarWants = scalarWants && IsScalarPortOpen(_requests[_requestHead], cycle);
            vectorWants = vectorWants && IsSerialPortOpen(cycle);
            vectorAccepted = vectorWants && (_parameters.VectorPortFirst || !scalarWants);
            scalarAccepted = scalarWants && !vectorAccepted;
        }

        var vectorAnswer = _bus.Answers(true, cycle);
        var takeScalar = acceptsResponse && _bus.Answers(false, cycle);
        if (acceptsResponse)
        {
            _hasResponse = takeScalar;
        }

        if (takeScalar)
        {
            _bus.Take();
        }

        if (vectorAnswer)
        {
            if (_vector.AcceptsAnswer)
            {
                _bus.Take();
            }
            else
            {
                vectorAnswer = false;
            }
        }

        if (vectorAccepted)
        {
            AcceptSerial(cycle);
        }

        _vector.Cycle(cycle, issued is { Unit: CoreUnit.Vector } ? issued : null, vectorAccepted, vectorAnswer, ref _probe);
        if (scalarAccepted)
        {
            AcceptScalar(cycle);
        }
        else if (dropped)
        {
            PopRequest();
        }

        StepAccesses();
    }

    private void StepAccesses()
    {
        if (_executeAccess.IsPresent && _executeAccess.MakesRequest)
        {
            _requests[_requestHead + _requestCount++ & (QueueDepth - 1)] = _executeAccess;
            _retires[_retireHead + _retireCount++ & (QueueDepth - 1)] = _executeAccess;
        }

        _executeAccess = _operandAccess;
        _operandAccess.IsPresent = false;
    }

    // Requests outside the SRAM may have to wait; the wait is asked for once per request.
    private bool IsScalarPortOpen(in LoadStoreEntry entry, long cycle)
    {
        if (entry.Kind == AccessKind.General && _requestReady < 0)
        {
            _requestReady = cycle + _data.Delay(entry.Op, entry.Slot, cycle);
        }

        return cycle >= _requestReady;
    }

    private bool IsSerialPortOpen(long cycle)
    {
        if (_vector.BusKind == AccessKind.General && _serialReady < 0)
        {
            _serialReady = cycle + _data.SerialDelay(_vector.BusOp, _vector.BusSlot, _vector.BusWord, cycle);
        }

        return cycle >= _serialReady;
    }

    private void PopRequest()
    {
        _requestHead = _requestHead + 1 & (QueueDepth - 1);
        _requestCount--;
    }

    private void AcceptScalar(long cycle)
    {
        ref var entry = ref _requests[_requestHead];
        PopRequest();
        _requestReady = -1;
        var latency = _parameters.DataMemoryLatency | Datapath.UsedSram;
        if (entry.Kind == AccessKind.Plain)
        {
            _data.Access(entry.Op, entry.Slot, cycle);
        }
        else
        {
            latency = _data.Transfer(entry.Op, entry.Slot, cycle);
        }

        _bus.Accept(false, cycle + DelayFetch(latency, cycle));
        _probe.Memory(
            cycle, _live.AddressOf(entry.Slot), entry.Op.AccessSize, _live.DataOf(entry.Slot), entry.Op.IsStore ? MemoryAccess.ScalarStore : MemoryAccess.ScalarLoad);
    }

    private void AcceptSerial(long cycle)
    {
        _serialReady = -1;
        var (op, slot, word) = (_vector.BusOp, _vector.BusSlot, _vector.BusWord);
        var latency = _parameters.DataMemoryLatency + _parameters.SerialPortLatency | Datapath.UsedSram;
        if (_vector.BusKind == AccessKind.Plain)
        {
            _data.SerialAccess(op, slot, word, cycle);
        }
        else
        {
            latency = _data.SerialTransfer(op, slot, word, cycle);
        }

        _bus.Accept(true, cycle + DelayFetch(latency, cycle));
        _probe.Memory(
            cycle, _live.SerialAddress(slot, word), 4, _live.SerialData(slot, word), op.Vector!.IsStore ? MemoryAccess.VectorStore : MemoryAccess.VectorLoad);
    }

    // Fetch and data may share one port of the SRAM.
    private int DelayFetch(int latency, long cycle)
    {
        if (_parameters.SharedFetchPort && (latency & Datapath.UsedSram) != 0)
        {
            _fetchStallUntil = Math.Max(_fetchStallUntil, cycle + 2);
        }

        return latency & ~Datapath.UsedSram;
    }
}
