namespace OnChipLearn.Device;

/// <summary>
/// The vector unit, one method per instruction: modulo and fractional saturating arithmetic, compare with zero, select, shift, splat, pack and
/// unpack. <em>Fractional</em> reads elements as Q0.15 (halfwords) or Q0.7 (bytes) and truncates towards minus infinity. There is no division,
/// rounding, variable or arithmetic shift, reduction, rotation, unsigned compare, minimum or bitwise operation (ppu-reference 7.2). The compare
/// result is the implicit vector condition register, as in the hardware.
/// </summary>
public static partial class VectorUnit;
