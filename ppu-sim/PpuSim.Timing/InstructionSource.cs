using PpuSim.AddressMap;
using PpuSim.Machine;

namespace PpuSim.Timing;

/// <summary>Predecoded instructions by word address. SRAM words are decoded once and forgotten when they are written.</summary>
internal sealed class InstructionSource
{
    private const int SramWords = MemoryMap.SramBytes / 4;

    // A word that has been overwritten this often after it was fetched is data behind code, which the fetch runs into: it is not kept.
    private const int OverwritesUntilDistrust = 8;
    private readonly Sram _sram;
    private readonly IInstructionMemory? _external;
    private readonly MicroOp?[] _decoded = new MicroOp?[SramWords];
    private readonly Dictionary<uint, MicroOp> _byWord = [];
    private const byte FetchedGuard = 1;
    private const byte WatchedGuard = 2;
    private readonly byte[] _guards = GC.AllocateArray<byte>(SramWords, pinned: true);
    private readonly bool[] _wasBranch = new bool[SramWords];
    private readonly bool[] _distrusted = new bool[SramWords];
    private readonly int[] _overwritten = new int[SramWords];

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

    /// <summary>Grows when what was assumed of code turns out wrong: a fetched word was overwritten, a branch resolved where none was known.</summary>
    public int Changes { get; private set; }

    /// <summary>Set when a word was fetched that is overwritten again and again.</summary>
    public bool FetchedDistrusted { get; set; }

    /// <summary>Code that cannot change without <see cref="Forget"/>.</summary>
    public bool IsKnown => _sramEnd > 0 || _external is null or { IsConstant: true };

    /// <summary>The word has been fetched as an instruction.</summary>
    public bool IsFetched(uint byteAddress) => _decoded[byteAddress >> 2 & (SramWords - 1)] is not null;

    /// <summary>For each word of the SRAM: not 0 when a store to it is more than a store, because the word has been fetched or somebody watches it.</summary>
    public unsafe byte* GuardPointer => (byte*)System.Runtime.CompilerServices.Unsafe.AsPointer(ref _guards[0]);

    /// <summary>Somebody wants to hear of stores to this word.</summary>
    public void Watch(uint byteAddress) => _guards[byteAddress >> 2] |= WatchedGuard;

    /// <summary>The word has been written. True when it has been fetched as an instruction.</summary>
    public bool Forget(uint byteAddress)
    {
        ref var decoded = ref _decoded[byteAddress >> 2 & (SramWords - 1)];
        if (decoded is null)
        {
            return false;
        }

        var word = byteAddress >> 2 & (SramWords - 1);
        _wasBranch[word] |= decoded.IsBranch;
        _distrusted[word] = ++_overwritten[word] >= OverwritesUntilDistrust;
        Changes++;
        decoded = null;
        _guards[word] &= WatchedGuard;
        return true;
    }

    /// <summary>The branch cache may hold an entry for this word address: one for which there is, or was, a branch.</summary>
    public bool MayBeBranch(uint wordAddress) => wordAddress >= SramWords || _wasBranch[wordAddress] || this[wordAddress].IsBranch;

    /// <summary>The branch cache gets an entry for this word address.</summary>
    public void ExpectBranch(uint wordAddress)
    {
        if (!MayBeBranch(wordAddress))
        {
            _wasBranch[wordAddress] = true;
            Changes++;
        }
    }

    /// <summary>A word that changes: it is not kept from now on, and fetching it is reported.</summary>
    public void Distrust(uint byteAddress)
    {
        Forget(byteAddress);
        _distrusted[byteAddress >> 2 & (SramWords - 1)] = true;
    }

    /// <summary>Words that have been fetched, with their contents.</summary>
    public IEnumerable<(uint ByteAddress, uint Word)> Fetched
    {
        get
        {
            for (uint word = 0; word < SramWords; word++)
            {
                if (_decoded[word] is { } op)
                {
                    yield return (4 * word, op.Word);
                }
            }
        }
    }

    public void ForgetAll()
    {
        Array.Clear(_decoded);
        foreach (ref var guard in _guards.AsSpan())
        {
            guard &= WatchedGuard;
        }
    }

    private MicroOp DecodeSram(uint wordAddress)
    {
        var op = Decode(_sram.ReadWord(wordAddress * 4));
        if (_distrusted[wordAddress])
        {
            FetchedDistrusted = true;
            return op;
        }

        _guards[wordAddress] |= FetchedGuard;
        return _decoded[wordAddress] = op;
    }

    /// <summary>The one object for an instruction word.</summary>
    public MicroOp Decode(uint word)
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
