using System.Diagnostics;
using OnChipLearn.Experiments.Programs;
using OnChipLearn.Experiments.Tests.Corpora;
using PpuSim.Image;
using PpuSim.Image.Elf;
using PpuSim.Isa.Assembly;
using PpuSim.Timing;

namespace OnChipLearn.Experiments.Tests.Programs;

/// <summary>Damaged program files are run or refused, never anything else, and the cycle limit always holds.</summary>
public sealed class MutatedProgramTests
{
    private const long Limit = 2000;
    private static readonly int Count = CorpusFiles.IsFull ? 100_000 : 2_000;

    private const string Source =
        "b start\nb h\nb h\nb h\nb h\nb h\nb h\nb h\nb h\nb h\nb h\nb h\nb h\nh: rfi\nstart: li 1,0x2000\nli 3,20\nmtctr 3\nlis 9,0x4000\nlis 10,-32768\n"
        + "1: addi 4,4,3\nmullw 5,4,3\ndivw 6,5,3\nstwu 5,-8(1)\nlwz 7,0(1)\nlmw 28,0(1)\nstw 7,4(9)\nlwz 8,0(10)\nfxvsplath 1,4\nfxvlax 2,0,1\nfxvmahfs 3,1,2\nfxvstax 3,0,1\nfxvoutx 3,0,4\nfxvinx 4,0,4\n"
        + "fxvcmph 4\nfxvsel 5,1,2,gt\nmtspr 340,4\nmtspr 22,3\ncmpwi 4,60\nbl 2f\nbdnz 1b\nsync\n.long 0x7c00007c\n2: mfspr 11,284\nblr\n.data\nvalues: .long 1,2,3,4\n";

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void NeitherCrashNorHang(bool raw)
    {
        var image = Assembler.Assemble(Source).ToImage("good");
        var good = raw ? RawImage.Write(image) : ElfImageWriter.Write(image);
        var random = new Random(raw ? 1 : 2);
        var outcomes = new Dictionary<string, int>();
        var longest = TimeSpan.Zero;
        for (var k = 0; k < Count; k++)
        {
            var bytes = Mutate(good, random, raw);
            var options = new ProgramRunOptions
            {
                MaxCycles = Limit,
                Strict = random.Next(2) == 0,
                Preset = random.Next(2) == 0 ? CorePreset.Rtl : CorePreset.HicannX,
                Seed = random.Next(4) == 0 ? k : null,
            };
            var started = Stopwatch.GetTimestamp();
            var outcome = Outcome(bytes, options);
            var elapsed = Stopwatch.GetElapsedTime(started);
            longest = elapsed > longest ? elapsed : longest;
            outcomes[outcome] = outcomes.GetValueOrDefault(outcome) + 1;
        }

        // Every outcome must occur, else the mutations test nothing.
        Assert.Superset(new HashSet<string> { "asleep", "cycleLimit", "strictViolation" }, outcomes.Keys.ToHashSet());
        Assert.Equal(!raw, outcomes.ContainsKey("refused"));
        Assert.True(longest < TimeSpan.FromSeconds(20), $"one program took {longest}");
    }

    /// <summary>Random words as programs: every encoding is executed sooner or later.</summary>
    [Fact]
    public void RandomWordsRun()
    {
        var random = new Random(3);
        var bytes = new byte[512];
        for (var k = 0; k < Count; k++)
        {
            random.NextBytes(bytes);
            for (var word = 0; word < bytes.Length; word += 4)
            {
                // Half of the words belong to the two richest opcodes.
                bytes[word] = random.Next(4) switch { 0 => (byte)(31 << 2 | bytes[word] & 3), 1 => (byte)(4 << 2 | bytes[word] & 3), _ => bytes[word] };
            }

            Assert.NotEqual("refused", Outcome(bytes, new ProgramRunOptions { MaxCycles = Limit, Seed = k }));
        }
    }

    private static string Outcome(byte[] bytes, ProgramRunOptions options)
    {
        try
        {
            var result = ProgramRunner.Run(ImageFile.Read(bytes, "mutated"), options);
            Assert.InRange(result.Cycles, 0, Limit);
            Assert.Equal(result.Cycles, result.ExitReason == "strictViolation" ? result.Cycles : result.Issues + result.Stalls.Values.Sum());
            return result.ExitReason;
        }
        catch (ImageException)
        {
            return "refused";
        }
    }

    private static byte[] Mutate(byte[] good, Random random, bool raw)
    {
        var bytes = good.AsSpan(0, random.Next(8) == 0 ? random.Next(1, good.Length) : good.Length).ToArray();
        for (var n = random.Next(1, 6); n > 0; n--)
        {
            var at = !raw && random.Next(3) == 0 ? random.Next(Math.Min(bytes.Length, 0x94)) : random.Next(bytes.Length);
            bytes[at] = random.Next(2) == 0 ? (byte)random.Next(256) : (byte)(bytes[at] ^ 1 << random.Next(8));
        }

        return bytes;
    }
}
