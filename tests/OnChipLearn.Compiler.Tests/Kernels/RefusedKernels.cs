using System.Runtime.CompilerServices;
using OnChipLearn.Device;

namespace OnChipLearn.Compiler.Tests.Kernels;

/// <summary>What firmware may not say, one thing per method.</summary>
internal static class RefusedKernels
{
    private static readonly int[] Values = [1, 2, 3];
    private static readonly int[] TooLarge = new int[5000];
    private static readonly double[] Reals = [1.5];
    private static int zero = Values.Length - 3;

    private interface IShape
    {
        int Area();
    }

    public static int Allocation() => new int[4].Length;

    public static int ClassInstance() => new Heap().Value;

    public static object Boxing() => zero;

    public static int BoxedArgument()
    {
        object box = zero;
        return box.GetHashCode();
    }

    public static int StringValue() => "text".Length;

    public static int Exceptions()
    {
        try
        {
            return Values[zero];
        }
        catch (IndexOutOfRangeException)
        {
            return -1;
        }
    }

    public static int Throwing() => zero > 0 ? 1 : throw new InvalidOperationException();

    public static int VirtualCall() => Heap.Shape!.Area();

    public static int FloatingPoint() => (int)(zero * 1.5f);

    public static int DoubleArray() => (int)Reals[0];

    public static int Long()
    {
        long sum = zero;
        sum += 5;
        return (int)sum;
    }

    public static int Recursion() => Even(Values[0]);

    public static int Checked() => checked(zero + Values[0]);

    public static int Delegates()
    {
        Func<int, int> twice = x => 2 * x;
        return twice(zero);
    }

    public static int ConsoleText()
    {
        Console.WriteLine(1);
        return 0;
    }

    public static int TooMuchData() => TooLarge[zero];

    public static int Matrix() => Heap.Matrix[1, 1];

    public static int UnknownType() => DateTime.UnixEpoch.Day;

    public static int VariableShift()
    {
        var vector = VectorUnit.Shift(VectorUnit.SplatHalfword(1), Values[zero]);
        VectorUnit.Compare(vector);
        return 0;
    }

    public static int ShiftOutOfRange()
    {
        VectorUnit.Compare(VectorUnit.Shift(VectorUnit.SplatHalfword(1), 16));
        return 0;
    }

    public static int NotEvaluable() => Outer.Time;

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static int Even(int n) => n == 0 ? 1 : Odd(n - 1);

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static int Odd(int n) => n == 0 ? 0 : Even(n - 1);

    private static class Outer
    {
        public static readonly int Time = Environment.TickCount;
    }

    private sealed class Heap
    {
        public static readonly IShape? Shape = null;
        public static readonly int[,] Matrix = new int[2, 2];

        public int Value => 3;
    }
}
