using System.Reflection;
using CsCheck;
using OnChipLearn.Device.Host;

namespace OnChipLearn.Device.Tests;

/// <summary>Every arithmetic member against the one-lane reference: halfwords and bytes, unconditional and under each condition.</summary>
public sealed class VectorInstructionTests
{
    private static readonly short[] Extremes = [short.MinValue, short.MaxValue, 0, -1, 1, unchecked((short)0x8080), 0x7F7F, 0x7F80, 0x00FF];

    private static readonly Gen<short[]> Halfwords =
        Gen.Frequency((3, Gen.Short), (1, Gen.OneOfConst(Extremes))).Array[VectorH.Length];

    public static TheoryData<string> Members()
    {
        TheoryData<string> members = [];
        foreach (string name in typeof(VectorUnit).GetMethods().Concat(typeof(Accumulator).GetMethods())
            .Where(m => m.IsStatic && m.GetParameters()[0].ParameterType == typeof(VectorH) && m.GetParameters().Length <= 2)
            .Select(m => m.Name).Where(n => n is not ("Compare" or "Shift")).Distinct())
        {
            members.Add(name);
        }

        return members;
    }

    [Theory]
    [MemberData(nameof(Members))]
    public void HalfwordMemberEqualsReference(string operation) => Check(operation, 16);

    [Theory]
    [MemberData(nameof(Members))]
    public void ByteMemberEqualsReference(string operation) => Check(operation, 8);

    [Fact]
    public void AllFamiliesAreCovered() => Assert.Equal(19, Members().Count);

    private static void Check(string operation, int n)
    {
        Gen.Select(Halfwords, Halfwords, Halfwords, Halfwords, Gen.Int[0, 3]).Sample(
            (a, b, c, compared, condition) => CheckOnce(operation, n, a, b, c, compared, (Condition)condition),
            iter: TestCounts.Reduced(200, 5000));
    }

    private static void CheckOnce(string operation, int n, short[] a, short[] b, short[] c, short[] compared, Condition condition)
    {
        VectorRegisters registers = new();
        using DeviceContext.Scope scope = DeviceContext.Enter(new NoDevice(), registers);
        long[] x = Elements(a, n), y = Elements(b, n), k = Elements(c, n), v = Elements(compared, n);
        long[] acc = new long[x.Length];

        // an accumulator with full-width content
        Invoke("SetProductFractional", n, Condition.Always, null, a, c);
        Invoke("AddProductModulo", n, Condition.Always, null, b, b);
        for (int i = 0; i < x.Length; i++)
        {
            LaneReference.Apply("SetProductFractional", n, x[i], k[i], ref acc[i]);
            LaneReference.Apply("AddProductModulo", n, y[i], y[i], ref acc[i]);
        }

        if (n == 16)
        {
            VectorUnit.Compare(Sram.Load(compared, 0));
        }
        else
        {
            VectorUnit.Compare(Sram.Load(compared, 0).AsBytes());
        }

        short[]? result = Invoke(operation, n, condition, c, a, b);
        long[]? actual = result is null ? null : Elements(result, n);
        for (int i = 0; i < x.Length; i++)
        {
            bool enabled = condition switch
            {
                Condition.Greater => v[i] > 0,
                Condition.Less => v[i] < 0,
                Condition.Equal => v[i] == 0,
                _ => true,
            };
            long lane = acc[i];
            long? expected = LaneReference.Apply(operation, n, x[i], y[i], ref lane);
            if (enabled)
            {
                acc[i] = lane;
            }

            if (actual is not null)
            {
                Assert.Equal(enabled ? expected!.Value : k[i], actual[i]);
            }
        }

        for (int e = 0; e < VectorH.Length; e++)
        {
            int lane = n == 16 ? (int)acc[e] : (int)((acc[2 * e] << 16) | (acc[(2 * e) + 1] & 0xFFFF));
            Assert.Equal(lane, registers.AccumulatorLane(e));
        }
    }

    private static long[] Elements(short[] halfwords, int n) => n == 16
        ? [.. halfwords.Select(h => (long)h)]
        : [.. halfwords.SelectMany(h => new[] { (long)(sbyte)(h >> 8), (sbyte)h })];

    private static short[]? Invoke(string operation, int n, Condition condition, short[]? keep, short[] a, short[] b)
    {
        Type element = n == 16 ? typeof(VectorH) : typeof(VectorB);
        MethodInfo method = typeof(VectorUnit).GetMethods().Concat(typeof(Accumulator).GetMethods())
            .Where(m => m.Name == operation && m.GetParameters()[0].ParameterType == element)
            .OrderBy(m => m.GetParameters().Length)
            .ElementAt(condition == Condition.Always ? 0 : 1);
        bool binary = method.GetParameters().Count(p => p.ParameterType == element && p.Name is "a" or "b") == 2;
        List<object> arguments = [];
        if (condition != Condition.Always && method.ReturnType != typeof(void))
        {
            arguments.Add(Vector(keep!, n));
        }

        arguments.Add(Vector(a, n));
        if (binary)
        {
            arguments.Add(Vector(b, n));
        }

        if (condition != Condition.Always)
        {
            arguments.Add(condition);
        }

        return method.Invoke(null, [.. arguments]) switch
        {
            VectorH h => Lanes(h),
            VectorB v => Lanes(v.AsHalfwords()),
            _ => null,
        };
    }

    private static object Vector(short[] lanes, int n) => n == 16 ? Sram.Load(lanes, 0) : Sram.Load(lanes, 0).AsBytes();

    private static short[] Lanes(VectorH vector)
    {
        short[] lanes = new short[VectorH.Length];
        Sram.Store(lanes, 0, vector);
        return lanes;
    }
}
