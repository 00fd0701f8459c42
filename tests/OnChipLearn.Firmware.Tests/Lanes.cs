using OnChipLearn.Device;

namespace OnChipLearn.Firmware.Tests;

/// <summary>Vectors to arrays and back.</summary>
internal static class Lanes
{
    public static VectorH Of(Func<int, int> value)
    {
        short[] lanes = new short[VectorH.Length];
        for (int e = 0; e < lanes.Length; e++)
        {
            lanes[e] = (short)value(e);
        }

        return Sram.Load(lanes, 0);
    }

    public static short[] From(VectorH vector)
    {
        short[] lanes = new short[VectorH.Length];
        Sram.Store(lanes, 0, vector);
        return lanes;
    }
}
