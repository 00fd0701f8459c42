using System.Buffers.Binary;
using PpuSim.AddressMap;
using PpuSim.Image;
using PpuSim.Isa;
using PpuSim.Isa.Disassembly;
using PpuSim.Machine;

namespace PpuSim.Profiling;

/// <summary>A piece of code with a name.</summary>
/// <param name="Name">Symbol, or <see cref="FunctionMap.UnknownName"/>.</param>
/// <param name="Address">First byte address.</param>
public sealed record CodeFunction(string Name, uint Address);

/// <summary>
/// Which function an instruction belongs to: the nearest before it of function symbols and of labels that some instruction calls, and, outside of function
/// symbols, of global labels too; where a program has none of these labels, of labels of any kind.
/// </summary>
public sealed class FunctionMap
{
    /// <summary>Name of code before every symbol.</summary>
    public const string UnknownName = "(no symbol)";

    private readonly SymbolTable _symbols;
    private readonly Symbol[] _labels;
    private readonly List<CodeFunction> _functions = [new(UnknownName, 0)];
    private readonly Dictionary<string, int> _indices = new(StringComparer.Ordinal);
    private readonly int[] _ofSramWord = new int[MemoryMap.SramBytes / sizeof(uint)];

    public FunctionMap(ProgramImage image)
    {
        _symbols = image.Symbols;
        var called = CallTargets(image);
        var labels = _symbols.All.Where(symbol => symbol is { Kind: SymbolKind.Label, Absolute: false }).ToLookup(symbol => called.Contains(symbol.Address));
        var outside = labels[false].Where(label => _symbols.FindFunction(label.Address) is null).ToArray();
        Symbol[] named = [.. labels[true], .. outside.Where(label => label.Global)];
        _labels = [.. (named.Length > 0 ? named : outside).OrderBy(label => label.Address)];
        for (var word = 0; word < _ofSramWord.Length; word++)
        {
            _ofSramWord[word] = Search((uint)word * sizeof(uint));
        }
    }

    /// <summary>All functions by index; index 0 is code without a symbol.</summary>
    public IReadOnlyList<CodeFunction> Functions => _functions;

    /// <summary>Index of the function that contains the instruction at <paramref name="address"/>.</summary>
    public int IndexOf(uint address) => MemoryMap.IsSram(address) ? _ofSramWord[address / sizeof(uint)] : Search(address);

    private static HashSet<uint> CallTargets(ProgramImage image)
    {
        var targets = new HashSet<uint>();
        foreach (var segment in image.Segments.Where(segment => (segment.Access & SegmentAccess.Execute) != 0))
        {
            for (var at = 0; at + sizeof(uint) <= segment.Bytes.Length; at += sizeof(uint))
            {
                var word = BinaryPrimitives.ReadUInt32BigEndian(segment.Bytes.Span[at..]);
                if (InstructionTable.Find(word)?.Op is Op.B or Op.Bc && Encoding.Link(word)
                    && Disassembler.Disassemble(word, segment.Address + (uint)at).Target is { } target)
                {
                    _ = targets.Add(target);
                }
            }
        }

        return targets;
    }

    private int Search(uint address)
    {
        var symbol = _symbols.FindFunction(address);
        if (LabelBefore(address) is { } label && (symbol is null || label.Address > symbol.Address))
        {
            symbol = label;
        }

        if (symbol is null)
        {
            return 0;
        }

        // Local functions of different files may share a name.
        var key = FormattableString.Invariant($"{symbol.Name}@{symbol.Address}");
        if (!_indices.TryGetValue(key, out var index))
        {
            index = _functions.Count;
            _indices.Add(key, index);
            _functions.Add(new CodeFunction(symbol.Name, symbol.Address));
        }

        return index;
    }

    private Symbol? LabelBefore(uint address)
    {
        var after = Array.FindIndex(_labels, label => label.Address > address);
        var index = (after < 0 ? _labels.Length : after) - 1;
        return index < 0 ? null : _labels[index];
    }
}
