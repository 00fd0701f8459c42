using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace OnChipLearn.EventProp.FirstSpike;

/// <summary>
/// First threshold crossings of eight neurons. Lanes that have crossed keep their result: z = e^(-t/2) and the slope I - theta; both are
/// zero in lanes that have not.
/// </summary>
internal struct Crossing
{
    /// <summary>Nobody has crossed yet.</summary>
    public static Crossing None => default;

    /// <summary>e^(-t/2) of the crossing, or 0.</summary>
    public Vector512<double> Z { get; private set; }

    /// <summary>I - theta at the crossing, or 0.</summary>
    public Vector512<double> Slope { get; private set; }

    /// <summary>
    /// Looks for V = a z - b z^2 = 1 with the membrane rising, between two events at <paramref name="from"/> &gt; <paramref name="to"/>;
    /// returns the lanes that have crossed up to now.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ulong Look(Vector512<double> a, Vector512<double> b, double from, double to)
    {
        var discriminant = (a * a) - (Vector512.Create(4.0) * b);
        var zero = Vector512<double>.Zero;
        var exists = Vector512.GreaterThan(discriminant, zero) & Vector512.GreaterThan(b, zero) & Vector512.GreaterThan(a, zero);
        var root = Vector512.Sqrt(Vector512.ConditionalSelect(exists, discriminant, Vector512<double>.One));
        var z = (a + root) / Vector512.ConditionalSelect(exists, b + b, Vector512<double>.One);
        var here = exists & Vector512.LessThan(z, Vector512.Create(from)) & Vector512.GreaterThan(z, Vector512.Create(to));
        here = Vector512.AndNot(here, Vector512.GreaterThan(Z, zero));
        Z = Vector512.ConditionalSelect(here, z, Z);
        Slope = Vector512.ConditionalSelect(here, z * root, Slope);
        return Vector512.GreaterThan(Z, zero).ExtractMostSignificantBits();
    }
}
