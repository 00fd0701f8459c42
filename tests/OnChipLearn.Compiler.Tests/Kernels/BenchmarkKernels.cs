namespace OnChipLearn.Compiler.Tests.Kernels;

/// <summary>The scalar kernels of the code quality table, with the loops and data types of fixtures/compiler/kernels.c.</summary>
internal static class BenchmarkKernels
{
    private static readonly uint[] CrcTable = new uint[256];
    private static readonly byte[] Message = new byte[512];
    private static readonly uint[] ShaWords = new uint[64];
    private static readonly uint[] ShaState = new uint[8];
    private static readonly short[] FirInput = new short[160];
    private static readonly short[] FirTaps = new short[16];
    private static readonly short[] FirOutput = new short[144];
    private static readonly int[] A = new int[144];
    private static readonly int[] B = new int[144];
    private static readonly int[] C = new int[144];
    private static readonly int[] Heap = new int[128];
    private static readonly int[] ListNext = new int[256];
    private static readonly int[] ListValue = new int[256];
    private static readonly int[] CopyFrom = new int[512];
    private static readonly int[] CopyTo = new int[512];
    private static uint seed;

    private static ReadOnlySpan<uint> ShaConstants =>
    [
        0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5, 0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174,
        0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da, 0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
        0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85, 0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
        0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3, 0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2,
    ];

    public static int Crc32()
    {
        seed = 1;
        for (var i = 0; i < 512; i++)
        {
            Message[i] = (byte)Next();
        }

        for (var i = 0; i < 256; i++)
        {
            var c = (uint)i;
            for (var k = 0; k < 8; k++)
            {
                c = (c & 1) != 0 ? (c >> 1) ^ 0xEDB88320u : c >> 1;
            }

            CrcTable[i] = c;
        }

        var crc = 0xffffffffu;
        for (var i = 0; i < 512; i++)
        {
            crc = CrcTable[(int)((crc ^ Message[i]) & 255)] ^ (crc >> 8);
        }

        return (int)~crc;
    }

    public static int Sha256()
    {
        seed = 2;
        for (var i = 0; i < 8; i++)
        {
            ShaState[i] = Next();
        }

        for (var block = 0; block < 4; block++)
        {
            for (var i = 0; i < 16; i++)
            {
                ShaWords[i] = Next() * 257u;
            }

            for (var i = 16; i < 64; i++)
            {
                var s0 = Rotate(ShaWords[i - 15], 7) ^ Rotate(ShaWords[i - 15], 18) ^ (ShaWords[i - 15] >> 3);
                var s1 = Rotate(ShaWords[i - 2], 17) ^ Rotate(ShaWords[i - 2], 19) ^ (ShaWords[i - 2] >> 10);
                ShaWords[i] = ShaWords[i - 16] + s0 + ShaWords[i - 7] + s1;
            }

            uint a = ShaState[0], b = ShaState[1], c = ShaState[2], d = ShaState[3], e = ShaState[4], f = ShaState[5], g = ShaState[6], h = ShaState[7];
            for (var i = 0; i < 64; i++)
            {
                var t1 = h + (Rotate(e, 6) ^ Rotate(e, 11) ^ Rotate(e, 25)) + ((e & f) ^ (~e & g)) + ShaConstants[i] + ShaWords[i];
                var t2 = (Rotate(a, 2) ^ Rotate(a, 13) ^ Rotate(a, 22)) + ((a & b) ^ (a & c) ^ (b & c));
                h = g;
                g = f;
                f = e;
                e = d + t1;
                d = c;
                c = b;
                b = a;
                a = t1 + t2;
            }

            ShaState[0] += a;
            ShaState[1] += b;
            ShaState[2] += c;
            ShaState[3] += d;
            ShaState[4] += e;
            ShaState[5] += f;
            ShaState[6] += g;
            ShaState[7] += h;
        }

        uint sum = 0;
        for (var i = 0; i < 8; i++)
        {
            sum = sum * 31 + ShaState[i];
        }

        return (int)sum;
    }

    public static int Fir()
    {
        seed = 3;
        for (var i = 0; i < 160; i++)
        {
            FirInput[i] = (short)Next();
        }

        for (var i = 0; i < 16; i++)
        {
            FirTaps[i] = (short)((int)(Next() & 0x1fff) - 4096);
        }

        for (var i = 0; i < 144; i++)
        {
            var sum = 0;
            for (var k = 0; k < 16; k++)
            {
                sum += FirInput[i + k] * FirTaps[k];
            }

            FirOutput[i] = (short)(sum >> 15);
        }

        var hash = 0;
        for (var i = 0; i < 144; i++)
        {
            hash = hash * 31 + FirOutput[i];
        }

        return hash;
    }

    public static int Matrix()
    {
        seed = 4;
        for (var i = 0; i < 144; i++)
        {
            A[i] = (int)(Next() & 0xfff);
            B[i] = (int)(Next() & 0xfff);
        }

        for (var i = 0; i < 12; i++)
        {
            for (var j = 0; j < 12; j++)
            {
                var sum = 0;
                for (var k = 0; k < 12; k++)
                {
                    sum += A[i * 12 + k] * B[k * 12 + j];
                }

                C[i * 12 + j] = sum;
            }
        }

        var hash = 0;
        for (var i = 0; i < 144; i++)
        {
            hash = hash * 31 + C[i];
        }

        return hash;
    }

    public static int HeapSort()
    {
        seed = 5;
        for (var i = 0; i < 128; i++)
        {
            Heap[i] = (int)(Next() << 8) >> 4;
        }

        for (var i = 63; i >= 0; i--)
        {
            Sift(i, 128);
        }

        for (var end = 127; end > 0; end--)
        {
            var top = Heap[0];
            Heap[0] = Heap[end];
            Heap[end] = top;
            Sift(0, end);
        }

        var hash = 0;
        for (var i = 0; i < 128; i++)
        {
            hash = hash * 31 + Heap[i];
        }

        return hash;
    }

    public static int Exponential()
    {
        var hash = 0;
        for (var i = 0; i < 200; i++)
        {
            var x = i * 321;
            var whole = (x * 23) >> 20;
            var rest = x - whole * 45426;
            var term = 65536;
            var sum = 65536;
            for (var k = 1; k < 6; k++)
            {
                term = ((term >> 4) * (rest >> 4)) >> 8;
                term = term / k;
                sum += term;
            }

            hash = hash * 31 + (sum << (whole & 7));
        }

        return hash;
    }

    public static int ListScan()
    {
        seed = 6;
        for (var i = 0; i < 256; i++)
        {
            ListNext[i] = (i + 37) & 255;
            ListValue[i] = (int)Next();
        }

        var sum = 0;
        var largest = 0;
        for (var round = 0; round < 4; round++)
        {
            var at = round;
            for (var i = 0; i < 255; i++)
            {
                var value = ListValue[at];
                sum += value;
                if (value > largest)
                {
                    largest = value;
                }

                at = ListNext[at];
            }
        }

        return sum ^ largest;
    }

    public static int Copy()
    {
        seed = 7;
        for (var i = 0; i < 512; i++)
        {
            CopyFrom[i] = (int)Next();
        }

        for (var round = 0; round < 4; round++)
        {
            for (var i = 0; i < 512; i++)
            {
                CopyTo[i] = CopyFrom[i];
            }
        }

        var hash = 0;
        for (var i = 0; i < 512; i++)
        {
            hash = hash * 31 + CopyTo[i];
        }

        return hash;
    }

    private static uint Next()
    {
        seed = seed * 1664525u + 1013904223u;
        return seed >> 8;
    }

    private static uint Rotate(uint x, int n) => (x >> n) | (x << (32 - n));

    private static void Sift(int root, int end)
    {
        var value = Heap[root];
        var child = 2 * root + 1;
        while (child < end)
        {
            if (child + 1 < end && Heap[child] < Heap[child + 1])
            {
                child++;
            }

            if (Heap[child] <= value)
            {
                break;
            }

            Heap[root] = Heap[child];
            root = child;
            child = 2 * root + 1;
        }

        Heap[root] = value;
    }
}
