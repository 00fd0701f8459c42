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

    public static int BoxedInterface()
    {
        IShape shape = new Square(zero);
        return shape.Area();
    }

    public static int InterfaceCall() => Measure(Heap.Shape!);

    public static int UnresolvedGeneric() => Default<Heap>() is null ? 1 : 0;

    public static int StaticVector()
    {
        VectorUnit.Compare(Constants.Ones);
        return 0;
    }

    public static int OccupiedAddress() => (int)Fixed.Low[zero];

    public static int TooManyParameters() => Many(
        zero, zero, zero, zero, zero, zero, zero, zero, zero, zero, zero, zero, zero, zero, zero, zero,
        zero, zero, zero, zero, zero, zero, zero, zero, zero, zero, zero, zero, zero, zero, zero, zero);

    public static int DecimalNumber() => (int)(zero * 1.5m);

    public static int Interpolation() => $"{zero}".Length;

    public static int Query() => Values.Sum();

    public static int Text()
    {
        Mailbox.Write("ready");
        return 0;
    }

    public static int ConstrainedCall() => Measured(new Square(zero));

    private static int Measure(IShape shape) => shape.Area();

    private static int Measured<T>(T shape)
        where T : struct, IShape => shape.Area();

    private static T? Default<T>() => default;

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static int Many(
        int a, int b, int c, int d, int e, int f, int g, int h, int i, int j, int k, int l, int m, int n, int o, int p,
        int q, int r, int s, int t, int u, int v, int w, int x, int y, int z, int aa, int ab, int ac, int ad, int ae, int af) =>
        a + b + c + d + e + f + g + h + i + j + k + l + m + n + o + p + q + r + s + t + u + v + w + x + y + z + aa + ab + ac + ad + ae + af;

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static int Even(int n) => n == 0 ? 1 : Odd(n - 1);

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static int Odd(int n) => n == 0 ? 0 : Even(n - 1);

    private readonly struct Square(int side) : IShape
    {
        public int Area() => side * side;
    }

    private static class Constants
    {
        public static readonly VectorB Ones = VectorUnit.SplatByte(1);
    }

    private static class Fixed
    {
        [SramAddress(0)]
        public static readonly uint[] Low = new uint[4];
    }

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
