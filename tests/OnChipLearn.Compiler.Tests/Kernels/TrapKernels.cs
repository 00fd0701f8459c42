using OnChipLearn.Device;

namespace OnChipLearn.Compiler.Tests.Kernels;

/// <summary>Programs that C# ends with an exception.</summary>
internal static class TrapKernels
{
    private static readonly int[] Values = [1, 2, 3];

    [VectorAligned]
    private static readonly short[] Halfwords = new short[100];

    private static int index = 3;
    private static int zero = Values.Length - 3;
    private static int minimum = int.MinValue;
    private static int minusOne = -1;

    public static int IndexTooLarge() => Values[index];

    public static int NegativeIndex() => Values[minusOne];

    public static int SpanIndex() => Values.AsSpan(1)[index - 1];

    public static int SliceTooLong() => Values.AsSpan(2, index).Length;

    public static int DivisionByZero() => index / zero;

    public static int RemainderByZero() => index % zero;

    public static int QuotientTooLarge() => minimum / minusOne;

    public static int AbsOfMinimum() => Math.Abs(minimum);

    public static int VectorBeyondTheArray()
    {
        VectorUnit.Compare(Sram.Load(Halfwords, 64));
        return 0;
    }

    /// <summary>No trap: the program sleeps, and nothing wakes it.</summary>
    public static int Waits()
    {
        Reached[0] = 1;
        Processor.Wait();
        Reached[0] = 2;
        return 0;
    }

    private static readonly int[] Reached = new int[1];
}
