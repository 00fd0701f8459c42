using System.Buffers.Binary;
using PpuSim.AddressMap;
using PpuSim.Image;
using PpuSim.Isa;
using PpuSim.Machine;

namespace OnChipLearn.SystemTests.Qemu;

/// <summary>
/// C programs, compiled at three levels, leave the same memory (results, variables, stack) on the PPU as under qemu-ppc, outside the listed deviations.
/// </summary>
public sealed class CompiledDifferentialTests
{
    private const int Results = 0x3f00;

    // sc, by which the program ends under qemu.
    private const uint SystemCall = 0x4400_0002;

    private static readonly bool IsFull = Environment.GetEnvironmentVariable("ONCHIPLEARN_FULL") == "1";

    public static TheoryData<string> Programs => [.. CrossCompiler.Programs];

    [Fact]
    public void ThereAreTwentyPrograms() => Assert.Equal(20, CrossCompiler.Programs.Count());

    [Theory]
    [MemberData(nameof(Programs))]
    public void CompiledProgramsAgree(string program)
    {
        // All levels with full counts, else one that changes from program to program.
        string[] levels = ["-O0", "-O2", "-Os"];
        var results = new HashSet<string>();
        foreach (var level in IsFull ? levels : [levels[CrossCompiler.Programs.ToList().IndexOf(program) % levels.Length]])
        {
            var (image, memory) = CrossCompiler.Compile(program, level);
            var code = Code(image).ToArray();
            Assert.All(code, word => Assert.True(word == SystemCall || InstructionTable.Find(word) is not null, $"0x{word:x8} is no instruction of the core"));

            // GCC loads signed halfwords at negative displacements, which the core zero-extends: such programs compare with this deviation switched off.
            var ppu = PpuMachine.Run(memory, code.Any(HasDeviation) ? Quirks.All & ~Quirks.LhaDisplacementZeroExtended : Quirks.All);
            var difference = MemoryDifference.Between(ppu, QemuMachine.Run(memory));
            Assert.True(difference is null, $"{program} {level}: {difference}");
            Assert.Contains(ppu[Results..], value => value != 0);
            results.Add(Convert.ToHexString(ppu, Results, MemoryMap.SramBytes - Results));
        }

        Assert.Single(results);
    }

    private static bool HasDeviation(uint word) => InstructionTable.Find(word)?.Op is Op.Lha or Op.Lhau && Encoding.Signed(word) < 0;

    // Words of all functions: between them the segment holds tables.
    private static IEnumerable<uint> Code(ProgramImage image)
    {
        foreach (var function in image.Symbols.All.Where(symbol => symbol is { Kind: SymbolKind.Function, Size: > 0 }))
        {
            var segment = image.Segments.Single(segment => segment.Address <= function.Address && function.Address < segment.End);
            for (var address = function.Address; address < function.End; address += 4)
            {
                yield return BinaryPrimitives.ReadUInt32BigEndian(segment.Bytes.Span[(int)(address - segment.Address)..]);
            }
        }
    }
}
