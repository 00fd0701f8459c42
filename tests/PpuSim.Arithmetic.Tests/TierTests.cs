using CsCheck;
using PpuSim.Arithmetic.Kernels;

namespace PpuSim.Arithmetic.Tests;

/// <summary>Every SIMD tier of this machine against the scalar definition, results and saturation counts.</summary>
public sealed class TierTests
{
    /// <summary>Name of the tier that a child process must end with, set by <see cref="TierProcessTests"/>.</summary>
    internal const string HighestTierVariable = "ONCHIPLEARN_HIGHEST_TIER";

    private static readonly int Samples = Environment.GetEnvironmentVariable("ONCHIPLEARN_FULL") == "1" ? 20_000 : 400;

    public static TheoryData<string> Mnemonics => [.. LaneOperations.ByMnemonic.Keys];

    [Theory]
    [MemberData(nameof(Mnemonics))]
    public void EveryTierEqualsTheScalarReference(string mnemonic)
    {
        var run = LaneOperations.ByMnemonic[mnemonic];
        var (lowest, highest) = LaneOperations.Immediates(mnemonic);
        Gen.Select(Gen.ULong, Gen.Int[0, 3], Gen.Int[lowest, highest], Gen.Bool).Sample(
            (seed, condition, immediate, oneSlice) =>
            {
                var before = LaneState.Random(seed, oneSlice ? VectorGeometry.LanesPerSlice : VectorGeometry.MaximumLanes);
                var expected = before.Copy();
                var saturated = run(expected, condition, immediate, SimdTier.Scalar);
                foreach (var tier in SimdTiers.Available)
                {
                    var state = before.Copy();
                    Assert.Equal(saturated, run(state, condition, immediate, tier));
                    state.MustEqual(expected, $"{mnemonic} on {tier}, seed {seed}, condition {condition}, immediate {immediate}");
                }
            },
            iter: Samples,
            threads: 1);
    }

    [Fact]
    public void MemoryOrderSwapsTheBytesOfEveryLaneOnEveryTier()
    {
        var bytes = Enumerable.Range(0, VectorGeometry.MaximumBytes).Select(k => (byte)k).ToArray();
        foreach (var tier in SimdTiers.Available)
        {
            foreach (var lanes in new[] { VectorGeometry.LanesPerSlice, VectorGeometry.MaximumLanes })
            {
                var registers = new ushort[lanes];
                MemoryOrder.ToLanes(ref bytes[0], ref registers[0], lanes, tier);
                Assert.Equal(Enumerable.Range(0, lanes).Select(e => (ushort)(((2 * e) << 8) | ((2 * e) + 1))), registers);
                var back = new byte[2 * lanes];
                MemoryOrder.ToBytes(ref registers[0], ref back[0], lanes, tier);
                Assert.Equal(bytes.Take(2 * lanes), back);
            }
        }
    }

    [Fact]
    public void ACountIsAsOftenAsTheDefinitionSaturates()
    {
        // All of -1 times -1: 64 halfwords or 128 bytes saturate, and half of the bytes when only the upper ones are enabled.
        var state = new LaneState(VectorGeometry.MaximumLanes);
        Array.Fill(state.First, (ushort)0x8000);
        Array.Fill(state.Second, (ushort)0x8000);
        Array.Fill(state.Greater, (ushort)0xff00);
        foreach (var tier in SimdTiers.Available)
        {
            Assert.Equal(64, LaneOperations.ByMnemonic["fxvmulhfs"](state.Copy(), 0, 0, tier));
            Assert.Equal(64, LaneOperations.ByMnemonic["fxvmulhfs"](state.Copy(), 1, 0, tier));
            Assert.Equal(0, LaneOperations.ByMnemonic["fxvmulhfs"](state.Copy(), 2, 0, tier));
            Assert.Equal(64, LaneOperations.ByMnemonic["fxvmulbfs"](state.Copy(), 0, 0, tier));
            Assert.Equal(64, LaneOperations.ByMnemonic["fxvmultacbfs"](state.Copy(), 1, 0, tier));
            Assert.Equal(0, LaneOperations.ByMnemonic["fxvmultacbfs"](state.Copy(), 3, 0, tier));
        }
    }

    [Fact]
    public void TheHighestTierIsTheOneThatTheEnvironmentAllows()
    {
        if (Environment.GetEnvironmentVariable(HighestTierVariable) is { } name)
        {
            Assert.True(SimdTiers.Available.Last() <= Enum.Parse<SimdTier>(name), $"highest tier {SimdTiers.Available.Last()}, allowed {name}");
        }
    }
}
