namespace OnChipLearn.Compiler.Tests.HandScheduled;

/// <summary>
/// Looks for the fastest legal order of a block: random orders first, then orders near the best ones, every candidate run on the cycle-exact core.
/// A pure function of program, number of evaluations and seed.
/// </summary>
internal sealed class ReorderingSearch
{
    // Share of the evaluations that goes to random orders, and how far the walk may climb above the best at its start, in cycles per round.
    private const int RandomShare = 10;
    private const double Climb = 3;
    private const double Cooled = 0.8;
    private const int MostMoves = 3;
    private const int Nearby = 6;

    /// <summary>Candidates per evaluation, seen ones included, after which a small block counts as exhausted.</summary>
    private const int MostCandidates = 50;

    private readonly HandProgram program;
    private readonly BlockDependences dependences;
    private readonly int rounds;
    private readonly HashSet<string> seen = [];
    private Random random = new(0);

    public ReorderingSearch(HandProgram program, int rounds)
    {
        this.program = program;
        this.rounds = rounds;
        dependences = new BlockDependences(program.Block);
    }

    /// <summary>Different legal orders run by the last search.</summary>
    public int Evaluations => seen.Count;

    /// <summary>The best order found, starting from that of the source.</summary>
    public (int[] Order, long Cycles) Run(int evaluations, int seed)
    {
        random = new Random(seed);
        seen.Clear();
        int[] current = [.. Enumerable.Range(0, dependences.Count)];
        seen.Add(string.Join(',', current));
        var cycles = program.Run(current);
        var (best, bestCycles) = (current, cycles);
        for (var tries = 0; seen.Count < evaluations && tries < MostCandidates * evaluations; tries++)
        {
            var isRandom = seen.Count < evaluations / RandomShare;
            var candidate = new int[dependences.Count];
            if (!dependences.Arrange(isRandom ? RandomWishes() : NearWishes(current), candidate) || !seen.Add(string.Join(',', candidate)))
            {
                continue;
            }

            var found = program.Run(candidate);
            var heat = Math.Max(0, Cooled - (double)seen.Count / evaluations);
            var limit = isRandom ? cycles : Math.Max(cycles, bestCycles) + Climb * rounds * heat * random.NextDouble() * random.NextDouble();
            if (found <= limit)
            {
                (current, cycles) = (candidate, found);
            }

            if (found < bestCycles)
            {
                (best, bestCycles) = (candidate, found);
            }
            else if (cycles > bestCycles + Climb * rounds)
            {
                (current, cycles) = (best, bestCycles);
            }
        }

        return (best, bestCycles);
    }

    private double[] RandomWishes() => [.. Enumerable.Range(0, dependences.Count).Select(_ => random.NextDouble())];

    private double[] NearWishes(int[] order)
    {
        var wishes = new double[order.Length];
        for (var place = 0; place < order.Length; place++)
        {
            wishes[order[place]] = place;
        }

        for (var moves = 1 + random.Next(MostMoves); moves > 0; moves--)
        {
            var place = random.Next(order.Length);
            var distance = random.Next(2) == 0 ? order.Length : Nearby;
            wishes[order[place]] = place + random.Next(-distance, distance + 1) + (random.Next(2) == 0 ? 0.5 : -0.5);
        }

        return wishes;
    }
}
