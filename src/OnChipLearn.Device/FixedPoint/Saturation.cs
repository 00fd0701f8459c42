namespace OnChipLearn.Device;

/// <summary>Clamping of scalars to the ranges of vector elements.</summary>
public static class Saturation
{
    /// <summary>Clamps to -32768 .. 32767.</summary>
    public static short ToHalfword(int value) => value > short.MaxValue ? short.MaxValue : value < short.MinValue ? short.MinValue : (short)value;

    /// <summary>Clamps to -128 .. 127.</summary>
    public static sbyte ToByte(int value) => value > sbyte.MaxValue ? sbyte.MaxValue : value < sbyte.MinValue ? sbyte.MinValue : (sbyte)value;
}
