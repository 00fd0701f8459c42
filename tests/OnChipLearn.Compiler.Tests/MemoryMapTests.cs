using System.Reflection;
using OnChipLearn.Compiler.Tests.Kernels;
using PpuSim.Image;
using PpuSim.Image.Elf;

namespace OnChipLearn.Compiler.Tests;

/// <summary>The memory map says what the program does at run time.</summary>
public sealed class MemoryMapTests
{
    private static readonly MemoryKind[] Writable = [MemoryKind.Data, MemoryKind.Zeroed, MemoryKind.Stack, MemoryKind.Mailbox];

    public static TheoryData<string> Types =>
        [nameof(ScalarKernels), nameof(VectorKernels), nameof(VectorPrograms), nameof(BenchmarkKernels), nameof(VectorBenchmarks), nameof(DeviceKernels)];

    [Theory]
    [MemberData(nameof(Types))]
    public void FiguresAreWhatTheSimulatorSees(string typeName)
    {
        var type = typeof(ScalarKernels).Assembly.GetType($"{typeof(ScalarKernels).Namespace}.{typeName}")!;
        foreach (var method in type.GetMethods(BindingFlags.Static | BindingFlags.Public))
        {
            var program = PpuRun.Compile(type, method.Name);
            var touched = new TouchedBytes();
            var run = PpuRun.Of(program, touched: touched);
            var owner = new MemoryMapEntry?[run.Memory.Length];
            foreach (var entry in program.Memory.Entries)
            {
                for (var i = entry.Address; i < entry.Address + entry.Bytes; i++)
                {
                    Assert.True(owner[i] is null, $"{method.Name}: {entry.Name} overlaps {owner[i]?.Name} at 0x{i:x}");
                    owner[i] = entry;
                }

                RequireUse(method.Name, entry, touched);
            }

            Assert.Equal(program.Memory.FreeBytes, owner.Count(entry => entry is null));
            for (var i = 0; i < owner.Length; i++)
            {
                Assert.True(!touched.Executed[i] || owner[i]?.Kind == MemoryKind.Code, $"{method.Name}: byte 0x{i:x} is executed, but no code");
                Assert.True(!touched.Read[i] || owner[i] is { Kind: not MemoryKind.Code }, $"{method.Name}: byte 0x{i:x} is read, but no data");
                Assert.True(!touched.Written[i] || (owner[i] is { } data && Writable.Contains(data.Kind)), $"{method.Name}: byte 0x{i:x} is written, but no data");
                Assert.True(owner[i] is not null || run.Memory[i] == PpuRun.Untouched, $"{method.Name}: byte 0x{i:x} belongs to nobody and was written");
            }

            var stack = program.Memory.Entries.Where(entry => entry.Kind == MemoryKind.Stack).Sum(entry => entry.Bytes);
            Assert.Equal(program.StackBytes, stack);
        }
    }

    // Everything in the map is there because the program uses it; a trap that does not happen leaves no address.
    private static void RequireUse(string method, MemoryMapEntry entry, TouchedBytes touched)
    {
        var bytes = Enumerable.Range(entry.Address, entry.Bytes);
        var isUsed = entry.Kind == MemoryKind.Code ? bytes.Any(i => touched.Executed[i]) : bytes.Any(i => touched.Read[i] || touched.Written[i]);
        Assert.True(isUsed || entry.Name == "trap.address", $"{method}: {entry.Name} is in the map and never touched");
    }

    [Fact]
    public void StackOfMoreVectorsThanRegistersIsUsedWithinItsBound()
    {
        var run = PpuRun.Of(typeof(VectorPrograms), nameof(VectorPrograms.MoreThanThereAreRegisters));
        var stack = run.Program.Memory.Entries.Single(entry => entry.Kind == MemoryKind.Stack);

        Assert.Equal(run.Program.StackBytes, stack.Bytes);
        var touched = run.Memory.Slice(stack.Address, stack.Bytes).ToArray().Count(value => value != PpuRun.Untouched);
        Assert.InRange(touched, 1, stack.Bytes);
    }

    [Fact]
    public void ImageSurvivesTheElfFile()
    {
        var program = PpuRun.Compile(typeof(ScalarKernels), nameof(ScalarKernels.Calls));
        var read = ImageFile.Read(ElfImageWriter.Write(program.Image), "calls.elf");

        var (expected, found) = (new byte[16384], new byte[16384]);
        program.Image.CopyTo(expected);
        read.CopyTo(found);
        Assert.Equal(expected, found);
        var mix = read.Symbols.Find($"{typeof(ScalarKernels).FullName}.Mix");
        Assert.NotNull(mix);
        Assert.EndsWith("ScalarKernels.cs", read.Lines.Find(mix.Address)?.File, StringComparison.Ordinal);
    }

    [Fact]
    public void DumpsTheRepresentationAfterEveryPass()
    {
        foreach (var pass in FirmwareCompiler.PassNames)
        {
            var text = new StringWriter();
            FirmwareCompiler.Compile(new CompilerOptions
            {
                AssemblyPath = typeof(ScalarKernels).Assembly.Location, TypeName = nameof(ScalarKernels), MethodName = nameof(ScalarKernels.Calls), DumpPass = pass, DumpWriter = text,
            });
            Assert.Contains("function OnChipLearn.Compiler.Tests.Kernels.ScalarKernels.Calls() -> (Word)", text.ToString(), StringComparison.Ordinal);
        }
    }
}
