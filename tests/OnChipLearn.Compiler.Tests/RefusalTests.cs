using OnChipLearn.Compiler.Tests.Kernels;

namespace OnChipLearn.Compiler.Tests;

/// <summary>What cannot become machine code is refused with file, line and reason.</summary>
public sealed class RefusalTests
{
    [Theory]
    [InlineData("Allocation", "new arrays can only be created in static field initialisers")]
    [InlineData("ClassInstance", "is a class; firmware has no heap")]
    [InlineData("Boxing", "an entry point is static, has no parameters and returns void or int")]
    [InlineData("BoxedArgument", "boxing needs a heap")]
    [InlineData("StringValue", "a string can only be a literal argument of Mailbox.Write")]
    [InlineData("Exceptions", "exceptions (try, catch, finally, using, lock) are not provided")]
    [InlineData("Throwing", "exceptions are not provided")]
    [InlineData("VirtualCall", "is a class; firmware has no heap")]
    [InlineData("ConstrainedCall", "IShape.Area is a virtual call, which is not provided")]
    [InlineData("FloatingPoint", "floating point does not exist on the PPU")]
    [InlineData("DoubleArray", "floating point (double) does not exist on the PPU")]
    [InlineData("Long", "64-bit arithmetic")]
    [InlineData("Recursion", "recursion is not provided, the stack could not be bounded: OnChipLearn.Compiler.Tests.Kernels.RefusedKernels.Even -> OnChipLearn.Compiler.Tests.Kernels.RefusedKernels.Odd -> OnChipLearn.Compiler.Tests.Kernels.RefusedKernels.Even")]
    [InlineData("Checked", "checked arithmetic is not provided")]
    [InlineData("Delegates", "delegates, lambdas and function pointers are not provided")]
    [InlineData("ConsoleText", "Console is not provided")]
    [InlineData("TooMuchData", "TooLarge (20000 bytes, aligned to 4) does not fit into SRAM")]
    [InlineData("Matrix", "arrays of several dimensions are not provided")]
    [InlineData("UnknownType", "System.DateTime")]
    [InlineData("VariableShift", "fxvshh: the condition, pack size or shift amount must be a constant")]
    [InlineData("ShiftOutOfRange", "fxvshh: 16 is out of range, expected -16 to 15")]
    [InlineData("BoxedInterface", "boxing needs a heap")]
    [InlineData("InterfaceCall", "IShape is a class; firmware has no heap")]
    [InlineData("UnresolvedGeneric", "RefusedKernels.Heap is a class; firmware has no heap, use a readonly struct or static members")]
    [InlineData("StaticVector", "VectorUnit.SplatByte cannot run in a static constructor, which is evaluated at compile time")]
    [InlineData("OccupiedAddress", "Fixed.Low: the address range 0x0 to 0xf that it asks for is occupied by code")]
    [InlineData("TooManyParameters", "RefusedKernels.Many has too many parameters for the registers")]
    [InlineData("DecimalNumber", "decimal numbers are not provided")]
    [InlineData("Interpolation", "DefaultInterpolatedStringHandler is not part of the device vocabulary")]
    [InlineData("Query", "System.Linq.Enumerable.Sum is not part of the device vocabulary")]
    [InlineData("NotEvaluable", "cannot be evaluated at compile time")]
    public void RefusesWithAReason(string method, string reason)
    {
        var exception = Assert.Throws<CompilationException>(() => PpuRun.Compile(typeof(RefusedKernels), method));

        Assert.True(exception.Message.Contains(reason, StringComparison.Ordinal), exception.Message);
        if (method is not ("TooMuchData" or "OccupiedAddress"))
        {
            Assert.StartsWith("RefusedKernels.cs(", exception.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void CodeAndMailboxThatDoNotFit()
    {
        var options = new CompilerOptions { AssemblyPath = typeof(RefusalTests).Assembly.Location, TypeName = nameof(RefusedKernels), MethodName = nameof(RefusedKernels.Text) };
        Assert.Contains("more than the 128 bytes that there are", Assert.Throws<CompilationException>(() => FirmwareCompiler.Compile(options with { MemoryBytes = 128 })).Message, StringComparison.Ordinal);
        Assert.Contains("mailbox.text: the mailbox has 64 bytes, 192 too few", Assert.Throws<CompilationException>(() => FirmwareCompiler.Compile(options with { MailboxBytes = 64 })).Message, StringComparison.Ordinal);
        Assert.Contains("its size is 100 bytes, expected a power of two", Assert.Throws<CompilationException>(() => FirmwareCompiler.Compile(options with { MailboxTextBytes = 100 })).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("IndexTooLarge", 18)]
    [InlineData("NegativeIndex", 20)]
    [InlineData("SpanIndex", 22)]
    [InlineData("SliceTooLong", 24)]
    [InlineData("DivisionByZero", 26)]
    [InlineData("RemainderByZero", 28)]
    [InlineData("QuotientTooLarge", 30)]
    [InlineData("AbsOfMinimum", 32)]
    [InlineData("VectorBeyondTheArray", 36)]
    public void TrapsAtTheLine(string method, int line) => Assert.Equal(line, PpuRun.Of(typeof(TrapKernels), method).TrapLine);

    [Fact]
    public void ChecksCanBeLeftOut()
    {
        var (with, without) = (PpuRun.Compile(typeof(TrapKernels), "IndexTooLarge"), PpuRun.Compile(typeof(TrapKernels), "IndexTooLarge", checks: false));

        Assert.True(without.Memory.Bytes(MemoryKind.Code) < with.Memory.Bytes(MemoryKind.Code));
        Assert.Null(PpuRun.Of(without).TrapLine);
    }

    [Fact]
    public void NamesWhatIsMissing()
    {
        var options = new CompilerOptions { AssemblyPath = typeof(RefusalTests).Assembly.Location, TypeName = "NoSuchType" };
        Assert.Contains("there is no type NoSuchType", Assert.Throws<CompilationException>(() => FirmwareCompiler.Compile(options)).Message, StringComparison.Ordinal);
        Assert.Contains("methods called Nothing, expected one", Assert.Throws<CompilationException>(() => FirmwareCompiler.Compile(options with { TypeName = "TrapKernels", MethodName = "Nothing" })).Message, StringComparison.Ordinal);
        Assert.Contains("there is no pass nonsense", Assert.Throws<CompilationException>(() => FirmwareCompiler.Compile(options with { DumpPass = "nonsense" })).Message, StringComparison.Ordinal);
    }
}
