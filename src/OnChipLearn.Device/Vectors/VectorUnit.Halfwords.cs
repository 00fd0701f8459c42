using System.Runtime.CompilerServices;
using OnChipLearn.Device.Host;

namespace OnChipLearn.Device;

/// <content>Arithmetic on signed halfwords (ppu-reference 3.3, 3.5).</content>
public static partial class VectorUnit
{
    /// <summary>Low 16 bits of a*b.</summary>
    [PpuInstruction("fxvmulhm")]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static VectorH MultiplyModulo(VectorH a, VectorH b) =>
        new(HalfwordLanes.MultiplyModulo(a.Lower, b.Lower), HalfwordLanes.MultiplyModulo(a.Upper, b.Upper));

    /// <summary><see cref="MultiplyModulo(VectorH, VectorH)"/> where the condition holds, <paramref name="keep"/> elsewhere.</summary>
    [PpuInstruction("fxvmulhm")]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static VectorH MultiplyModulo(VectorH keep, VectorH a, VectorH b, Condition condition) =>
        DeviceContext.Registers.Blend(condition, keep, MultiplyModulo(a, b));

    /// <summary>floor(a*b / 2^15), the only overflow (-1)*(-1) saturated to 2^15-1; truncates towards minus infinity.</summary>
    [PpuInstruction("fxvmulhfs")]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static VectorH MultiplyFractional(VectorH a, VectorH b) =>
        new(HalfwordLanes.MultiplyFractional(a.Lower, b.Lower), HalfwordLanes.MultiplyFractional(a.Upper, b.Upper));

    /// <summary><see cref="MultiplyFractional(VectorH, VectorH)"/> where the condition holds, <paramref name="keep"/> elsewhere.</summary>
    [PpuInstruction("fxvmulhfs")]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static VectorH MultiplyFractional(VectorH keep, VectorH a, VectorH b, Condition condition) =>
        DeviceContext.Registers.Blend(condition, keep, MultiplyFractional(a, b));

    /// <summary>Low 16 bits of a+b.</summary>
    [PpuInstruction("fxvaddhm")]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static VectorH AddModulo(VectorH a, VectorH b) =>
        new(HalfwordLanes.AddModulo(a.Lower, b.Lower), HalfwordLanes.AddModulo(a.Upper, b.Upper));

    /// <summary><see cref="AddModulo(VectorH, VectorH)"/> where the condition holds, <paramref name="keep"/> elsewhere.</summary>
    [PpuInstruction("fxvaddhm")]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static VectorH AddModulo(VectorH keep, VectorH a, VectorH b, Condition condition) =>
        DeviceContext.Registers.Blend(condition, keep, AddModulo(a, b));

    /// <summary>a+b clamped to the signed 16-bit range.</summary>
    [PpuInstruction("fxvaddhfs")]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static VectorH AddSaturating(VectorH a, VectorH b) =>
        new(HalfwordLanes.AddSaturating(a.Lower, b.Lower), HalfwordLanes.AddSaturating(a.Upper, b.Upper));

    /// <summary><see cref="AddSaturating(VectorH, VectorH)"/> where the condition holds, <paramref name="keep"/> elsewhere.</summary>
    [PpuInstruction("fxvaddhfs")]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static VectorH AddSaturating(VectorH keep, VectorH a, VectorH b, Condition condition) =>
        DeviceContext.Registers.Blend(condition, keep, AddSaturating(a, b));

    /// <summary>Low 16 bits of a-b.</summary>
    [PpuInstruction("fxvsubhm")]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static VectorH SubtractModulo(VectorH a, VectorH b) =>
        new(HalfwordLanes.SubtractModulo(a.Lower, b.Lower), HalfwordLanes.SubtractModulo(a.Upper, b.Upper));

    /// <summary><see cref="SubtractModulo(VectorH, VectorH)"/> where the condition holds, <paramref name="keep"/> elsewhere.</summary>
    [PpuInstruction("fxvsubhm")]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static VectorH SubtractModulo(VectorH keep, VectorH a, VectorH b, Condition condition) =>
        DeviceContext.Registers.Blend(condition, keep, SubtractModulo(a, b));

    /// <summary>a-b clamped to the signed 16-bit range, exact for b = -2^15.</summary>
    [PpuInstruction("fxvsubhfs")]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static VectorH SubtractSaturating(VectorH a, VectorH b) =>
        new(HalfwordLanes.SubtractSaturating(a.Lower, b.Lower), HalfwordLanes.SubtractSaturating(a.Upper, b.Upper));

    /// <summary><see cref="SubtractSaturating(VectorH, VectorH)"/> where the condition holds, <paramref name="keep"/> elsewhere.</summary>
    [PpuInstruction("fxvsubhfs")]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static VectorH SubtractSaturating(VectorH keep, VectorH a, VectorH b, Condition condition) =>
        DeviceContext.Registers.Blend(condition, keep, SubtractSaturating(a, b));

    /// <summary>Compares each element with zero, signed, and sets the vector condition register.</summary>
    [PpuInstruction("fxvcmph")]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Compare(VectorH a)
    {
        VectorRegisters registers = DeviceContext.Registers;
        HalfwordLanes.Compare(a.Lower, ref registers.GreaterLower, ref registers.LessLower, ref registers.EqualLower);
        HalfwordLanes.Compare(a.Upper, ref registers.GreaterUpper, ref registers.LessUpper, ref registers.EqualUpper);
    }

    /// <summary>Bytes of <paramref name="whenTrue"/> where the condition holds, of <paramref name="whenFalse"/> elsewhere; <see cref="Condition.Always"/> copies <paramref name="whenTrue"/>.</summary>
    [PpuInstruction("fxvsel")]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static VectorH Select(VectorH whenFalse, VectorH whenTrue, Condition condition) =>
        DeviceContext.Registers.Blend(condition, whenFalse, whenTrue);

    /// <summary>Logical shift by a constant: left for 1 to 15, right for -1 to -16, zero fill; a count beyond the width gives zero.</summary>
    [PpuInstruction("fxvshh")]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static VectorH Shift(VectorH a, int count) => new(HalfwordLanes.Shift(a.Lower, count), HalfwordLanes.Shift(a.Upper, count));

    /// <summary>The low 16 bits of a general register in every element.</summary>
    [PpuInstruction("fxvsplath")]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static VectorH SplatHalfword(int value) => new(HalfwordLanes.Splat(value), HalfwordLanes.Splat(value));
}
