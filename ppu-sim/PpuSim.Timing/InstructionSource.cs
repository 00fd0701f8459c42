using PpuSim.AddressMap;
using PpuSim.Machine;

namespace PpuSim.Timing;

/// <summary>Predecoded instructions by word address. SRAM words are decoded once and forgotten when they are written.</summary>
internal sealed class InstructionSource
{
    private const int SramWords = MemoryMap.SramBytes / 4;
    private readonly Sram _sram;
    private readonly IInstructionMemory? _external;
    private readonly MicroOp?[] _decoded = new MicroOp?[SramWords];
    private readonly Dictionary<uint, MicroOp> _byWord = [];

    private readonly bool _splatWaitsForR0;

    // Word addresses from the first on may lie outside the SRAM; those from the second on do.
    private readonly uint _sramEnd;
    private readonly uint _externalStart;

    public InstructionSource(Sram sram, IInstructionMemory? external, bool separate, bool splatWaitsForR0)
    {
        _sramEnd = separate ? 0u : SramWords;
        _externalStart = separate ? 0 : MemoryMap.BlockRamFetchBase / 4;
        _splatWaitsForR0 = splatWaitsForR0;
        _sram = sram;
        _external = external;
    }

    public MicroOp this[uint wordAddress]
    {
        get
        {
            if (wordAddress >= _sramEnd && wordAddress >= _externalStart && _external is not null)
            {
                return Decode(_external.Fetch(wordAddress * 4));
            }

            return _decoded[wordAddress & (SramWords - 1)] ?? DecodeSram(wordAddress & (SramWords - 1));
        }
    }

    public void Forget(uint byteAddress) => _decoded[byteAddress >> 2 & (SramWords - 1)] = null;

    public void ForgetAll() => Array.Clear(_decoded);

    private MicroOp DecodeSram(uint wordAddress) => _decoded[wordAddress] = Decode(_sram.ReadWord(wordAddress * 4));

    private MicroOp Decode(uint word)
    {
        if (!_byWord.TryGetValue(word, out var op))
        {
            _byWord[word] = op = MicroOp.Decode(word);
            if (_splatWaitsForR0 && op.Vector is { ReadsScalar: true })
            {
                op.Sources |= 1u << op.Operands.Second;
                op.Registers |= op.Sources;
            }
        }

        return op;
    }
}
