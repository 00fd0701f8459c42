namespace OnChipLearn.Compiler.Codegen;

/// <summary>
/// Gives one result of a block another register, together with everything that reads it: registers that are used again soon keep instructions in order.
/// Only for results that the block itself uses up.
/// </summary>
internal sealed class RegisterRenaming
{
    private readonly List<MachineInstruction> code;
    private readonly BitSet liveOut;
    private readonly Func<int, IReadOnlyList<int>> choices;
    private readonly int[][] reads;
    private readonly int[][] writes;
    private readonly List<MachineInstruction> readers = [];
    private MachineInstruction? definition;

    /// <param name="code">Instructions of a block in their order.</param>
    /// <param name="liveOut">Registers that are read behind them.</param>
    /// <param name="choices">Registers that may take the place of one.</param>
    public RegisterRenaming(List<MachineInstruction> code, BitSet liveOut, Func<int, IReadOnlyList<int>> choices)
    {
        (this.code, this.liveOut, this.choices) = (code, liveOut, choices);
        reads = new int[code.Count][];
        writes = new int[code.Count][];
        var list = new List<int>();
        for (var i = 0; i < code.Count; i++)
        {
            list.Clear();
            code[i].CollectReads(list);
            reads[i] = [.. list];
            list.Clear();
            code[i].CollectWrites(list);
            writes[i] = [.. list];
        }
    }

    /// <summary>The register that was replaced, and by which.</summary>
    public (int From, int To) Renamed { get; private set; }

    /// <summary>Renames a random result to a random free register; false where that is not possible.</summary>
    public bool Try(Random random)
    {
        var start = random.Next(code.Count);
        if (writes[start] is not [var from] || from < 0 || choices(from) is not { Count: > 0 } candidates || code[start].ReadsFirst || code[start].ImplicitWrites.Length > 0)
        {
            return false;
        }

        var to = candidates[random.Next(candidates.Count)];
        if (to == from || FindReaders(start, from) is not { } end || !IsFree(to, start, end))
        {
            return false;
        }

        definition = code[start];
        Renamed = (from, to);
        Rename(from, to);
        return true;
    }

    /// <summary>Takes the last renaming back.</summary>
    public void Undo() => Rename(Renamed.To, Renamed.From);

    // Index of the last reader, or null where a reader cannot be renamed or lies outside.
    private int? FindReaders(int start, int register)
    {
        readers.Clear();
        var end = start;
        for (var i = start + 1; i < code.Count; i++)
        {
            if (reads[i].Contains(register))
            {
                if (code[i].ImplicitReads.Contains(register))
                {
                    return null;
                }

                readers.Add(code[i]);
                end = i;
            }

            // An instruction that leaves some elements alone belongs to what it changes.
            if (writes[i].Contains(register) && !(code[i].ReadsFirst && code[i].First == register))
            {
                return end;
            }
        }

        return liveOut.Contains(register) ? null : end;
    }

    private bool IsFree(int register, int start, int end)
    {
        for (var i = start + 1; i < code.Count; i++)
        {
            if (reads[i].Contains(register))
            {
                return false;
            }

            if (writes[i].Contains(register))
            {
                return i >= end;
            }
        }

        return !liveOut.Contains(register);
    }

    private void Rename(int from, int to)
    {
        int Map(int register) => register == from ? to : register;
        static int Same(int register) => register;
        foreach (var reader in readers)
        {
            reader.Rename(Map, reader.ReadsFirst && reader.First == from ? Map : Same);
        }

        definition!.Rename(Same, Map);
    }
}
