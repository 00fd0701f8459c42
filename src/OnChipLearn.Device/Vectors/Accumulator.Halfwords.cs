using System.Runtime.CompilerServices;
using OnChipLearn.Device.Host;

namespace OnChipLearn.Device;

/// <content>The accumulator in halfword instructions: 64 signed 32-bit lanes (ppu-reference 3.3, 3.6).</content>
public static partial class Accumulator
{
    /// <summary>ACC = a*b.</summary>
    [PpuInstruction("fxvmultachm")]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void SetProductModulo(VectorH a, VectorH b)
    {
        VectorRegisters r = DeviceContext.Registers;
        (r.A0, r.A1) = HalfwordLanes.SetProductModulo(r.A0, r.A1, a.Lower, b.Lower);
        (r.A2, r.A3) = HalfwordLanes.SetProductModulo(r.A2, r.A3, a.Upper, b.Upper);
    }

    /// <summary><see cref="SetProductModulo(VectorH, VectorH)"/> in lanes where the condition holds; the others keep their content.</summary>
    [PpuInstruction("fxvmultachm")]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void SetProductModulo(VectorH a, VectorH b, Condition condition)
    {
        VectorRegisters r = DeviceContext.Registers;
        r.BlendAccumulator(condition, HalfwordLanes.SetProductModulo(r.A0, r.A1, a.Lower, b.Lower), HalfwordLanes.SetProductModulo(r.A2, r.A3, a.Upper, b.Upper));
    }

    /// <summary>ACC = P, the product 2*a*b saturated to 32 bits.</summary>
    [PpuInstruction("fxvmultachfs")]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void SetProductFractional(VectorH a, VectorH b)
    {
        VectorRegisters r = DeviceContext.Registers;
        (r.A0, r.A1) = HalfwordLanes.SetProductFractional(r.A0, r.A1, a.Lower, b.Lower);
        (r.A2, r.A3) = HalfwordLanes.SetProductFractional(r.A2, r.A3, a.Upper, b.Upper);
    }

    /// <summary><see cref="SetProductFractional(VectorH, VectorH)"/> in lanes where the condition holds; the others keep their content.</summary>
    [PpuInstruction("fxvmultachfs")]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void SetProductFractional(VectorH a, VectorH b, Condition condition)
    {
        VectorRegisters r = DeviceContext.Registers;
        r.BlendAccumulator(condition, HalfwordLanes.SetProductFractional(r.A0, r.A1, a.Lower, b.Lower), HalfwordLanes.SetProductFractional(r.A2, r.A3, a.Upper, b.Upper));
    }

    /// <summary>ACC = (ACC + a*b) mod 2^32.</summary>
    [PpuInstruction("fxvmatachm")]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void AddProductModulo(VectorH a, VectorH b)
    {
        VectorRegisters r = DeviceContext.Registers;
        (r.A0, r.A1) = HalfwordLanes.AddProductModulo(r.A0, r.A1, a.Lower, b.Lower);
        (r.A2, r.A3) = HalfwordLanes.AddProductModulo(r.A2, r.A3, a.Upper, b.Upper);
    }

    /// <summary><see cref="AddProductModulo(VectorH, VectorH)"/> in lanes where the condition holds; the others keep their content.</summary>
    [PpuInstruction("fxvmatachm")]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void AddProductModulo(VectorH a, VectorH b, Condition condition)
    {
        VectorRegisters r = DeviceContext.Registers;
        r.BlendAccumulator(condition, HalfwordLanes.AddProductModulo(r.A0, r.A1, a.Lower, b.Lower), HalfwordLanes.AddProductModulo(r.A2, r.A3, a.Upper, b.Upper));
    }

    /// <summary>ACC = ACC + P saturated to 32 bits, P = 2*a*b saturated.</summary>
    [PpuInstruction("fxvmatachfs")]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void AddProductFractional(VectorH a, VectorH b)
    {
        VectorRegisters r = DeviceContext.Registers;
        (r.A0, r.A1) = HalfwordLanes.AddProductFractional(r.A0, r.A1, a.Lower, b.Lower);
        (r.A2, r.A3) = HalfwordLanes.AddProductFractional(r.A2, r.A3, a.Upper, b.Upper);
    }

    /// <summary><see cref="AddProductFractional(VectorH, VectorH)"/> in lanes where the condition holds; the others keep their content.</summary>
    [PpuInstruction("fxvmatachfs")]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void AddProductFractional(VectorH a, VectorH b, Condition condition)
    {
        VectorRegisters r = DeviceContext.Registers;
        r.BlendAccumulator(condition, HalfwordLanes.AddProductFractional(r.A0, r.A1, a.Lower, b.Lower), HalfwordLanes.AddProductFractional(r.A2, r.A3, a.Upper, b.Upper));
    }

    /// <summary>ACC = a, sign extended.</summary>
    [PpuInstruction("fxvmtach")]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Set(VectorH a)
    {
        VectorRegisters r = DeviceContext.Registers;
        (r.A0, r.A1) = HalfwordLanes.Set(r.A0, r.A1, a.Lower);
        (r.A2, r.A3) = HalfwordLanes.Set(r.A2, r.A3, a.Upper);
    }

    /// <summary><see cref="Set(VectorH)"/> in lanes where the condition holds; the others keep their content.</summary>
    [PpuInstruction("fxvmtach")]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Set(VectorH a, Condition condition)
    {
        VectorRegisters r = DeviceContext.Registers;
        r.BlendAccumulator(condition, HalfwordLanes.Set(r.A0, r.A1, a.Lower), HalfwordLanes.Set(r.A2, r.A3, a.Upper));
    }

    /// <summary>ACC = a * 2^16.</summary>
    [PpuInstruction("fxvmtachf")]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void SetFractional(VectorH a)
    {
        VectorRegisters r = DeviceContext.Registers;
        (r.A0, r.A1) = HalfwordLanes.SetFractional(r.A0, r.A1, a.Lower);
        (r.A2, r.A3) = HalfwordLanes.SetFractional(r.A2, r.A3, a.Upper);
    }

    /// <summary><see cref="SetFractional(VectorH)"/> in lanes where the condition holds; the others keep their content.</summary>
    [PpuInstruction("fxvmtachf")]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void SetFractional(VectorH a, Condition condition)
    {
        VectorRegisters r = DeviceContext.Registers;
        r.BlendAccumulator(condition, HalfwordLanes.SetFractional(r.A0, r.A1, a.Lower), HalfwordLanes.SetFractional(r.A2, r.A3, a.Upper));
    }

    /// <summary>ACC = a + b, exact in 32 bits.</summary>
    [PpuInstruction("fxvaddtachm")]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void SetSum(VectorH a, VectorH b)
    {
        VectorRegisters r = DeviceContext.Registers;
        (r.A0, r.A1) = HalfwordLanes.SetSum(r.A0, r.A1, a.Lower, b.Lower);
        (r.A2, r.A3) = HalfwordLanes.SetSum(r.A2, r.A3, a.Upper, b.Upper);
    }

    /// <summary><see cref="SetSum(VectorH, VectorH)"/> in lanes where the condition holds; the others keep their content.</summary>
    [PpuInstruction("fxvaddtachm")]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void SetSum(VectorH a, VectorH b, Condition condition)
    {
        VectorRegisters r = DeviceContext.Registers;
        r.BlendAccumulator(condition, HalfwordLanes.SetSum(r.A0, r.A1, a.Lower, b.Lower), HalfwordLanes.SetSum(r.A2, r.A3, a.Upper, b.Upper));
    }

    /// <summary>ACC = (ACC + a) mod 2^32.</summary>
    [PpuInstruction("fxvaddactachm")]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Add(VectorH a)
    {
        VectorRegisters r = DeviceContext.Registers;
        (r.A0, r.A1) = HalfwordLanes.Add(r.A0, r.A1, a.Lower);
        (r.A2, r.A3) = HalfwordLanes.Add(r.A2, r.A3, a.Upper);
    }

    /// <summary><see cref="Add(VectorH)"/> in lanes where the condition holds; the others keep their content.</summary>
    [PpuInstruction("fxvaddactachm")]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Add(VectorH a, Condition condition)
    {
        VectorRegisters r = DeviceContext.Registers;
        r.BlendAccumulator(condition, HalfwordLanes.Add(r.A0, r.A1, a.Lower), HalfwordLanes.Add(r.A2, r.A3, a.Upper));
    }

    /// <summary>ACC = ACC + a * 2^16 saturated to 32 bits (saturating although the mnemonic has no s).</summary>
    [PpuInstruction("fxvaddactachf")]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void AddFractional(VectorH a)
    {
        VectorRegisters r = DeviceContext.Registers;
        (r.A0, r.A1) = HalfwordLanes.AddFractional(r.A0, r.A1, a.Lower);
        (r.A2, r.A3) = HalfwordLanes.AddFractional(r.A2, r.A3, a.Upper);
    }

    /// <summary><see cref="AddFractional(VectorH)"/> in lanes where the condition holds; the others keep their content.</summary>
    [PpuInstruction("fxvaddactachf")]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void AddFractional(VectorH a, Condition condition)
    {
        VectorRegisters r = DeviceContext.Registers;
        r.BlendAccumulator(condition, HalfwordLanes.AddFractional(r.A0, r.A1, a.Lower), HalfwordLanes.AddFractional(r.A2, r.A3, a.Upper));
    }

    /// <summary>Low 16 bits of ACC + a*b; ACC unchanged.</summary>
    [PpuInstruction("fxvmahm")]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static VectorH PlusProductModulo(VectorH a, VectorH b)
    {
        VectorRegisters r = DeviceContext.Registers;
        return new(HalfwordLanes.PlusProductModulo(r.A0, r.A1, a.Lower, b.Lower), HalfwordLanes.PlusProductModulo(r.A2, r.A3, a.Upper, b.Upper));
    }

    /// <summary><see cref="PlusProductModulo(VectorH, VectorH)"/> where the condition holds, <paramref name="keep"/> elsewhere.</summary>
    [PpuInstruction("fxvmahm")]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static VectorH PlusProductModulo(VectorH keep, VectorH a, VectorH b, Condition condition) =>
        DeviceContext.Registers.Blend(condition, keep, PlusProductModulo(a, b));

    /// <summary>Upper 16 bits of ACC + P saturated to 32 bits, P = 2*a*b saturated; ACC unchanged.</summary>
    [PpuInstruction("fxvmahfs")]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static VectorH PlusProductFractional(VectorH a, VectorH b)
    {
        VectorRegisters r = DeviceContext.Registers;
        return new(HalfwordLanes.PlusProductFractional(r.A0, r.A1, a.Lower, b.Lower), HalfwordLanes.PlusProductFractional(r.A2, r.A3, a.Upper, b.Upper));
    }

    /// <summary><see cref="PlusProductFractional(VectorH, VectorH)"/> where the condition holds, <paramref name="keep"/> elsewhere.</summary>
    [PpuInstruction("fxvmahfs")]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static VectorH PlusProductFractional(VectorH keep, VectorH a, VectorH b, Condition condition) =>
        DeviceContext.Registers.Blend(condition, keep, PlusProductFractional(a, b));

    /// <summary>Low 16 bits of ACC + a; ACC unchanged.</summary>
    [PpuInstruction("fxvaddachm")]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static VectorH PlusModulo(VectorH a)
    {
        VectorRegisters r = DeviceContext.Registers;
        return new(HalfwordLanes.PlusModulo(r.A0, r.A1, a.Lower), HalfwordLanes.PlusModulo(r.A2, r.A3, a.Upper));
    }

    /// <summary><see cref="PlusModulo(VectorH)"/> where the condition holds, <paramref name="keep"/> elsewhere.</summary>
    [PpuInstruction("fxvaddachm")]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static VectorH PlusModulo(VectorH keep, VectorH a, Condition condition) =>
        DeviceContext.Registers.Blend(condition, keep, PlusModulo(a));

    /// <summary>Upper 16 bits of ACC + a * 2^16 saturated to 32 bits; ACC unchanged.</summary>
    [PpuInstruction("fxvaddachfs")]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static VectorH PlusFractional(VectorH a)
    {
        VectorRegisters r = DeviceContext.Registers;
        return new(HalfwordLanes.PlusFractional(r.A0, r.A1, a.Lower), HalfwordLanes.PlusFractional(r.A2, r.A3, a.Upper));
    }

    /// <summary><see cref="PlusFractional(VectorH)"/> where the condition holds, <paramref name="keep"/> elsewhere.</summary>
    [PpuInstruction("fxvaddachfs")]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static VectorH PlusFractional(VectorH keep, VectorH a, Condition condition) =>
        DeviceContext.Registers.Blend(condition, keep, PlusFractional(a));
}
