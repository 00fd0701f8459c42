namespace PpuSim.Arithmetic.Tests;

/// <summary>Operands and results of one lane operation: three registers, accumulators and condition masks of 8 to 64 lanes.</summary>
internal sealed class LaneState(int lanes)
{
    private static readonly ushort[] Edges = [0x0000, 0x0001, 0x007f, 0x0080, 0x00ff, 0x0100, 0x7fff, 0x8000, 0x8080, 0x7f80, 0x807f, 0x7f7f, 0xff00, 0xffff];
    private static readonly int[] AccumulatorEdges =
        [0, 1, -1, int.MaxValue, int.MinValue, 0x7fff8000, 0x00007fff, 0x00008000, unchecked((int)0x80007fff), 0x7fff7fff, unchecked((int)0x80008000), 0x7ffeffff];
    private static readonly ushort[] Masks = [0x0000, 0x00ff, 0xff00, 0xffff];

    public int Lanes { get; } = lanes;

    public ushort[] Target { get; } = new ushort[lanes];

    public ushort[] First { get; } = new ushort[lanes];

    public ushort[] Second { get; } = new ushort[lanes];

    public int[] Accumulators { get; } = new int[lanes];

    public ushort[] Equal { get; } = new ushort[lanes];

    public ushort[] Greater { get; } = new ushort[lanes];

    public ushort[] Less { get; } = new ushort[lanes];

    public uint Scalar { get; set; }

    /// <summary>Random values of which about every third is an edge value, and random masks.</summary>
    public static LaneState Random(ulong seed, int lanes)
    {
        var random = new Random((int)(seed ^ (seed >> 32)));
        var state = new LaneState(lanes) { Scalar = (uint)random.NextInt64(1L << 32) };
        for (var lane = 0; lane < lanes; lane++)
        {
            state.Target[lane] = Halfword(random);
            state.First[lane] = Halfword(random);
            state.Second[lane] = Halfword(random);
            state.Accumulators[lane] = random.Next(3) == 0 ? AccumulatorEdges[random.Next(AccumulatorEdges.Length)] : (int)random.NextInt64(1L << 32);
            state.Equal[lane] = Masks[random.Next(Masks.Length)];
            state.Greater[lane] = Masks[random.Next(Masks.Length)];
            state.Less[lane] = Masks[random.Next(Masks.Length)];
        }

        return state;
    }

    public LaneState Copy()
    {
        var copy = new LaneState(Lanes) { Scalar = Scalar };
        foreach (var (from, to) in Arrays.Zip(copy.Arrays))
        {
            Array.Copy(from, to, Lanes);
        }

        return copy;
    }

    /// <summary>The mask that a condition field (0 always, 1 GT, 2 LT, 3 EQ) names; null for "always".</summary>
    public ushort[]? Mask(int condition) => condition switch
    {
        0 => null,
        1 => Greater,
        2 => Less,
        _ => Equal,
    };

    /// <summary>Asserts that all lanes equal those of <paramref name="expected"/>.</summary>
    public void MustEqual(LaneState expected, string what)
    {
        foreach (var (mine, theirs) in Arrays.Zip(expected.Arrays))
        {
            for (var lane = 0; lane < Lanes; lane++)
            {
                if (!Equals(mine.GetValue(lane), theirs.GetValue(lane)))
                {
                    Assert.Fail($"{what}: lane {lane} is {mine.GetValue(lane):x}, expected {theirs.GetValue(lane):x}");
                }
            }
        }
    }

    private Array[] Arrays => [Target, First, Second, Accumulators, Equal, Greater, Less];

    private static ushort Halfword(Random random) => random.Next(3) == 0 ? Edges[random.Next(Edges.Length)] : (ushort)random.Next(0x10000);
}
