using System.Buffers.Binary;
using PpuSim.Isa;
using PpuSim.Machine;

namespace OnChipLearn.SystemTests.Qemu;

/// <summary>Random user-mode programs leave the same registers and memory on the PPU as under qemu-ppc, outside the listed deviations.</summary>
public sealed class ScalarDifferentialTests
{
    private static readonly int Programs = Environment.GetEnvironmentVariable("ONCHIPLEARN_FULL") == "1" ? 1000 : 40;

    // Not in the user mode of a 32-bit qemu: supervisor instructions, waiting, the I/O bus, and two that its processors of this size lack.
    private static readonly Op[] Elsewhere =
        [Op.Rfi, Op.Rfci, Op.Rfmci, Op.Mfmsr, Op.Mtmsr, Op.Wait, Op.Eciwx, Op.Ecowx, Op.Popcntb, Op.Prtyw];

    [Fact]
    public void RandomProgramsWithinTheCommonGround() => Compare(Enumerable.Range(0, Programs), architectural: false, Quirks.All);

    [Fact]
    public void RandomProgramsWithTheDeviationsSwitchedOff() => Compare(Enumerable.Range(100_000, Programs / 2), architectural: true, PpuMachine.Architectural);

    [Fact]
    public void DeviationsShowWhenTheyAreNotAvoided()
    {
        // The comparison can fail: the same programs on the core as it is.
        var differences = Enumerable.Range(100_000, 5).Count(seed => Difference(new RandomScalarProgram(seed, architectural: true), Quirks.All) is not null);
        Assert.True(differences > 0);
    }

    [Fact]
    public void TheProgramsUseEveryUserInstruction()
    {
        var seen = new HashSet<Op>();
        foreach (var seed in Enumerable.Range(0, 40))
        {
            var memory = new RandomScalarProgram(seed, architectural: false).Memory;
            for (var at = 0; at < RandomScalarProgram.Data; at += 4)
            {
                seen.Add(InstructionTable.Find(BinaryPrimitives.ReadUInt32BigEndian(memory.AsSpan(at)))?.Op ?? Op.Undefined);
            }
        }

        Assert.Empty(InstructionTable.Rows.Where(row => !row.IsVector).Select(row => row.Op).Except(Elsewhere).Except(seen));
    }

    private static void Compare(IEnumerable<int> seeds, bool architectural, Quirks quirks)
    {
        foreach (var seed in seeds)
        {
            var program = new RandomScalarProgram(seed, architectural);
            var difference = Difference(program, quirks);
            Assert.True(difference is null, $"program {seed}: {difference}\n{program.Text}");
        }
    }

    private static string? Difference(RandomScalarProgram program, Quirks quirks) =>
        MemoryDifference.Between(PpuMachine.Run(program.Memory, quirks), QemuMachine.Run(program.Memory));
}
