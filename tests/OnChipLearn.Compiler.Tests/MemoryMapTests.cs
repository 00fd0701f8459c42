using System.Reflection;
using OnChipLearn.Compiler.Tests.Kernels;
using PpuSim.Image;
using PpuSim.Image.Elf;

namespace OnChipLearn.Compiler.Tests;

/// <summary>The memory map says what the program does at run time.</summary>
public sealed class MemoryMapTests
{
    public static TheoryData<string> Types => [nameof(ScalarKernels), nameof(VectorPrograms), nameof(BenchmarkKernels)];

    [Theory]
    [MemberData(nameof(Types))]
    public void NothingOutsideOfTheMapIsWritten(string typeName)
    {
        var type = typeof(ScalarKernels).Assembly.GetType($"{typeof(ScalarKernels).Namespace}.{typeName}")!;
        foreach (var method in type.GetMethods(BindingFlags.Static | BindingFlags.Public))
        {
            var run = PpuRun.Of(type, method.Name);
            var owned = new bool[run.Memory.Length];
            foreach (var entry in run.Program.Memory.Entries)
            {
                for (var i = entry.Address; i < entry.Address + entry.Bytes; i++)
                {
                    Assert.False(owned[i], $"{method.Name}: {entry.Name} overlaps another entry at 0x{i:x}");
                    owned[i] = true;
                }
            }

            Assert.Equal(run.Program.Memory.FreeBytes, owned.Count(byteIsOwned => !byteIsOwned));
            for (var i = 0; i < owned.Length; i++)
            {
                Assert.True(owned[i] || run.Memory[i] == PpuRun.Untouched, $"{method.Name}: byte 0x{i:x} belongs to nobody and was written");
            }

            foreach (var code in run.Program.Image.Segments.Where(segment => segment.Access.HasFlag(SegmentAccess.Execute)))
            {
                Assert.True(code.Bytes.Span.SequenceEqual(run.Memory.Slice((int)code.Address, code.Bytes.Length)), $"{method.Name}: code was overwritten");
            }
        }
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
