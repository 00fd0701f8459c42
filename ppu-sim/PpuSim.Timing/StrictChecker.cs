using PpuSim.AddressMap;
using PpuSim.Isa;
using PpuSim.Machine;

namespace PpuSim.Timing;

/// <summary>
/// Watches a program through the probe calls and stops it at undefined encodings, misaligned vectors, reads of registers or SRAM that nothing has
/// written, and accesses to nowhere. Saving an undefined register to the stack and restoring it is allowed: the value stays undefined on its way.
/// </summary>
public sealed class StrictChecker
{
    private const uint AlignmentVector = 0x18;
    private readonly int _vectorBytes;
    private readonly Contents[] _memory = new Contents[MemoryMap.SramBytes];
    private readonly List<(uint Pc, int Register, bool Defined)> _accesses = [];
    private uint _definedRegisters;
    private uint _definedVectors;
    private uint _vectorPc;
    private int _vectorWord;

    /// <param name="slices">Vector slices of the core.</param>
    public StrictChecker(int slices) => _vectorBytes = slices * 16;

    private enum Contents : byte
    {
        Untouched,
        Defined,

        /// <summary>Copy of a register that was not defined.</summary>
        Undefined,
    }

    /// <summary>Bytes that the image fills.</summary>
    public void Define(uint address, int length) => _memory.AsSpan((int)address, length).Fill(Contents.Defined);

    public void Issue(long cycle, uint pc, MicroOp op)
    {
        if (op.Op == Op.Undefined)
        {
            throw new StrictViolation(cycle, pc, $"undefined encoding 0x{op.Word:x8}");
        }

        if (op.Vector is { } vector)
        {
            CheckVector(cycle, pc, op, vector);
        }

        var stored = op is { IsStore: true } ? 1u << ((op.Operands.First + (op.Op == Op.Stmw ? op.Step : 0)) & 31) : 0;
        var address = op.IsStore ? AddressRegisters(op) : Sources(op);
        var undefined = address & ~_definedRegisters;
        if (undefined != 0)
        {
            throw new StrictViolation(cycle, pc, $"reads r{System.Numerics.BitOperations.TrailingZeroCount(undefined)}, which nothing has written");
        }

        if (op.Action == OperandAction.LoadStore)
        {
            _accesses.Add((pc, op.IsStore ? -1 : op.Destination, (stored & ~_definedRegisters) == 0));
        }

        if (op.Destination >= 0)
        {
            _definedRegisters |= 1u << op.Destination;
        }
    }

    public void Memory(long cycle, uint address, int size, MemoryAccess access)
    {
        if (!StandalonePorts.IsMapped(address))
        {
            throw new StrictViolation(cycle, _accesses.Count > 0 ? _accesses[0].Pc : _vectorPc, $"access to 0x{address:x8}, where nothing is");
        }

        if (access is MemoryAccess.VectorLoad or MemoryAccess.VectorStore)
        {
            if (_vectorWord == 0 && address % _vectorBytes != 0)
            {
                throw new StrictViolation(cycle, _vectorPc, $"vector access to 0x{address:x}, which is no multiple of {_vectorBytes}");
            }

            _vectorWord = (_vectorWord + 1) % (_vectorBytes / 4);
            Touch(cycle, _vectorPc, address, 4, access == MemoryAccess.VectorStore, Contents.Defined);
            return;
        }

        if (_accesses.Count == 0)
        {
            return;
        }

        var owner = _accesses[0];
        _accesses.RemoveAt(0);
        var read = Touch(cycle, owner.Pc, address, size, access == MemoryAccess.ScalarStore, owner.Defined ? Contents.Defined : Contents.Undefined);
        if (access == MemoryAccess.ScalarLoad && read == Contents.Undefined)
        {
            _definedRegisters &= ~(1u << owner.Register);
        }
    }

    /// <summary>An unaligned access, which has just raised its interrupt, never reaches memory.</summary>
    /// <param name="vector">Byte address of the interrupt's vector.</param>
    /// <param name="returnAddress">Address of the instruction at fault.</param>
    public void Interrupt(uint vector, uint returnAddress)
    {
        if (vector == AlignmentVector && _accesses.FindIndex(access => access.Pc == returnAddress) is >= 0 and var at)
        {
            _accesses.RemoveAt(at);
        }
    }

    // The core's scoreboard also waits for registers whose contents do not matter (nux-timing section 4.1).
    private static uint Sources(MicroOp op) => op.Op switch
    {
        Op.Mfcr or Op.Mfocrf => 0,
        Op.Addze or Op.Addme or Op.Subfze or Op.Subfme => 1u << op.Operands.Second,
        _ => op.Sources,
    };

    private static uint AddressRegisters(MicroOp op)
    {
        uint registers = op.Operands.Base < ScalarState.ZeroRegister ? 1u << op.Operands.Base : 0;
        return op.Word >> 26 == 31 ? registers | 1u << op.Operands.Third : registers;
    }

    private void CheckVector(long cycle, uint pc, MicroOp op, VectorMicroOp vector)
    {
        _vectorPc = vector.Unit == VectorUnitKind.Serial ? pc : _vectorPc;
        uint sources = (vector.SourceCount > 0 ? 1u << vector.Source0 : 0) | (vector.SourceCount > 1 ? 1u << vector.Source1 : 0);
        var undefined = sources & ~_definedVectors;
        if (undefined != 0)
        {
            throw new StrictViolation(cycle, pc, $"{op.Op.ToString().ToLowerInvariant()} reads v{System.Numerics.BitOperations.TrailingZeroCount(undefined)}, which nothing has written");
        }

        if (vector.Writes)
        {
            _definedVectors |= 1u << vector.Target;
        }
    }

    private Contents Touch(long cycle, uint pc, uint address, int size, bool write, Contents contents)
    {
        var worst = Contents.Defined;
        for (var k = 0u; k < size && MemoryMap.IsSram(address + k); k++)
        {
            ref var cell = ref _memory[address + k];
            if (write)
            {
                cell = contents;
            }
            else if (cell == Contents.Untouched)
            {
                throw new StrictViolation(cycle, pc, $"reads SRAM at 0x{address + k:x4}, which nothing has written");
            }
            else if (cell == Contents.Undefined)
            {
                worst = Contents.Undefined;
            }
        }

        return worst;
    }
}
