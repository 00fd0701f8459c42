using OnChipLearn.Device;

namespace OnChipLearn.Firmware.Arithmetic;

/// <summary>Random bytes of the columns as numbers for stochastic rounding: 0 to 32640 in steps of 128; twice that is uniform below 2^16.</summary>
public static class RandomLanes
{
    /// <summary>Numbers for the lanes of the left half of a row of bytes.</summary>
    public static VectorH Left(VectorB bytes) => VectorUnit.Shift(VectorUnit.UnpackLeft(bytes, VectorUnit.SplatByte(0), 0), -1);

    /// <summary>Numbers for the lanes of the right half.</summary>
    public static VectorH Right(VectorB bytes) => VectorUnit.Shift(VectorUnit.UnpackRight(bytes, VectorUnit.SplatByte(0), 0), -1);
}
