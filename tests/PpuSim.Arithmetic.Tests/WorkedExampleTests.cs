using System.Globalization;

namespace PpuSim.Arithmetic.Tests;

/// <summary>The worked examples of the reference, every one in every element of the vector, on every tier of this machine.</summary>
public sealed class WorkedExampleTests
{
    private const int ExpectedExamples = 498;

    [Fact]
    public void EveryExampleOnEveryTier()
    {
        var examples = File.ReadAllLines(Fixture.Path("worked-examples.csv")).Skip(1).ToArray();
        Assert.Equal(ExpectedExamples, examples.Length);
        foreach (var example in examples)
        {
            foreach (var lanes in new[] { VectorGeometry.LanesPerSlice, VectorGeometry.MaximumLanes })
            {
                foreach (var tier in SimdTiers.Available)
                {
                    Check(example, lanes, tier);
                }
            }
        }
    }

    /// <summary>Mask of a lane from the nibble of a condition: bits 3..2 belong to the upper, bits 1..0 to the lower byte.</summary>
    internal static ushort Mask(char nibble) => nibble switch
    {
        '0' => 0x0000,
        '3' => 0x00ff,
        'c' => 0xff00,
        'f' => 0xffff,
        _ => throw new ArgumentOutOfRangeException(nameof(nibble), nibble, "not a condition nibble"),
    };

    private static void Check(string example, int lanes, SimdTier tier)
    {
        var fields = example.Split(',');
        var (mnemonic, kind, result) = (fields[0], fields[5], fields[6]);
        var state = new LaneState(lanes);
        Fill(state.First, fields[1]);
        Fill(state.Second, fields[2]);
        var expected = new LaneState(lanes);
        for (var lane = 0; lane < lanes; lane++)
        {
            state.Accumulators[lane] = Accumulator(fields[3]);
        }

        _ = LaneOperations.ByMnemonic[mnemonic](state, 0, fields[4].Length == 0 ? 0 : int.Parse(fields[4], CultureInfo.InvariantCulture), tier);
        switch (kind)
        {
            case "rt" or "slice":
                Fill(expected.Target, result);
                Assert.True(expected.Target.AsSpan().SequenceEqual(state.Target), $"{example} on {tier}: {state.Target[0]:x4}");
                break;
            case "acc":
                Assert.True(Array.TrueForAll(state.Accumulators, a => a == Accumulator(result)), $"{example} on {tier}: {state.Accumulators[0]:x8}");
                break;
            default:
                Assert.Equal("vcr", kind);
                Assert.True(Array.TrueForAll(state.Equal, m => m == Mask(result[0])), $"{example} on {tier}: EQ {state.Equal[0]:x4}");
                Assert.True(Array.TrueForAll(state.Greater, m => m == Mask(result[1])), $"{example} on {tier}: GT {state.Greater[0]:x4}");
                Assert.True(Array.TrueForAll(state.Less, m => m == Mask(result[2])), $"{example} on {tier}: LT {state.Less[0]:x4}");
                break;
        }
    }

    // Two digits are a byte (both of the halfword), four a halfword, 32 a slice.
    private static void Fill(ushort[] lanes, string hex)
    {
        hex = hex.Length == 0 ? "0000" : hex.Length == 2 ? hex + hex : hex;
        for (var lane = 0; lane < lanes.Length; lane++)
        {
            lanes[lane] = ushort.Parse(hex.AsSpan(4 * lane % hex.Length, 4), NumberStyles.HexNumber);
        }
    }

    // Four digits are the accumulator of a byte (both of the lane).
    private static int Accumulator(string hex) =>
        hex.Length == 0 ? 0 : int.Parse(hex.Length == 4 ? hex + hex : hex, NumberStyles.HexNumber);
}
