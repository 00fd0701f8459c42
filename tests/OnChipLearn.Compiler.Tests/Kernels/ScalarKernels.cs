using System.Numerics;
using System.Runtime.CompilerServices;

namespace OnChipLearn.Compiler.Tests.Kernels;

/// <summary>One language feature per method; each runs on the host and as machine code and must leave equal results in <see cref="Out"/>.</summary>
internal static class ScalarKernels
{
    public static readonly int[] Out = new int[64];
    private static readonly int[] Samples = [0, 1, -1, 2, 7, -8, 100, -101, 32767, -32768, 65535, 0x12345678, int.MaxValue, int.MinValue, 31, -31];
    private static readonly sbyte[] SignedBytes = [0, 1, -1, 127, -128, 5, -6, 77];
    private static readonly byte[] Bytes = [0, 1, 255, 127, 128, 5, 250, 77];
    private static readonly short[] Halfwords = [0, 1, -1, 32767, -32768, 300, -301, 7];
    private static readonly ushort[] UnsignedHalfwords = [0, 1, 65535, 32767, 32768, 300, 60000, 7];
    private static int counter = 5;
    private static bool flag;

    private static ReadOnlySpan<short> Table => [3, -1, 4, -1, 5, -9, 2, 6];

    private static ReadOnlySpan<byte> ByteTable => [200, 100, 50];

    public static int Constant() => 42;

    public static int Sum()
    {
        var sum = 0;
        foreach (var sample in Samples)
        {
            sum += sample;
        }

        return sum;
    }

    public static int Arithmetic()
    {
        for (var i = 0; i < Samples.Length; i++)
        {
            var a = Samples[i];
            var b = Samples[(i * 5 + 3) & 15];
            Out[i] = unchecked((a + b) ^ ((a - b) * 3) ^ (a * b) ^ (a & b) ^ (a | ~b) ^ -a);
        }

        return 0;
    }

    public static int Shifts()
    {
        var hash = 17;
        for (var i = 0; i < Samples.Length; i++)
        {
            for (var j = 0; j < Samples.Length; j++)
            {
                var (a, n) = (Samples[i], Samples[j]);
                hash = unchecked(hash * 31 + ((a << n) ^ (a >> n) ^ (int)((uint)a >> n)));
                hash ^= (a << 5) + (a >> 3) + (int)((uint)a >> 7) + (a >> 31) + (a << 31);
            }

            Out[i] = hash;
        }

        return hash;
    }

    public static int Division()
    {
        for (var i = 0; i < Samples.Length; i++)
        {
            var a = Samples[i];
            var b = Samples[(i + 4) & 15];
            if (b != 0 && !(a == int.MinValue && b == -1))
            {
                Out[i] = unchecked((a / b) * 7 + (a % b));
            }

            if (b != 0)
            {
                Out[i + 16] = unchecked((int)((uint)a / (uint)b + ((uint)a % (uint)b)));
            }

            Out[i + 32] = (a / 7) ^ (a % 10) ^ (a / 8) ^ (a % 16) ^ (a / -3);
            Out[i + 48] = (int)(((uint)a / 10) ^ ((uint)a % 7) ^ ((uint)a / 16) ^ ((uint)a % 1000));
        }

        return 1;
    }

    public static int Comparisons()
    {
        var bits = 0;
        for (var i = 0; i < Samples.Length; i++)
        {
            for (var j = 0; j < Samples.Length; j++)
            {
                var (a, b) = (Samples[i], Samples[j]);
                bits = (bits << 1) | (bits >>> 31);
                bits ^= (a < b ? 1 : 0) + (a <= b ? 2 : 0) + (a > b ? 4 : 0) + (a >= b ? 8 : 0) + (a == b ? 16 : 0) + (a != b ? 32 : 0);
                bits ^= ((uint)a < (uint)b ? 64 : 0) + ((uint)a <= (uint)b ? 128 : 0) + ((uint)a > (uint)b ? 256 : 0) + ((uint)a >= (uint)b ? 512 : 0);
                var less = a < b;
                var same = a == b;
                var above = (uint)a > (uint)b;
                Out[j] ^= (less ? 1 : 0) | (same | above ? 2 : 0) | (less != same ? 4 : 0);
            }

            Out[i + 16] = bits;
        }

        return bits;
    }

    public static int CompareValues()
    {
        for (var i = 0; i < Samples.Length; i++)
        {
            var (a, b) = (Samples[i], Samples[(i + 1) & 15]);
            Out[i] = Word(a < b) | (Word(a <= b) << 1) | (Word(a > b) << 2) | (Word(a >= b) << 3) | (Word(a == b) << 4) | (Word(a != b) << 5)
                | (Word((uint)a < (uint)b) << 6) | (Word((uint)a >= (uint)b) << 7) | (Word(a < 0) << 8) | (Word(a >= 0) << 9) | (Word(a == 100) << 10) | (Word(a != 0) << 11);
        }

        return 0;
    }

    public static int NarrowTypes()
    {
        var hash = 1;
        for (var i = 0; i < 8; i++)
        {
            hash = unchecked(hash * 33 + SignedBytes[i]);
            hash = unchecked(hash * 33 + Bytes[i]);
            hash = unchecked(hash * 33 + Halfwords[i]);
            hash = unchecked(hash * 33 + UnsignedHalfwords[i]);
            SignedBytes[i] = (sbyte)hash;
            Bytes[i] = (byte)(hash >> 3);
            Halfwords[i] = (short)(hash >> 5);
            UnsignedHalfwords[i] = (ushort)(hash >> 7);
            Out[i] = SignedBytes[i] + Bytes[i] + Halfwords[i] + UnsignedHalfwords[i];
            byte wrapped = (byte)(Bytes[i] + 200);
            sbyte negative = (sbyte)(SignedBytes[i] - 100);
            Out[i + 8] = wrapped * 1000 + negative;
        }

        return hash;
    }

    public static int Spans()
    {
        Span<int> window = Samples.AsSpan(2, 8);
        var sum = 0;
        for (var i = 0; i < window.Length; i++)
        {
            sum += window[i] * (i + 1);
        }

        ReadOnlySpan<short> table = Table;
        foreach (var entry in table.Slice(1))
        {
            sum = sum * 3 + entry;
        }

        foreach (var entry in ByteTable)
        {
            sum = sum * 3 + entry;
        }

        Out[0] = Total(window.Slice(3, 2));
        return sum;
    }

    public static int Structs()
    {
        var a = new Pair(3, -4);
        var b = new Pair(Samples[6], Samples[7]);
        var c = Pair.Add(a, b);
        c = new Pair(c.Second, c.First);
        Out[0] = c.First;
        Out[1] = c.Second;
        Out[2] = c.Sum;
        Out[3] = default(Pair).Sum;
        return Pick(c, flag) + Nested(new Outer(c, 9));
    }

    public static int Locals()
    {
        var (low, high) = (int.MaxValue, int.MinValue);
        foreach (var sample in Samples)
        {
            Track(sample, ref low, ref high);
        }

        Out[0] = low;
        Out[1] = high;
        Swap(ref Out[0], ref Out[1]);
        Divide(100, 7, out var quotient, out var rest);
        return quotient * 100 + rest;
    }

    public static int Statics()
    {
        counter = 5;
        for (var i = 0; i < 10; i++)
        {
            counter += i;
            Bump();
        }

        flag = counter > 3;
        Out[0] = flag ? 1 : 0;
        flag = false;
        return counter;
    }

    public static int SwitchStatement()
    {
        var sum = 0;
        for (var i = -2; i < 12; i++)
        {
            switch (i)
            {
                case 0:
                    sum += 1;
                    break;
                case 1:
                case 2:
                    sum += 10;
                    break;
                case 3:
                    sum += 100;
                    goto case 5;
                case 5:
                    sum += 1000;
                    break;
                case 8:
                    continue;
                default:
                    sum += 7;
                    break;
            }

            sum += Classify((Kind)(i & 3));
        }

        return sum;
    }

    public static int Loops()
    {
        var sum = 0;
        var i = 0;
        do
        {
            sum += i;
            if (sum > 100)
            {
                break;
            }
        }
        while (++i < 40);

        for (var y = 0; y < 8; y++)
        {
            for (var x = y; x < 8; x += 2)
            {
                Out[y * 8 + x] = x * y + sum;
            }
        }

        while (i > 0)
        {
            i -= 3;
            sum ^= i;
        }

        return sum;
    }

    public static int BitOperationsAndMath()
    {
        for (var i = 0; i < Samples.Length; i++)
        {
            var a = Samples[i];
            var b = Samples[15 - i];
            Out[i] = (int)BitOperations.RotateLeft((uint)a, 7) ^ (int)BitOperations.RotateLeft((uint)a, b) ^ (int)BitOperations.RotateRight((uint)a, b);
            Out[i + 16] = BitOperations.LeadingZeroCount((uint)a);
            Out[i + 32] = Math.Min(a, b) ^ (int)Math.Max((uint)a, (uint)b) ^ Math.Clamp(a, -50, 60);
            Out[i + 48] = a == int.MinValue ? 0 : Math.Abs(a);
        }

        return 0;
    }

    public static int ManyLocals()
    {
        int a = Samples[0], b = Samples[1], c = Samples[2], d = Samples[3], e = Samples[4], f = Samples[5], g = Samples[6], h = Samples[7];
        int i = Samples[8], j = Samples[9], k = Samples[10], l = Samples[11], m = Samples[12], n = Samples[13], o = Samples[14], p = Samples[15];
        int q = a ^ p, r = b ^ o, s = c ^ n, t = d ^ m, u = e ^ l, v = f ^ k, w = g ^ j, x = h ^ i;
        int a2 = a + q, b2 = b + r, c2 = c + s, d2 = d + t, e2 = e + u, f2 = f + v, g2 = g + w, h2 = h + x;
        for (var step = 0; step < 5; step++)
        {
            unchecked
            {
                (a, b, c, d, e, f, g, h) = (b + a2, c + b2, d + c2, e + d2, f + e2, g + f2, h + g2, a + h2);
                (i, j, k, l, m, n, o, p) = (j ^ a, k ^ b, l ^ c, m ^ d, n ^ e, o ^ f, p ^ g, i ^ h);
                (q, r, s, t, u, v, w, x) = (r + i, s + j, t + k, u + l, v + m, w + n, x + o, q + p);
                (a2, b2, c2, d2, e2, f2, g2, h2) = (b2 ^ q, c2 ^ r, d2 ^ s, e2 ^ t, f2 ^ u, g2 ^ v, h2 ^ w, a2 ^ x);
            }
        }

        Out[0] = a; Out[1] = b; Out[2] = c; Out[3] = d; Out[4] = e; Out[5] = f; Out[6] = g; Out[7] = h;
        Out[8] = i; Out[9] = j; Out[10] = k; Out[11] = l; Out[12] = m; Out[13] = n; Out[14] = o; Out[15] = p;
        Out[16] = q; Out[17] = r; Out[18] = s; Out[19] = t; Out[20] = u; Out[21] = v; Out[22] = w; Out[23] = x;
        Out[24] = a2; Out[25] = b2; Out[26] = c2; Out[27] = d2; Out[28] = e2; Out[29] = f2; Out[30] = g2; Out[31] = h2;
        return a ^ x;
    }

    public static int Calls()
    {
        var sum = 0;
        for (var i = 0; i < 6; i++)
        {
            sum = Mix(sum, i, sum ^ i) + Mix(i, sum, 3);
            Out[i] = sum;
        }

        return Generic(4, 5) + Generic<byte>(7, 8) + LocalFunction(sum);

        static int LocalFunction(int x) => x * 2 + 1;
    }

    public static int StaticInterfaceMembers() => (Twice<Scale>(7) * 100) + Twice<Shift<byte>>(7);

    private static int Twice<T>(int x)
        where T : struct, IMap => T.Apply(T.Apply(x)) + T.Apply((byte)1);

    private interface IMap
    {
        static abstract int Apply(int x);

        static abstract int Apply(byte x);
    }

    private readonly struct Scale : IMap
    {
        public static int Apply(byte x) => x + 1000;

        public static int Apply(int x) => x * 3;
    }

    private readonly struct Shift<T> : IMap
    {
        public static int Apply(byte x) => Generic(default(T), default);

        public static int Apply(int x) => x + 5;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static int Mix(int a, int b, int c) => unchecked(Helper(a) * 5 + Helper(b) * 3 - c);

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static int Helper(int a) => (a << 3) ^ (a >> 2);

    private static int Generic<T>(T a, T b) => Unused(a) + Unused(b);

    private static int Unused<T>(T value) => 3;

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Bump() => counter++;

    private static int Word(bool condition) => condition ? 1 : 0;

    private static int Total(ReadOnlySpan<int> values)
    {
        var sum = 0;
        foreach (var value in values)
        {
            sum += value;
        }

        return sum;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Track(int value, ref int low, ref int high)
    {
        low = Math.Min(low, value);
        high = Math.Max(high, value);
    }

    private static void Swap(ref int a, ref int b) => (a, b) = (b, a);

    private static void Divide(int a, int b, out int quotient, out int rest)
    {
        quotient = a / b;
        rest = a % b;
    }

    private static int Pick(Pair pair, bool second) => second ? pair.Second : pair.First;

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static int Nested(Outer outer) => outer.Inner.Sum * outer.Factor;

    private static int Classify(Kind kind) => kind switch
    {
        Kind.None => 0,
        Kind.Some => 20000,
        _ => 40000,
    };

    private enum Kind : byte
    {
        None,
        Some,
        Many,
    }

    private readonly struct Pair(int first, int second)
    {
        public int First { get; } = first;

        public int Second { get; } = second;

        public int Sum => First + Second;

        public static Pair Add(Pair a, Pair b) => new(a.First + b.First, a.Second + b.Second);
    }

    private readonly record struct Outer(Pair Inner, short Factor);
}
