using CsCheck;

namespace OnChipLearn.Device.Tests;

/// <summary>Shift, splat, pack, unpack and memory order against the definitions of ppu-reference 3.7 to 3.9, byte by byte.</summary>
public sealed class PermuteTests
{
    private static readonly Gen<byte[]> Bytes = Gen.Byte.Array[VectorB.Length];

    [Fact]
    public void BytesAndHalfwordsShareOneOrder()
    {
        byte[] memory = [.. Enumerable.Range(0, VectorB.Length).Select(k => (byte)k)];
        short[] halfwords = new short[VectorH.Length];
        Sram.Store(halfwords, 0, Sram.Load(memory, 0).AsHalfwords());
        Assert.Equal([.. Enumerable.Range(0, VectorH.Length).Select(e => (short)((2 * e << 8) | ((2 * e) + 1)))], halfwords);
        byte[] back = new byte[VectorB.Length];
        Sram.Store(back, 0, Sram.Load(memory, 0));
        Assert.Equal(memory, back);
    }

    [Fact]
    public void ShiftsAreLogicalAndZeroBeyondTheWidth() => Bytes.Sample(
        memory =>
        {
            VectorB bytes = Sram.Load(memory, 0);
            for (int count = -16; count <= 15; count++)
            {
                byte[] shiftedBytes = Store(VectorUnit.Shift(bytes, count));
                byte[] shiftedHalfwords = Store(VectorUnit.Shift(bytes.AsHalfwords(), count).AsBytes());
                for (int k = 0; k < memory.Length; k++)
                {
                    Assert.Equal((byte)(count >= 0 ? memory[k] << count : memory[k] >> -count), shiftedBytes[k]);
                }

                for (int e = 0; e < VectorH.Length; e++)
                {
                    int h = (memory[2 * e] << 8) | memory[(2 * e) + 1];
                    int expected = count >= 0 ? (h << count) & 0xFFFF : h >> -count;
                    Assert.Equal(expected, (shiftedHalfwords[2 * e] << 8) | shiftedHalfwords[(2 * e) + 1]);
                }
            }
        },
        iter: TestCounts.Reduced(20, 500));

    [Fact]
    public void PackAndUnpackFollowTheDefinition() => Gen.Select(Bytes, Bytes, Gen.Int[0, 3]).Sample(
        (first, second, c) =>
        {
            VectorB a = Sram.Load(first, 0), b = Sram.Load(second, 0);
            byte[] upper = Store(VectorUnit.PackUpper(a.AsHalfwords(), b.AsHalfwords(), c));
            byte[] lower = Store(VectorUnit.PackLower(a.AsHalfwords(), b.AsHalfwords(), c));
            byte[] left = Store(VectorUnit.UnpackLeft(a, b, c).AsBytes());
            byte[] right = Store(VectorUnit.UnpackRight(a, b, c).AsBytes());
            for (int slice = 0; slice < 8; slice++)
            {
                for (int i = 0; i < 16; i++)
                {
                    byte[] source = i < 8 ? first : second;
                    int at = (16 * slice) + (2 * (i & 7));
                    Assert.Equal((byte)(source[at] >> c), upper[(16 * slice) + i]);
                    Assert.Equal((byte)(((source[at] & ((1 << c) - 1)) << (8 - (2 * c))) | (source[at + 1] >> (2 * c))), lower[(16 * slice) + i]);
                }

                for (int i = 0; i < 8; i++)
                {
                    int at = (16 * slice) + (2 * i);
                    foreach ((byte[] actual, int offset) in new[] { (left, 0), (right, 8) })
                    {
                        byte p = first[(16 * slice) + offset + i], q = second[(16 * slice) + offset + i];
                        Assert.Equal((byte)((p << c) | ((q >> (8 - (2 * c))) & ((1 << c) - 1))), actual[at]);
                        Assert.Equal((byte)(q << (2 * c)), actual[at + 1]);
                    }
                }
            }
        },
        iter: TestCounts.Reduced(100, 2000));

    [Fact]
    public void SplatTakesTheLowBits()
    {
        Assert.All(Store(VectorUnit.SplatByte(0x1234_56A7)), k => Assert.Equal(0xA7, k));
        byte[] halfwords = Store(VectorUnit.SplatHalfword(0x1234_56A7).AsBytes());
        Assert.All(Enumerable.Range(0, VectorH.Length), e => Assert.Equal(0x56A7, (halfwords[2 * e] << 8) | halfwords[(2 * e) + 1]));
    }

    private static byte[] Store(VectorB vector)
    {
        byte[] memory = new byte[VectorB.Length];
        Sram.Store(memory, 0, vector);
        return memory;
    }
}
