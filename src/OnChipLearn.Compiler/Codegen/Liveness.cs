namespace OnChipLearn.Compiler.Codegen;

/// <summary>Registers that are read later, at the end of every block.</summary>
internal sealed class Liveness
{
    private readonly Dictionary<MachineBlock, BitSet> liveOut = [];

    public Liveness(MachineFunction function)
    {
        var size = function.RegisterCount;
        var uses = new Dictionary<MachineBlock, BitSet>();
        var definitions = new Dictionary<MachineBlock, BitSet>();
        var liveIn = new Dictionary<MachineBlock, BitSet>();
        var list = new List<int>();
        foreach (var block in function.Blocks)
        {
            var (use, definition) = (new BitSet(size), new BitSet(size));
            foreach (var instruction in block.Instructions)
            {
                list.Clear();
                instruction.CollectReads(list);
                foreach (var register in list)
                {
                    if (!definition.Contains(register))
                    {
                        use.Add(register);
                    }
                }

                list.Clear();
                instruction.CollectWrites(list);
                foreach (var register in list)
                {
                    definition.Add(register);
                }
            }

            (uses[block], definitions[block], liveIn[block], liveOut[block]) = (use, definition, new BitSet(size), new BitSet(size));
        }

        var changed = true;
        while (changed)
        {
            changed = false;
            for (var i = function.Blocks.Count - 1; i >= 0; i--)
            {
                var block = function.Blocks[i];
                var outgoing = liveOut[block];
                foreach (var successor in block.Successors)
                {
                    outgoing.UnionWith(liveIn[successor]);
                }

                changed |= liveIn[block].Assign(outgoing, definitions[block], uses[block]);
            }
        }
    }

    /// <summary>A copy that the caller may change.</summary>
    public BitSet LiveOut(MachineBlock block) => liveOut[block].Copy();
}

/// <summary>A set of small numbers.</summary>
internal sealed class BitSet(int size)
{
    private readonly ulong[] words = new ulong[(size + 63) / 64];

    public bool Contains(int item) => (words[item >> 6] >> (item & 63) & 1) != 0;

    public void Add(int item) => words[item >> 6] |= 1ul << (item & 63);

    public void Remove(int item) => words[item >> 6] &= ~(1ul << (item & 63));

    public void UnionWith(BitSet other)
    {
        for (var i = 0; i < words.Length; i++)
        {
            words[i] |= other.words[i];
        }
    }

    /// <summary>Becomes (source without removed) with added; true when that is a change.</summary>
    public bool Assign(BitSet source, BitSet removed, BitSet added)
    {
        var changed = false;
        for (var i = 0; i < words.Length; i++)
        {
            var next = source.words[i] & ~removed.words[i] | added.words[i];
            changed |= next != words[i];
            words[i] = next;
        }

        return changed;
    }

    public BitSet Copy()
    {
        var copy = new BitSet(words.Length * 64);
        words.CopyTo(copy.words, 0);
        return copy;
    }

    public IEnumerable<int> Items()
    {
        for (var i = 0; i < words.Length; i++)
        {
            for (var rest = words[i]; rest != 0; rest &= rest - 1)
            {
                yield return i * 64 + System.Numerics.BitOperations.TrailingZeroCount(rest);
            }
        }
    }
}
