using System.Runtime.CompilerServices;
using OnChipLearn.EventProp.Elementary;

namespace OnChipLearn.EventProp.FirstSpike;

/// <summary>First threshold crossings of one vector of neurons with membranes V = a z - b z^2, z = e^(-t/2) falling with time.</summary>
internal static class Crossing
{
    /// <summary>
    /// All bits of the lanes that cross V = 1 between two events at <paramref name="from"/> &gt; <paramref name="to"/> if they have not done so
    /// before. That takes no root: V at the second event is above 1, or the maximum lies between the two and is above 1.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Between<T>(T a, T b, double from, double to)
        where T : struct, IDoubles<T>
    {
        var half = b * to;
        var maximum = T.Less(half + half, a) & T.Less(a, (b + b) * from) & T.Less(T.All(4) * b, a * a);
        return maximum | T.Less(T.All(1), (a - half) * to);
    }

    /// <summary>
    /// z = e^(-t/2), e = 1/z and the slope I - theta of each crossing, from the a and b that the lane had at the time; zero in lanes that have
    /// not <paramref name="fired"/>.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Solve<T>(T a, T b, T fired, out T z, out T e, out T slope)
        where T : struct, IDoubles<T>
    {
        var root = T.SquareRoot((a * a) - (T.All(4) * b));
        var sum = a + root;
        var twice = b + b;
        z = sum / twice & fired;
        e = twice / sum & fired;
        slope = z * root & fired;
    }
}
