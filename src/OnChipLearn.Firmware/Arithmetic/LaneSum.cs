using OnChipLearn.Device;

namespace OnChipLearn.Firmware.Arithmetic;

/// <summary>Sum over the lanes of a vector, which the vector unit cannot do: through SRAM, two lanes per addition.</summary>
public static class LaneSum
{
    /// <summary>Bits of a lane: 32 lanes of this size add up without a carry into the other half of the word.</summary>
    public const int LaneBits = 11;

    [VectorAligned]
    private static readonly uint[] Words = new uint[VectorH.Length / 2];

    /// <summary>Sum of 64 unsigned lanes below 2^<see cref="LaneBits"/>.</summary>
    public static int Of(VectorH lanes)
    {
        Sram.Store(Words, 0, lanes);
        Processor.Synchronize();
        uint sum = 0;
        for (int word = 0; word < Words.Length; word++)
        {
            sum += Words[word];
        }

        return (int)(sum >> 16) + (int)(sum & 0xFFFF);
    }

    /// <summary>Sum of 64 signed lanes, each clamped to -1024 .. 1023.</summary>
    public static int OfClamped(VectorH lanes)
    {
        const int limit = 1 << (LaneBits - 1);
        VectorH room = VectorUnit.SplatHalfword(short.MaxValue - limit + 1);
        VectorH below = VectorUnit.SubtractModulo(VectorUnit.AddSaturating(lanes, room), room);
        VectorH clamped = VectorUnit.AddModulo(VectorUnit.SubtractSaturating(below, room), VectorUnit.SplatHalfword(short.MinValue));
        return Of(clamped) - (VectorH.Length * limit);
    }
}
