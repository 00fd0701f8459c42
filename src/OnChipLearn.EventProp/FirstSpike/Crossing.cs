using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace OnChipLearn.EventProp.FirstSpike;

/// <summary>First threshold crossings of eight neurons with membranes V = a z - b z^2, z = e^(-t/2) falling with time.</summary>
internal static class Crossing
{
    /// <summary>
    /// All bits of the lanes that cross V = 1 between two events at <paramref name="from"/> &gt; <paramref name="to"/> if they have not done so
    /// before. That takes no root: V at the second event is above 1, or the maximum lies between the two and is above 1.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> Between(Vector512<double> a, Vector512<double> b, double from, double to)
    {
        var half = b * to;
        var maximum = Vector512.LessThan(half + half, a) & Vector512.GreaterThan((b + b) * from, a)
            & Vector512.GreaterThan(Discriminant(a, b), Vector512<double>.Zero);
        return maximum | Vector512.GreaterThan((a - half) * to, Vector512<double>.One);
    }

    /// <summary>
    /// z = e^(-t/2), e = 1/z and the slope I - theta of each crossing, from the a and b that the lane had at the time; zero in lanes that have
    /// not <paramref name="fired"/>.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Solve(
        Vector512<double> a, Vector512<double> b, Vector512<double> fired, out Vector512<double> z, out Vector512<double> e, out Vector512<double> slope)
    {
        var root = Vector512.Sqrt(Discriminant(a, b));
        var sum = a + root;
        var twice = b + b;
        z = sum / twice & fired;
        e = twice / sum & fired;
        slope = z * root & fired;
    }

    private static Vector512<double> Discriminant(Vector512<double> a, Vector512<double> b) => (a * a) - (Vector512.Create(4.0) * b);
}
