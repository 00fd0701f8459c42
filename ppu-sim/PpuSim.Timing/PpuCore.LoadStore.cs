using PpuSim.AddressMap;
using PpuSim.Machine;

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

    // The response register between bus and retire queue.
    private bool _hasResponse;
    private uint _response;

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
        _addressToggle = false;
        _strayWriteCycle = -1;
        _requestReady = _serialReady = -1;
    }

    private void ComputeAddress(MicroOp op, long writeCycle)
    {
        var makesRequest = !_addressToggle;
        _addressToggle = op.IsUpdateLoad && !_addressToggle;
        var isBaseWrite = op.Action == OperandAction.WriteBase;
        var address = EffectiveAddress(op);
        ref var access = ref _operandAccess;
        access.IsPresent = true;
        access.MakesRequest = makesRequest;
        access.Address = address;
        access.Pc = _operand.Pc * 4;
        access.Size = op.AccessSize;
        access.IsLoad = !op.IsStore;
        access.SignExtends = op.SignExtends;
        access.IsUnaligned = makesRequest && IsUnaligned(address, op.AccessSize);
        access.Destination = (byte)(op.Operands.First + (op.Op == Isa.Op.Lmw ? op.Step : 0) & 31);
        if (op.IsStore)
        {
            access.Data = _state.Gpr[(op.Operands.First + (op.Op == Isa.Op.Stmw ? op.Step : 0)) & 31];
        }

        if (isBaseWrite && makesRequest)
        {
            _strayWriteCycle = writeCycle;
            _strayWriteRegister = op.Destination;
        }
        else if (isBaseWrite || (op.IsStore && op.Destination >= 0))
        {
            _history.Remember(_state, op, writeCycle);
            _state.Gpr[op.Destination] = address;
        }
    }

    private uint EffectiveAddress(MicroOp op)
    {
        ref readonly var o = ref op.Operands;
        if (op.Word >> 26 == 31)
        {
            return _state.Gpr[o.Base] + _state.Gpr[o.Third];
        }

        var zeroExtends = op.SignExtends && _state.Has(Quirks.LhaDisplacementZeroExtended);
        var offset = zeroExtends ? o.Unsigned : (uint)o.Immediate;
        return _state.Gpr[o.Base] + offset + (op.Op is Isa.Op.Lmw or Isa.Op.Stmw ? (uint)(4 * op.Step) : 0);
    }

    private bool IsUnaligned(uint address, int size) =>
        _state.Has(Quirks.UnalignedAccessTraps)
        && (CrossesWord(address, size) || (size == 2 && (address & 1) != 0 && !_state.Has(Quirks.HalfwordAtOffsetOne)));

    private static bool CrossesWord(uint address, int size) => (address & 3) + (uint)size > 4;

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
            _state.Gpr[_strayWriteRegister] = entry.IsUnaligned ? 0 : Extract(entry, _response);
        }

        if (entry.IsUnaligned)
        {
            PopRetire();
            return entry.IsLoad ? entry.Destination : -1;
        }

        if (!_hasResponse)
        {
            return -1;
        }

        if (!entry.IsLoad)
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
        _state.Gpr[entry.Destination] =
            writesDisabled && _history.LostAddress(cycle, out var address) ? address : Extract(entry, _response);
        return entry.Destination;
    }

    private void PopRetire()
    {
        _retireHead = _retireHead + 1 & (QueueDepth - 1);
        _retireCount--;
    }

    private static uint Extract(in LoadStoreEntry entry, uint word)
    {
        switch (entry.Size)
        {
            case 1:
                return word >> (24 - 8 * (int)(entry.Address & 3)) & 0xff;
            case 2 when CrossesWord(entry.Address, entry.Size):
                return entry.SignExtends ? (uint)(short)word : (ushort)word;
            case 2:
                var half = word >> (16 - 8 * (int)(entry.Address & 3)) & 0xffff;
                return entry.SignExtends ? (uint)(short)half : half;
            default:
                return word;
        }
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
            scalarWants = scalarWants && IsPortOpen(ref _requestReady, _requests[_requestHead].Address, !_requests[_requestHead].IsLoad, cycle);
            vectorWants = vectorWants && IsPortOpen(ref _serialReady, _vector.BusAddress, _vector.BusWrites, cycle);
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
            _response = _bus.Take();
        }

        if (vectorAnswer)
        {
            if (_vector.AcceptsAnswer)
            {
                _vector.Answer(_bus.Take());
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
    private bool IsPortOpen(ref long ready, uint address, bool write, long cycle)
    {
        if (MemoryMap.IsSram(address))
        {
            return true;
        }

        if (ready < 0)
        {
            ready = cycle + _dataPort.AcceptDelay(address & ~3u, write, cycle);
        }

        return cycle >= ready;
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
        var word = Access(entry.Address, entry.IsLoad, entry.Data, entry.Size, cycle, out var latency);
        _bus.Accept(false, cycle + latency, word);
        _probe.Memory(cycle, entry.Address, entry.Size, entry.IsLoad ? word : entry.Data, entry.IsLoad ? MemoryAccess.ScalarLoad : MemoryAccess.ScalarStore);
    }

    private void AcceptSerial(long cycle)
    {
        _serialReady = -1;
        var address = _vector.BusAddress;
        var write = _vector.BusWrites;
        var data = _vector.BusData;
        var word = Access(address, !write, data, 4, cycle, out var latency);
        if (MemoryMap.IsSram(address))
        {
            latency += _parameters.SerialPortLatency;
        }

        _bus.Accept(true, cycle + latency, word);
        _probe.Memory(cycle, address, 4, write ? data : word, write ? MemoryAccess.VectorStore : MemoryAccess.VectorLoad);
    }

    private uint Access(uint address, bool load, uint data, int size, long cycle, out int latency)
    {
        if (CrossesWord(address, size))
        {
            return AccessAcrossWords(address, load, data, size, cycle, out latency);
        }

        var aligned = address & ~3u;
        if (!MemoryMap.IsSram(address))
        {
            return AccessPort(aligned, load, data, address, size, cycle, out latency);
        }

        latency = _parameters.DataMemoryLatency;
        if (_parameters.SharedFetchPort)
        {
            _fetchStallUntil = Math.Max(_fetchStallUntil, cycle + 2);
        }

        if (load)
        {
            return _sram.ReadWord(aligned);
        }

        if (size == 4)
        {
            _sram.WriteWord(aligned, data);
        }
        else
        {
            _sram.WriteBytes(aligned, Align(data, address, size), Enables(address, size));
        }

        _instructions.Forget(aligned);
        return 0;
    }

    // Without the alignment interrupt: one access per word, one after the other. A load gives its value right-aligned.
    private uint AccessAcrossWords(uint address, bool load, uint data, int size, long cycle, out int latency)
    {
        var firstSize = 4 - (int)(address & 3);
        var next = (address & ~3u) + 4;
        if (load)
        {
            var words = (ulong)Access(address & ~3u, true, 0, 4, cycle, out var first) << 32 | Access(next, true, 0, 4, cycle, out var second);
            latency = first + second;
            return (uint)(words >> (8 * (4 + firstSize - size)));
        }

        var restSize = size - firstSize;
        Access(address, false, data >> (8 * restSize), firstSize, cycle, out var firstLatency);
        Access(next, false, data, restSize, cycle, out latency);
        latency += firstLatency;
        return 0;
    }

    private uint AccessPort(uint aligned, bool load, uint data, uint address, int size, long cycle, out int latency)
    {
        if (load)
        {
            return _dataPort.Read(aligned, cycle, out latency);
        }

        latency = _dataPort.Write(aligned, Align(data, address, size), Enables(address, size), cycle);
        return 0;
    }

    private static uint Align(uint data, uint address, int size) => size == 4 ? data : data << (32 - 8 * size - 8 * (int)(address & 3));

    private static int Enables(uint address, int size) => ((1 << size) - 1) << (4 - size) >> (int)(address & 3) & 15;
}
