using OnChipLearn.Compiler.Ir;

namespace OnChipLearn.Compiler.Codegen;

/// <summary>
/// Compares of a block with the instructions that read their result. The vector unit has one condition register, so the groups may change places
/// but not overlap: from a compare until its last reader no other compare may come.
/// </summary>
internal sealed class ConditionGroups
{
    /// <summary>Not in a group: neither a compare nor a reader of one in this block.</summary>
    public const int None = -1;

    private readonly int[] groupOf;
    private readonly List<List<int>> groups = [];
    private readonly List<int> readersOfBefore = [];

    /// <summary>Groups that no other may follow: the last ones in front of a call.</summary>
    private readonly List<int> pinned = [];

    public ConditionGroups(IReadOnlyList<MachineInstruction> code)
    {
        groupOf = new int[code.Count];
        for (var i = 0; i < code.Count; i++)
        {
            groupOf[i] = None;
            var row = code[i].Row;
            if (row.IsVector && VectorOperands.WritesCondition(row))
            {
                groupOf[i] = groups.Count;
                groups.Add([i]);
            }
            else if (row.IsVector && VectorOperands.ReadsCondition(row, code[i].Condition))
            {
                if (groups.Count == 0 || (pinned.Count > 0 && pinned[^1] == groups.Count - 1))
                {
                    readersOfBefore.Add(i);
                }
                else
                {
                    groupOf[i] = groups.Count - 1;
                    groups[^1].Add(i);
                }
            }
            else if (code[i].Link && groups.Count > 0)
            {
                // What is called may read it, and leaves its own.
                pinned.Add(groups.Count - 1);
            }
        }
    }

    /// <summary>Number of groups.</summary>
    public int Count => groups.Count;

    /// <summary>Instructions of a group, its compare first.</summary>
    public IReadOnlyList<int> Members(int group) => groups[group];

    /// <summary>Group of an instruction, or <see cref="None"/>.</summary>
    public int Of(int index) => groupOf[index];

    /// <summary>True for the compare of a group.</summary>
    public bool IsCompare(int index) => groupOf[index] != None && groups[groupOf[index]][0] == index;

    /// <summary>Order that groups have to keep: first index before second. Without these, a group could wait for one that it keeps out.</summary>
    /// <param name="isLiveOut">The condition is read behind the block.</param>
    /// <param name="reaches">True when the second instruction depends on the first, over any number of steps.</param>
    public IEnumerable<(int Before, int After)> Order(bool isLiveOut, Func<int, int, bool> reaches)
    {
        for (var later = 0; later < groups.Count; later++)
        {
            var compare = groups[later][0];
            foreach (var reader in readersOfBefore.Where(reader => reader < compare))
            {
                yield return (reader, compare);
            }

            var isLast = pinned.Contains(later) || (isLiveOut && later == groups.Count - 1);
            for (var earlier = 0; earlier < later; earlier++)
            {
                if (isLast || groups[earlier].Any(from => groups[later].Any(to => reaches(from, to))))
                {
                    foreach (var member in groups[earlier])
                    {
                        yield return (member, compare);
                    }
                }
            }
        }
    }

    /// <summary>Follows a schedule: which group is open.</summary>
    public struct Progress(ConditionGroups groups)
    {
        private int open = None;
        private int left;

        /// <summary>False for a compare while another one's result is still needed.</summary>
        public readonly bool Allows(int index) => left == 0 || !groups.IsCompare(index);

        public void Take(int index)
        {
            var group = groups.Of(index);
            if (group == None)
            {
                return;
            }

            if (groups.IsCompare(index))
            {
                (open, left) = (group, groups.Members(group).Count - 1);
            }
            else if (group == open)
            {
                left--;
            }
        }
    }
}
