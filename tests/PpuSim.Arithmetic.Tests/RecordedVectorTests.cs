using System.Globalization;
using System.IO.Compression;
using System.Text.Json;

namespace PpuSim.Arithmetic.Tests;

/// <summary>The 1176 recorded vectors, as one slice and replicated over eight, on every tier of this machine.</summary>
public sealed class RecordedVectorTests
{
    private const int ExpectedVectors = 1176;

    [Fact]
    public void EveryVectorOnEveryTier()
    {
        using var stream = new GZipStream(File.OpenRead(Fixture.Path("fxv-vectors.json.gz")), CompressionMode.Decompress);
        using var document = JsonDocument.Parse(stream);
        var vectors = document.RootElement.GetProperty("vectors").EnumerateArray().ToArray();
        Assert.Equal(ExpectedVectors, vectors.Length);
        Assert.Equal(LaneOperations.ByMnemonic.Keys.Order(), vectors.Select(v => v.GetProperty("op").GetString()!).Distinct().Order());
        foreach (var vector in vectors)
        {
            foreach (var slices in new[] { 1, VectorGeometry.MaximumSlices })
            {
                Check(vector, slices);
            }
        }
    }

    private static void Check(JsonElement vector, int slices)
    {
        var mnemonic = vector.GetProperty("op").GetString()!;
        var word = uint.Parse(vector.GetProperty("word").GetString()!, NumberStyles.HexNumber);
        var size = (int)(word & 3);
        var shift = (int)(word << 16) >> 27;
        var condition = LaneOperations.Immediates(mnemonic) == (0, 3) ? 0 : size;
        var immediate = LaneOperations.Immediates(mnemonic) == (0, 3) ? size : shift;
        var before = State(vector, slices, "rt_in", "acc_in", "vcr_in");
        var expected = State(vector, slices, "rt", "acc", "vcr");
        foreach (var tier in SimdTiers.Available)
        {
            var state = before.Copy();
            LaneOperations.ByMnemonic[mnemonic](state, condition, immediate, tier);
            state.MustEqual(expected, $"{mnemonic} {word:x8}, {slices} slices, {tier}");
        }
    }

    private static LaneState State(JsonElement vector, int slices, string target, string accumulators, string conditions)
    {
        var state = new LaneState(slices * VectorGeometry.LanesPerSlice)
        {
            Scalar = uint.Parse(vector.GetProperty("gpr5").GetString()!, NumberStyles.HexNumber),
        };
        for (var lane = 0; lane < state.Lanes; lane++)
        {
            var e = lane % VectorGeometry.LanesPerSlice;
            state.Target[lane] = Halfword(vector.GetProperty(target).GetString()!, e);
            state.First[lane] = Halfword(vector.GetProperty("ra").GetString()!, e);
            state.Second[lane] = Halfword(vector.GetProperty("rb").GetString()!, e);
            state.Accumulators[lane] = int.Parse(vector.GetProperty(accumulators)[e].GetString()!, NumberStyles.HexNumber);
            var nibbles = vector.GetProperty(conditions)[e].GetString()!;
            state.Equal[lane] = WorkedExampleTests.Mask(nibbles[0]);
            state.Greater[lane] = WorkedExampleTests.Mask(nibbles[1]);
            state.Less[lane] = WorkedExampleTests.Mask(nibbles[2]);
        }

        return state;
    }

    private static ushort Halfword(string slice, int lane) => ushort.Parse(slice.AsSpan(4 * lane, 4), NumberStyles.HexNumber);
}
