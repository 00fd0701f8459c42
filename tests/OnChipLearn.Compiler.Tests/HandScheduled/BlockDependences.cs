using PpuSim.Isa;

namespace OnChipLearn.Compiler.Tests.HandScheduled;

/// <summary>
/// Which instructions of a block of machine words must keep their order: registers, the accumulator of the vector unit, accesses over the parallel
/// port, SRAM accesses with the same address registers of which one writes. Compares may change places, as long as each reader of the condition
/// finds the result of its own compare.
/// </summary>
internal sealed class BlockDependences
{
    private const int Vector = 32;
    private const int Accumulator = 64;
    private const int Port = 65;
    private const int FirstAddress = 66;
    private readonly bool[,] before;
    private readonly int[] compareOf;

    public BlockDependences(IReadOnlyList<uint> words)
    {
        Count = words.Count;
        before = new bool[Count, Count];
        var accesses = words.Select(Of).ToArray();
        for (var later = 0; later < Count; later++)
        {
            for (var earlier = 0; earlier < later; earlier++)
            {
                var (a, b) = (accesses[earlier], accesses[later]);
                before[earlier, later] = a.Writes.Overlaps(b.Reads) || a.Writes.Overlaps(b.Writes) || a.Reads.Overlaps(b.Writes);
            }
        }

        compareOf = new int[Count];
        for (var (i, compare) = (0, -1); i < Count; i++)
        {
            var row = InstructionTable.Find(words[i])!;
            var reads = row.Is(Traits.Conditional) && Encoding.Condition(words[i]) != 0;
            compare = row.Unit == Unit.VectorCompare ? i : compare;
            compareOf[i] = row.Unit == Unit.VectorCompare || reads ? compare : -1;
            if (compareOf[i] >= 0 && compareOf[i] != i)
            {
                before[compareOf[i], i] = true;
            }
        }
    }

    /// <summary>Instructions in the block.</summary>
    public int Count { get; }

    /// <summary>True when instructions stand behind those that they depend on, and readers of the condition behind their own compare.</summary>
    public bool IsLegal(ReadOnlySpan<int> order)
    {
        var compare = -1;
        for (var i = 0; i < order.Length; i++)
        {
            for (var j = i + 1; j < order.Length; j++)
            {
                if (before[order[j], order[i]])
                {
                    return false;
                }
            }

            compare = compareOf[order[i]] == order[i] ? order[i] : compare;
            if (compareOf[order[i]] >= 0 && compareOf[order[i]] != compare)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Fills <paramref name="order"/>, instructions with small wishes first where that is legal; false where the wishes lead nowhere.</summary>
    public bool Arrange(ReadOnlySpan<double> wishes, Span<int> order)
    {
        var left = Enumerable.Range(0, Count).ToList();
        var compare = -1;
        for (var place = 0; place < Count; place++)
        {
            var best = -1;
            foreach (var index in left)
            {
                var isKeptOut = compareOf[index] == index && left.Exists(other => compareOf[other] == compare && compare >= 0);
                if (!isKeptOut && (best < 0 || wishes[index] < wishes[best]) && !left.Exists(other => before[other, index]))
                {
                    best = index;
                }
            }

            if (best < 0)
            {
                return false;
            }

            compare = compareOf[best] == best ? best : compare;
            left.Remove(best);
            order[place] = best;
        }

        return true;
    }

    private static (HashSet<int> Reads, HashSet<int> Writes) Of(uint word)
    {
        var row = InstructionTable.Find(word) ?? throw new ArgumentException($"0x{word:x8} is no instruction");
        var (reads, writes) = (new HashSet<int>(), new HashSet<int>());
        var (first, second, third) = (Encoding.First(word), Encoding.Second(word), Encoding.Third(word));
        void Use(RegisterUse use, int register, HashSet<int> set)
        {
            if (row.Registers.HasFlag(use))
            {
                set.Add(register);
            }
        }

        Use(RegisterUse.ReadsFirst, first, reads);
        Use(RegisterUse.ReadsSecond, second, reads);
        Use(RegisterUse.ReadsSecondUnlessZero, second, reads);
        Use(RegisterUse.ReadsThird, third, reads);
        Use(RegisterUse.WritesFirst, first, writes);
        Use(RegisterUse.WritesSecond, second, writes);
        if (row.IsVector)
        {
            OfVector(row, word, reads, writes);
        }

        return (reads, writes);
    }

    private static void OfVector(InstructionRow row, uint word, HashSet<int> reads, HashSet<int> writes)
    {
        var isStore = row.Op is Op.Fxvstax or Op.Fxvoutx;
        var operands = row.Operands.Split('[')[0].Split(',');
        var conditional = row.Is(Traits.Conditional) && Encoding.Condition(word) != 0;
        if (operands.Contains("VRT"))
        {
            (isStore ? reads : writes).Add(Vector + Encoding.First(word));
            if (conditional && row.Unit == Unit.VectorMultiplyAdd)
            {
                reads.Add(Vector + Encoding.First(word));
            }
        }

        if (operands.Contains("VRA"))
        {
            reads.Add(Vector + Encoding.Second(word));
        }

        if (operands.Contains("VRB"))
        {
            reads.Add(Vector + Encoding.Third(word));
        }

        if (row.Mnemonic.Contains("ac", StringComparison.Ordinal) || row.Mnemonic.StartsWith("fxvma", StringComparison.Ordinal))
        {
            reads.Add(Accumulator);
            writes.Add(Accumulator);
        }

        if (row.Unit == Unit.VectorParallel)
        {
            writes.Add(Port);
        }
        else if (row.Unit == Unit.VectorSerial)
        {
            (isStore ? writes : reads).Add(FirstAddress + 32 * Encoding.Second(word) + Encoding.Third(word));
        }
    }
}
