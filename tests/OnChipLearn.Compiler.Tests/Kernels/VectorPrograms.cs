using System.Runtime.CompilerServices;
using OnChipLearn.Device;

namespace OnChipLearn.Compiler.Tests.Kernels;

/// <summary>Vectors in the language: locals, loops, calls, fields, arrays, structures, more of them than there are registers.</summary>
internal static class VectorPrograms
{
    [VectorAligned]
    public static readonly short[] OutH = new short[8 * VectorH.Length];

    [VectorAligned]
    private static readonly short[] Values = Ramp();

    [VectorAligned]
    private static readonly uint[] Words = WordRamp();

    private static readonly VectorH[] Rows = new VectorH[4];
    private static VectorB kept;

    public static void LoopCarried()
    {
        var sum = VectorUnit.SplatHalfword(5);
        var step = Sram.Load(Values, 0);
        for (var i = 0; i < 7; i++)
        {
            sum = VectorUnit.AddSaturating(sum, step);
            step = VectorUnit.Shift(step, 1);
        }

        Sram.Store(OutH, 0, sum);
        Sram.Store(OutH, 64, step);
    }

    public static void WordsAsVectors()
    {
        Sram.Store(Words, 32, VectorUnit.AddModulo(Sram.Load(Words, 0), Sram.Load(Values, 0)));
        Processor.Synchronize();
        for (var i = 0; i < 32; i++)
        {
            OutH[2 * i] = (short)(Words[32 + i] >> 16);
            OutH[2 * i + 1] = (short)Words[32 + i];
        }
    }

    public static void ArraysOfVectors()
    {
        for (var i = 0; i < Rows.Length; i++)
        {
            Rows[i] = VectorUnit.AddModulo(Sram.Load(Values, 0), VectorUnit.SplatHalfword(i * 3));
        }

        for (var i = 0; i < Rows.Length; i++)
        {
            Sram.Store(OutH, i * 64, VectorUnit.MultiplyModulo(Rows[i], Rows[(i + 1) & 3]));
        }
    }

    public static void Fields()
    {
        kept = Sram.Load(Values, 0).AsBytes();
        Touch();
        Sram.Store(OutH, 0, kept.AsHalfwords());
    }

    public static void CallsAndStructures()
    {
        var both = Combine(new Two(Sram.Load(Values, 0), Sram.Load(Values, 64), 9), 4);
        Sram.Store(OutH, 0, both.First);
        Sram.Store(OutH, 64, both.Second);
        Sram.Store(OutH, 128, VectorUnit.SplatHalfword(both.Count));
    }

    public static void Masked()
    {
        var x = Sram.Load(Values, 0);
        VectorUnit.Compare(VectorUnit.SubtractSaturating(x, VectorUnit.SplatHalfword(40)));
        var clamped = VectorUnit.Select(x, VectorUnit.SplatHalfword(40), Condition.Greater);
        var kept = VectorUnit.AddModulo(x, clamped, clamped, Condition.Less);
        kept = VectorUnit.SubtractModulo(kept, kept, x, Condition.Greater);
        Sram.Store(OutH, 0, clamped);
        Sram.Store(OutH, 64, kept);
        Sram.Store(OutH, 128, x);
    }

    public static void ScalarsOfVectors()
    {
        Sram.Store(OutH, 0, VectorUnit.MultiplyModulo(Sram.Load(Values, 0), Sram.Load(Values, 64)));
        Processor.Synchronize();
        var sum = 0;
        for (var i = 0; i < 64; i++)
        {
            sum += OutH[i];
        }

        OutH[70] = (short)sum;
        OutH[71] = (short)(sum >> 16);
    }

    public static void MoreThanThereAreRegisters()
    {
        var a = Sram.Load(Values, 0);
        var b = Sram.Load(Values, 64);
        VectorH r0 = Next(a, 0), r1 = Next(a, 1), r2 = Next(a, 2), r3 = Next(a, 3), r4 = Next(a, 4), r5 = Next(a, 5), r6 = Next(a, 6), r7 = Next(a, 7);
        VectorH s0 = Next(b, 10), s1 = Next(b, 11), s2 = Next(b, 12), s3 = Next(b, 13), s4 = Next(b, 14), s5 = Next(b, 15), s6 = Next(b, 16), s7 = Next(b, 17);
        VectorH t0 = Next(a, 20), t1 = Next(a, 21), t2 = Next(a, 22), t3 = Next(a, 23), t4 = Next(a, 24), t5 = Next(a, 25), t6 = Next(a, 26), t7 = Next(a, 27);
        VectorH u0 = Next(b, 30), u1 = Next(b, 31), u2 = Next(b, 32), u3 = Next(b, 33), u4 = Next(b, 34), u5 = Next(b, 35), u6 = Next(b, 36), u7 = Next(b, 37);
        for (var i = 0; i < 3; i++)
        {
            r0 = VectorUnit.AddModulo(r0, u7); r1 = VectorUnit.AddModulo(r1, u6); r2 = VectorUnit.AddModulo(r2, u5); r3 = VectorUnit.AddModulo(r3, u4);
            r4 = VectorUnit.AddModulo(r4, u3); r5 = VectorUnit.AddModulo(r5, u2); r6 = VectorUnit.AddModulo(r6, u1); r7 = VectorUnit.AddModulo(r7, u0);
            s0 = VectorUnit.SubtractModulo(s0, t7); s1 = VectorUnit.SubtractModulo(s1, t6); s2 = VectorUnit.SubtractModulo(s2, t5); s3 = VectorUnit.SubtractModulo(s3, t4);
            s4 = VectorUnit.SubtractModulo(s4, t3); s5 = VectorUnit.SubtractModulo(s5, t2); s6 = VectorUnit.SubtractModulo(s6, t1); s7 = VectorUnit.SubtractModulo(s7, t0);
            t0 = VectorUnit.AddModulo(t0, r0); t1 = VectorUnit.AddModulo(t1, r1); t2 = VectorUnit.AddModulo(t2, r2); t3 = VectorUnit.AddModulo(t3, r3);
            u0 = VectorUnit.AddModulo(u0, s0); u1 = VectorUnit.AddModulo(u1, s1); u2 = VectorUnit.AddModulo(u2, s2); u3 = VectorUnit.AddModulo(u3, s3);
        }

        Sram.Store(OutH, 0, Sum(Sum(r0, r1, r2, r3), Sum(r4, r5, r6, r7), a, b));
        Sram.Store(OutH, 64, Sum(Sum(s0, s1, s2, s3), Sum(s4, s5, s6, s7), a, b));
        Sram.Store(OutH, 128, Sum(Sum(t0, t1, t2, t3), Sum(t4, t5, t6, t7), a, b));
        Sram.Store(OutH, 192, Sum(Sum(u0, u1, u2, u3), Sum(u4, u5, u6, u7), a, b));
    }

    private static VectorH Next(VectorH a, int count) => VectorUnit.AddModulo(a, VectorUnit.SplatHalfword(count * 77));

    private static VectorH Sum(VectorH a, VectorH b, VectorH c, VectorH d) =>
        VectorUnit.AddModulo(VectorUnit.MultiplyModulo(a, b), VectorUnit.SubtractModulo(c, d));

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Touch() => kept = VectorUnit.Shift(kept, -1);

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static Two Combine(Two two, int count) =>
        new(VectorUnit.AddModulo(two.First, two.Second), VectorUnit.SubtractModulo(two.First, two.Second), (short)(two.Count + count));

    private static uint[] WordRamp()
    {
        var values = new uint[64];
        for (var i = 0; i < 32; i++)
        {
            values[i] = (uint)i * 0x01234567;
        }

        return values;
    }

    private static short[] Ramp()
    {
        var values = new short[2 * VectorH.Length];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = (short)(i * 37 - 1000);
        }

        return values;
    }

    private readonly record struct Two(VectorH First, VectorH Second, short Count);
}
