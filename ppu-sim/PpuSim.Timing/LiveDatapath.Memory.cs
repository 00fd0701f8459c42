using PpuSim.AddressMap;
using PpuSim.Machine;

namespace PpuSim.Timing;

/// <summary>Scalar accesses: addresses, SRAM and data port.</summary>
internal sealed unsafe partial class LiveDatapath
{
    /// <summary>Slots for scalar accesses: more than queues and stages hold.</summary>
    public const int AccessSlots = 32;

    private readonly Sram _sram;
    private readonly IDataPort _dataPort;
    private readonly bool _zeroExtendsLha;

    // Words that somebody else accesses.
    private uint _sharedStart;
    private uint _sharedBytes;
    private readonly AccessData[] _accesses = GC.AllocateArray<AccessData>(AccessSlots, pinned: true);

    private struct AccessData
    {
        public uint Address;

        // Store: value right-aligned. Load: the word that came back.
        public uint Data;
    }

    /// <summary>Accesses to these bytes are such as other ones see.</summary>
    public void Share(uint address, int bytes)
    {
        var end = _sharedBytes == 0 ? address + (uint)bytes : Math.Max(_sharedStart + _sharedBytes, address + (uint)bytes);
        _sharedStart = _sharedBytes == 0 ? address : Math.Min(_sharedStart, address);
        _sharedBytes = end - _sharedStart;
    }

    /// <summary>First shared byte, and number of shared bytes.</summary>
    public uint SharedStart => _sharedStart;

    public uint SharedBytes => _sharedBytes;

    /// <summary>What is added to the base register of an access that is not indexed.</summary>
    public uint Displacement(MicroOp op) => op.SignExtends && _zeroExtendsLha ? op.Operands.Unsigned : op.Displacement;

    public byte* MemoryPointer => _sram.Pointer;

    /// <summary>Address and data of every slot.</summary>
    public uint* AccessPointer => (uint*)System.Runtime.CompilerServices.Unsafe.AsPointer(ref _accesses[0]);

    public uint* GprPointer => (uint*)System.Runtime.CompilerServices.Unsafe.AsPointer(ref _state.Gpr[0]);

    public bool IsShared(uint address) => address - _sharedStart < _sharedBytes;

    public uint AddressOf(int slot) => _accesses[slot].Address;

    public uint DataOf(int slot) => _accesses[slot].Data;

    public override AccessKind Address(MicroOp op, int slot)
    {
        var address = EffectiveAddress(op);
        ref var access = ref _accesses[slot];
        access.Address = address;
        if (op.IsStore)
        {
            access.Data = _state.Gpr[op.DataRegister];
        }

        return IsUnaligned(address, op.AccessSize) ? AccessKind.Unaligned
            : MemoryMap.IsSram(address) && !CrossesWord(address, op.AccessSize) && !IsShared(address) ? AccessKind.Plain : AccessKind.General;
    }

    public override void UpdateBase(MicroOp op, int slot, long writeCycle)
    {
        History.Remember(_state, op, writeCycle);
        _state.Gpr[op.Destination] = _accesses[slot].Address;
    }

    public override void WriteBase(MicroOp op, long writeCycle)
    {
        History.Remember(_state, op, writeCycle);
        _state.Gpr[op.Destination] = EffectiveAddress(op);
    }

    public override bool Access(MicroOp op, int slot, long cycle)
    {
        ref var access = ref _accesses[slot];
        if (!op.IsStore)
        {
            access.Data = _sram.ReadWord(access.Address);
            return false;
        }

        return WriteSram(access.Address, access.Data, op.AccessSize);
    }

    public override int Delay(MicroOp op, int slot, long cycle)
    {
        var address = _accesses[slot].Address;
        return MemoryMap.IsSram(address) ? 0 : _dataPort.AcceptDelay(address & ~3u, op.IsStore, cycle);
    }

    public override int Transfer(MicroOp op, int slot, long cycle)
    {
        ref var access = ref _accesses[slot];
        var word = Access(access.Address, !op.IsStore, access.Data, op.AccessSize, cycle, out var latency);
        if (!op.IsStore)
        {
            access.Data = word;
        }

        return latency;
    }

    public override void Deliver(MicroOp op, int slot) => _state.Gpr[op.DataRegister] = Loaded(op, slot);

    /// <summary>Value of a load whose word is there.</summary>
    public uint Loaded(MicroOp op, int slot)
    {
        ref var access = ref _accesses[slot];
        var word = access.Data;
        switch (op.AccessSize)
        {
            case 1:
                return word >> (24 - 8 * (int)(access.Address & 3)) & 0xff;
            case 2:
                var half = CrossesWord(access.Address, 2) ? word & 0xffff : word >> (16 - 8 * (int)(access.Address & 3)) & 0xffff;
                return op.SignExtends ? (uint)(short)half : half;
            default:
                return word;
        }
    }

    private uint EffectiveAddress(MicroOp op)
    {
        ref readonly var o = ref op.Operands;
        return _state.Gpr[o.Base] + (op.IsIndexed ? _state.Gpr[o.Third] : Displacement(op));
    }

    private bool IsUnaligned(uint address, int size) =>
        size > 1 && _state.Has(Quirks.UnalignedAccessTraps)
        && (CrossesWord(address, size) || (size == 2 && (address & 1) != 0 && !_state.Has(Quirks.HalfwordAtOffsetOne)));

    private static bool CrossesWord(uint address, int size) => (address & 3) + (uint)size > 4;

    private bool WriteSram(uint address, uint data, int size)
    {
        if (size == 4)
        {
            _sram.WriteWord(address, data);
        }
        else
        {
            _sram.WriteBytes(address, Align(data, address, size), Enables(address, size));
        }

        return Instructions.Forget(address);
    }

    // Latency as in the answer of Transfer.
    private uint Access(uint address, bool load, uint data, int size, long cycle, out int latency)
    {
        if (CrossesWord(address, size))
        {
            return AccessAcrossWords(address, load, data, size, cycle, out latency);
        }

        var aligned = address & ~3u;
        if (MemoryMap.IsSram(address))
        {
            latency = _parameters.DataMemoryLatency | UsedSram;
            if (load)
            {
                return _sram.ReadWord(aligned);
            }

            WriteSram(address, data, size);
            return 0;
        }

        if (load)
        {
            return _dataPort.Read(aligned, cycle, out latency);
        }

        latency = _dataPort.Write(aligned, Align(data, address, size), Enables(address, size), cycle);
        return 0;
    }

    // Without the alignment interrupt: one access per word, one after the other. A load gives its value right-aligned.
    private uint AccessAcrossWords(uint address, bool load, uint data, int size, long cycle, out int latency)
    {
        var firstSize = 4 - (int)(address & 3);
        var restSize = size - firstSize;
        var next = (address & ~3u) + 4;
        uint value = 0;
        int first, second;
        if (load)
        {
            var words = (ulong)Access(address & ~3u, true, 0, 4, cycle, out first) << 32 | Access(next, true, 0, 4, cycle, out second);
            value = (uint)(words >> (8 * (4 + firstSize - size)));
        }
        else
        {
            Access(address, false, data >> (8 * restSize), firstSize, cycle, out first);
            Access(next, false, data, restSize, cycle, out second);
        }

        latency = (first & ~UsedSram) + (second & ~UsedSram) | (first | second) & UsedSram;
        return value;
    }

    private static uint Align(uint data, uint address, int size) => size == 4 ? data : data << (32 - 8 * size - 8 * (int)(address & 3));

    private static int Enables(uint address, int size) => ((1 << size) - 1) << (4 - size) >> (int)(address & 3) & 15;
}
