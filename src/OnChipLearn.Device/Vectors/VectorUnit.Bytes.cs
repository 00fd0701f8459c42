using System.Runtime.CompilerServices;
using OnChipLearn.Device.Host;

namespace OnChipLearn.Device;

/// <content>Arithmetic on signed bytes (ppu-reference 3.3, 3.5).</content>
public static partial class VectorUnit
{
    /// <summary>Low 8 bits of a*b.</summary>
    [PpuInstruction("fxvmulbm")]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static VectorB MultiplyModulo(VectorB a, VectorB b) =>
        new(ByteLanes.MultiplyModulo(a.Lower, b.Lower), ByteLanes.MultiplyModulo(a.Upper, b.Upper));

    /// <summary><see cref="MultiplyModulo(VectorB, VectorB)"/> where the condition holds, <paramref name="keep"/> elsewhere.</summary>
    [PpuInstruction("fxvmulbm")]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static VectorB MultiplyModulo(VectorB keep, VectorB a, VectorB b, Condition condition) =>
        DeviceContext.Registers.Blend(condition, keep, MultiplyModulo(a, b));

    /// <summary>floor(a*b / 2^7), the only overflow (-1)*(-1) saturated to 2^7-1; truncates towards minus infinity.</summary>
    [PpuInstruction("fxvmulbfs")]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static VectorB MultiplyFractional(VectorB a, VectorB b) =>
        new(ByteLanes.MultiplyFractional(a.Lower, b.Lower), ByteLanes.MultiplyFractional(a.Upper, b.Upper));

    /// <summary><see cref="MultiplyFractional(VectorB, VectorB)"/> where the condition holds, <paramref name="keep"/> elsewhere.</summary>
    [PpuInstruction("fxvmulbfs")]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static VectorB MultiplyFractional(VectorB keep, VectorB a, VectorB b, Condition condition) =>
        DeviceContext.Registers.Blend(condition, keep, MultiplyFractional(a, b));

    /// <summary>Low 8 bits of a+b.</summary>
    [PpuInstruction("fxvaddbm")]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static VectorB AddModulo(VectorB a, VectorB b) =>
        new(ByteLanes.AddModulo(a.Lower, b.Lower), ByteLanes.AddModulo(a.Upper, b.Upper));

    /// <summary><see cref="AddModulo(VectorB, VectorB)"/> where the condition holds, <paramref name="keep"/> elsewhere.</summary>
    [PpuInstruction("fxvaddbm")]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static VectorB AddModulo(VectorB keep, VectorB a, VectorB b, Condition condition) =>
        DeviceContext.Registers.Blend(condition, keep, AddModulo(a, b));

    /// <summary>a+b clamped to the signed 8-bit range.</summary>
    [PpuInstruction("fxvaddbfs")]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static VectorB AddSaturating(VectorB a, VectorB b) =>
        new(ByteLanes.AddSaturating(a.Lower, b.Lower), ByteLanes.AddSaturating(a.Upper, b.Upper));

    /// <summary><see cref="AddSaturating(VectorB, VectorB)"/> where the condition holds, <paramref name="keep"/> elsewhere.</summary>
    [PpuInstruction("fxvaddbfs")]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static VectorB AddSaturating(VectorB keep, VectorB a, VectorB b, Condition condition) =>
        DeviceContext.Registers.Blend(condition, keep, AddSaturating(a, b));

    /// <summary>Low 8 bits of a-b.</summary>
    [PpuInstruction("fxvsubbm")]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static VectorB SubtractModulo(VectorB a, VectorB b) =>
        new(ByteLanes.SubtractModulo(a.Lower, b.Lower), ByteLanes.SubtractModulo(a.Upper, b.Upper));

    /// <summary><see cref="SubtractModulo(VectorB, VectorB)"/> where the condition holds, <paramref name="keep"/> elsewhere.</summary>
    [PpuInstruction("fxvsubbm")]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static VectorB SubtractModulo(VectorB keep, VectorB a, VectorB b, Condition condition) =>
        DeviceContext.Registers.Blend(condition, keep, SubtractModulo(a, b));

    /// <summary>a-b clamped to the signed 8-bit range, exact for b = -2^7.</summary>
    [PpuInstruction("fxvsubbfs")]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static VectorB SubtractSaturating(VectorB a, VectorB b) =>
        new(ByteLanes.SubtractSaturating(a.Lower, b.Lower), ByteLanes.SubtractSaturating(a.Upper, b.Upper));

    /// <summary><see cref="SubtractSaturating(VectorB, VectorB)"/> where the condition holds, <paramref name="keep"/> elsewhere.</summary>
    [PpuInstruction("fxvsubbfs")]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static VectorB SubtractSaturating(VectorB keep, VectorB a, VectorB b, Condition condition) =>
        DeviceContext.Registers.Blend(condition, keep, SubtractSaturating(a, b));

    /// <summary>Compares each element with zero, signed, and sets the vector condition register.</summary>
    [PpuInstruction("fxvcmpb")]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Compare(VectorB a)
    {
        VectorRegisters registers = DeviceContext.Registers;
        ByteLanes.Compare(a.Lower, ref registers.GreaterLower, ref registers.LessLower, ref registers.EqualLower);
        ByteLanes.Compare(a.Upper, ref registers.GreaterUpper, ref registers.LessUpper, ref registers.EqualUpper);
    }

    /// <summary>Bytes of <paramref name="whenTrue"/> where the condition holds, of <paramref name="whenFalse"/> elsewhere; <see cref="Condition.Always"/> copies <paramref name="whenTrue"/>.</summary>
    [PpuInstruction("fxvsel")]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static VectorB Select(VectorB whenFalse, VectorB whenTrue, Condition condition) =>
        DeviceContext.Registers.Blend(condition, whenFalse, whenTrue);

    /// <summary>Logical shift by a constant: left for 1 to 15, right for -1 to -16, zero fill; a count beyond the width gives zero.</summary>
    [PpuInstruction("fxvshb")]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static VectorB Shift(VectorB a, int count) => new(ByteLanes.Shift(a.Lower, count), ByteLanes.Shift(a.Upper, count));

    /// <summary>The low 8 bits of a general register in every element.</summary>
    [PpuInstruction("fxvsplatb")]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static VectorB SplatByte(int value) => new(ByteLanes.Splat(value), ByteLanes.Splat(value));
}
