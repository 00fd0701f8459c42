using System.Buffers.Binary;
using PpuSim.AddressMap;
using PpuSim.Arithmetic;
using PpuSim.Machine;
using PpuSim.Machine.Semantics;

namespace PpuSim.Timing;

/// <summary>Vector registers and transfers: serial through the data memory, parallel through the vector port.</summary>
internal sealed unsafe partial class LiveDatapath
{
    /// <summary>Slots for splat values, addresses and data of vector instructions: more than the unit holds.</summary>
    public const int VectorSlots = 64;

    private readonly VectorState _vector;
    private readonly IVectorPort _vectorPort;
    private readonly bool _countsSaturations;
    private readonly int _vectorBytes;
    private readonly uint _serialAddressMask;
    private readonly bool _conditionalReadsWriteAll;
    private readonly uint[] _scalars = GC.AllocateArray<uint>(VectorSlots, pinned: true);
    private readonly byte[] _transfers = GC.AllocateArray<byte>(VectorSlots * VectorGeometry.MaximumBytes, pinned: true);
    private readonly byte[] _enables = new byte[VectorSlots * VectorGeometry.MaximumBytes];

    public bool CountsSaturations => _countsSaturations;

    /// <summary>Splat value or address of every slot.</summary>
    public uint* ScalarPointer => (uint*)System.Runtime.CompilerServices.Unsafe.AsPointer(ref _scalars[0]);

    /// <summary>Data of every slot, <see cref="VectorGeometry.MaximumBytes"/> each.</summary>
    public byte* TransferPointer => (byte*)System.Runtime.CompilerServices.Unsafe.AsPointer(ref _transfers[0]);

    /// <summary>What a serial transfer leaves of its address.</summary>
    public uint SerialAddressMask => _serialAddressMask;

    public int VectorBytes => _vectorBytes;

    /// <summary>A splat of this register may take a value that is not in the register any more.</summary>
    public bool TakesOldValue(int register) => register == 0 && _state.Has(Quirks.SplatOfR0NotInterlocked);

    public override AccessKind VectorOperand(MicroOp op, int slot, long cycle)
    {
        if (op.Vector!.UsesAddress)
        {
            var address = _state.Gpr[op.Operands.Base] + _state.Gpr[op.Operands.Third];
            _scalars[slot] = address;
            var start = address & _serialAddressMask;
            return op.Vector.Unit != VectorUnitKind.Serial || (start <= MemoryMap.SramBytes - _vectorBytes && (_sharedBytes == 0 || start + (uint)_vectorBytes <= _sharedStart || start >= _sharedStart + _sharedBytes))
                ? AccessKind.Plain : AccessKind.General;
        }

        var register = op.Operands.Second;
        _scalars[slot] = TakesOldValue(register) ? History.Written(_state, register, cycle) : _state.Gpr[register];
        return AccessKind.Plain;
    }

    public override void Latch(MicroOp op)
    {
        var vector = op.Vector!;
        _vector.Copy(vector.Source0, VectorState.FirstScratchRegister + (int)vector.Unit);
    }

    public override int ExecuteVector(MicroOp op, int slot, long cycle)
    {
        var vector = op.Vector!;
        var operands = OperandsOf(op, vector.ReadsScalar ? _scalars[slot] : 0);
        if (!_countsSaturations)
        {
            vector.Execute(_vector, operands);
            return 0;
        }

        var before = _vector.SaturatedElements;
        VectorSemantics.ExecuteCounting(vector.Op)(_vector, operands);
        return (int)(_vector.SaturatedElements - before);
    }

    /// <summary>Operands of an arithmetic, compare or permute instruction: the first of two has been latched.</summary>
    public static VectorOperands OperandsOf(MicroOp op, uint scalar = 0)
    {
        var vector = op.Vector!;
        var first = vector.SourceCount > 1 ? VectorState.FirstScratchRegister + (int)vector.Unit : vector.Source0;
        return new VectorOperands(vector.Target, (byte)first, vector.Source1, (byte)vector.Condition, (sbyte)vector.Immediate, scalar);
    }

    public override void ReadTransfer(MicroOp op, int slot) => _vector.ReadBytes(op.Vector!.Source0, Transferred(slot));

    public override void Enable(MicroOp op, int slot)
    {
        // The condition is read when the access leaves the reservation station, not when it is accepted.
        var vector = op.Vector!;
        var enables = Enabled(slot);
        _vector.ByteEnables(vector.Condition, enables);
        if (vector.IsParallelRead || vector.Condition == 0)
        {
            return;
        }

        var bytes = Transferred(slot);
        for (var k = 0; k < bytes.Length; k++)
        {
            bytes[k] &= enables[k];
        }
    }

    public override void WriteTransfer(MicroOp op, int slot)
    {
        var vector = op.Vector!;
        var bytes = Transferred(slot);
        if (vector.IsParallelRead && vector.Condition != 0 && !_conditionalReadsWriteAll)
        {
            Span<byte> old = stackalloc byte[bytes.Length];
            _vector.ReadBytes(vector.Target, old);
            var enables = Enabled(slot);
            for (var k = 0; k < bytes.Length; k++)
            {
                bytes[k] = enables[k] != 0 ? bytes[k] : old[k];
            }
        }

        _vector.WriteBytes(vector.Target, bytes);
    }

    public override bool SerialAccess(MicroOp op, int slot, int word, long cycle)
    {
        var address = SerialAddress(slot, word);
        if (op.Vector!.IsStore)
        {
            _sram.WriteWord(address, SerialData(slot, word));
            return Instructions.Forget(address);
        }

        SetSerialData(slot, word, _sram.ReadWord(address));
        return false;
    }

    public override int SerialDelay(MicroOp op, int slot, int word, long cycle)
    {
        var address = SerialAddress(slot, word);
        return MemoryMap.IsSram(address) ? 0 : _dataPort.AcceptDelay(address & ~3u, op.Vector!.IsStore, cycle);
    }

    public override int SerialTransfer(MicroOp op, int slot, int word, long cycle)
    {
        var store = op.Vector!.IsStore;
        var address = SerialAddress(slot, word);
        var data = Access(address, !store, store ? SerialData(slot, word) : 0, 4, cycle, out var latency);
        if (!store)
        {
            SetSerialData(slot, word, data);
        }

        return MemoryMap.IsSram(address) ? latency + _parameters.SerialPortLatency : latency;
    }

    public override int ParallelDelay(MicroOp op, int slot, long cycle) => _vectorPort.AcceptDelay(_scalars[slot], !op.Vector!.IsParallelRead, cycle);

    public override int ParallelTransfer(MicroOp op, int slot, long cycle) =>
        op.Vector!.IsParallelRead ? _vectorPort.Read(_scalars[slot], Transferred(slot), cycle) : _vectorPort.Write(_scalars[slot], Transferred(slot), Enabled(slot), cycle);

    /// <summary>Byte address of a word of a serial transfer.</summary>
    public uint SerialAddress(int slot, int word) => (_scalars[slot] & _serialAddressMask) + (uint)(4 * word);

    public uint SerialData(int slot, int word) => BinaryPrimitives.ReadUInt32BigEndian(_transfers.AsSpan((slot * VectorGeometry.MaximumBytes) + (4 * word)));

    /// <summary>Some words of a serial store to SRAM words that are no code.</summary>
    public void StoreWords(int slot, int word, int count) =>
        _transfers.AsSpan((slot * VectorGeometry.MaximumBytes) + (sizeof(uint) * word), sizeof(uint) * count).CopyTo(_sram.Bytes[(int)SerialAddress(slot, word)..]);

    private void SetSerialData(int slot, int word, uint data) =>
        BinaryPrimitives.WriteUInt32BigEndian(_transfers.AsSpan((slot * VectorGeometry.MaximumBytes) + (4 * word)), data);

    private Span<byte> Transferred(int slot) => _transfers.AsSpan(slot * VectorGeometry.MaximumBytes, _vectorBytes);

    private Span<byte> Enabled(int slot) => _enables.AsSpan(slot * VectorGeometry.MaximumBytes, _vectorBytes);
}
