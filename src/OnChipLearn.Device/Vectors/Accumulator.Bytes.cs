using System.Runtime.CompilerServices;
using OnChipLearn.Device.Host;

namespace OnChipLearn.Device;

/// <content>The accumulator in byte instructions: 128 signed 16-bit lanes, byte 2e in bits 31 to 16 and byte 2e+1 in bits 15 to 0 of lane e (ppu-reference 3.3, 3.6).</content>
public static partial class Accumulator
{
    /// <summary>ACC = a*b.</summary>
    [PpuInstruction("fxvmultacbm")]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void SetProductModulo(VectorB a, VectorB b)
    {
        VectorRegisters r = DeviceContext.Registers;
        (r.A0, r.A1) = ByteLanes.SetProductModulo(r.A0, r.A1, a.Lower, b.Lower);
        (r.A2, r.A3) = ByteLanes.SetProductModulo(r.A2, r.A3, a.Upper, b.Upper);
    }

    /// <summary><see cref="SetProductModulo(VectorB, VectorB)"/> in lanes where the condition holds; the others keep their content.</summary>
    [PpuInstruction("fxvmultacbm")]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void SetProductModulo(VectorB a, VectorB b, Condition condition)
    {
        VectorRegisters r = DeviceContext.Registers;
        r.BlendAccumulator(condition, ByteLanes.SetProductModulo(r.A0, r.A1, a.Lower, b.Lower), ByteLanes.SetProductModulo(r.A2, r.A3, a.Upper, b.Upper));
    }

    /// <summary>ACC = P, the product 2*a*b saturated to 16 bits.</summary>
    [PpuInstruction("fxvmultacbfs")]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void SetProductFractional(VectorB a, VectorB b)
    {
        VectorRegisters r = DeviceContext.Registers;
        (r.A0, r.A1) = ByteLanes.SetProductFractional(r.A0, r.A1, a.Lower, b.Lower);
        (r.A2, r.A3) = ByteLanes.SetProductFractional(r.A2, r.A3, a.Upper, b.Upper);
    }

    /// <summary><see cref="SetProductFractional(VectorB, VectorB)"/> in lanes where the condition holds; the others keep their content.</summary>
    [PpuInstruction("fxvmultacbfs")]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void SetProductFractional(VectorB a, VectorB b, Condition condition)
    {
        VectorRegisters r = DeviceContext.Registers;
        r.BlendAccumulator(condition, ByteLanes.SetProductFractional(r.A0, r.A1, a.Lower, b.Lower), ByteLanes.SetProductFractional(r.A2, r.A3, a.Upper, b.Upper));
    }

    /// <summary>ACC = (ACC + a*b) mod 2^16.</summary>
    [PpuInstruction("fxvmatacbm")]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void AddProductModulo(VectorB a, VectorB b)
    {
        VectorRegisters r = DeviceContext.Registers;
        (r.A0, r.A1) = ByteLanes.AddProductModulo(r.A0, r.A1, a.Lower, b.Lower);
        (r.A2, r.A3) = ByteLanes.AddProductModulo(r.A2, r.A3, a.Upper, b.Upper);
    }

    /// <summary><see cref="AddProductModulo(VectorB, VectorB)"/> in lanes where the condition holds; the others keep their content.</summary>
    [PpuInstruction("fxvmatacbm")]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void AddProductModulo(VectorB a, VectorB b, Condition condition)
    {
        VectorRegisters r = DeviceContext.Registers;
        r.BlendAccumulator(condition, ByteLanes.AddProductModulo(r.A0, r.A1, a.Lower, b.Lower), ByteLanes.AddProductModulo(r.A2, r.A3, a.Upper, b.Upper));
    }

    /// <summary>ACC = ACC + P saturated to 16 bits, P = 2*a*b saturated.</summary>
    [PpuInstruction("fxvmatacbfs")]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void AddProductFractional(VectorB a, VectorB b)
    {
        VectorRegisters r = DeviceContext.Registers;
        (r.A0, r.A1) = ByteLanes.AddProductFractional(r.A0, r.A1, a.Lower, b.Lower);
        (r.A2, r.A3) = ByteLanes.AddProductFractional(r.A2, r.A3, a.Upper, b.Upper);
    }

    /// <summary><see cref="AddProductFractional(VectorB, VectorB)"/> in lanes where the condition holds; the others keep their content.</summary>
    [PpuInstruction("fxvmatacbfs")]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void AddProductFractional(VectorB a, VectorB b, Condition condition)
    {
        VectorRegisters r = DeviceContext.Registers;
        r.BlendAccumulator(condition, ByteLanes.AddProductFractional(r.A0, r.A1, a.Lower, b.Lower), ByteLanes.AddProductFractional(r.A2, r.A3, a.Upper, b.Upper));
    }

    /// <summary>ACC = a, sign extended.</summary>
    [PpuInstruction("fxvmtacb")]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Set(VectorB a)
    {
        VectorRegisters r = DeviceContext.Registers;
        (r.A0, r.A1) = ByteLanes.Set(r.A0, r.A1, a.Lower);
        (r.A2, r.A3) = ByteLanes.Set(r.A2, r.A3, a.Upper);
    }

    /// <summary><see cref="Set(VectorB)"/> in lanes where the condition holds; the others keep their content.</summary>
    [PpuInstruction("fxvmtacb")]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Set(VectorB a, Condition condition)
    {
        VectorRegisters r = DeviceContext.Registers;
        r.BlendAccumulator(condition, ByteLanes.Set(r.A0, r.A1, a.Lower), ByteLanes.Set(r.A2, r.A3, a.Upper));
    }

    /// <summary>ACC = a * 2^8.</summary>
    [PpuInstruction("fxvmtacbf")]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void SetFractional(VectorB a)
    {
        VectorRegisters r = DeviceContext.Registers;
        (r.A0, r.A1) = ByteLanes.SetFractional(r.A0, r.A1, a.Lower);
        (r.A2, r.A3) = ByteLanes.SetFractional(r.A2, r.A3, a.Upper);
    }

    /// <summary><see cref="SetFractional(VectorB)"/> in lanes where the condition holds; the others keep their content.</summary>
    [PpuInstruction("fxvmtacbf")]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void SetFractional(VectorB a, Condition condition)
    {
        VectorRegisters r = DeviceContext.Registers;
        r.BlendAccumulator(condition, ByteLanes.SetFractional(r.A0, r.A1, a.Lower), ByteLanes.SetFractional(r.A2, r.A3, a.Upper));
    }

    /// <summary>ACC = a + b, exact in 16 bits.</summary>
    [PpuInstruction("fxvaddtacb")]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void SetSum(VectorB a, VectorB b)
    {
        VectorRegisters r = DeviceContext.Registers;
        (r.A0, r.A1) = ByteLanes.SetSum(r.A0, r.A1, a.Lower, b.Lower);
        (r.A2, r.A3) = ByteLanes.SetSum(r.A2, r.A3, a.Upper, b.Upper);
    }

    /// <summary><see cref="SetSum(VectorB, VectorB)"/> in lanes where the condition holds; the others keep their content.</summary>
    [PpuInstruction("fxvaddtacb")]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void SetSum(VectorB a, VectorB b, Condition condition)
    {
        VectorRegisters r = DeviceContext.Registers;
        r.BlendAccumulator(condition, ByteLanes.SetSum(r.A0, r.A1, a.Lower, b.Lower), ByteLanes.SetSum(r.A2, r.A3, a.Upper, b.Upper));
    }

    /// <summary>ACC = (ACC + a) mod 2^16.</summary>
    [PpuInstruction("fxvaddactacb")]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Add(VectorB a)
    {
        VectorRegisters r = DeviceContext.Registers;
        (r.A0, r.A1) = ByteLanes.Add(r.A0, r.A1, a.Lower);
        (r.A2, r.A3) = ByteLanes.Add(r.A2, r.A3, a.Upper);
    }

    /// <summary><see cref="Add(VectorB)"/> in lanes where the condition holds; the others keep their content.</summary>
    [PpuInstruction("fxvaddactacb")]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Add(VectorB a, Condition condition)
    {
        VectorRegisters r = DeviceContext.Registers;
        r.BlendAccumulator(condition, ByteLanes.Add(r.A0, r.A1, a.Lower), ByteLanes.Add(r.A2, r.A3, a.Upper));
    }

    /// <summary>ACC = ACC + a * 2^8 saturated to 16 bits (saturating although the mnemonic has no s).</summary>
    [PpuInstruction("fxvaddactacbf")]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void AddFractional(VectorB a)
    {
        VectorRegisters r = DeviceContext.Registers;
        (r.A0, r.A1) = ByteLanes.AddFractional(r.A0, r.A1, a.Lower);
        (r.A2, r.A3) = ByteLanes.AddFractional(r.A2, r.A3, a.Upper);
    }

    /// <summary><see cref="AddFractional(VectorB)"/> in lanes where the condition holds; the others keep their content.</summary>
    [PpuInstruction("fxvaddactacbf")]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void AddFractional(VectorB a, Condition condition)
    {
        VectorRegisters r = DeviceContext.Registers;
        r.BlendAccumulator(condition, ByteLanes.AddFractional(r.A0, r.A1, a.Lower), ByteLanes.AddFractional(r.A2, r.A3, a.Upper));
    }

    /// <summary>Low 8 bits of ACC + a*b; ACC unchanged.</summary>
    [PpuInstruction("fxvmabm")]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static VectorB PlusProductModulo(VectorB a, VectorB b)
    {
        VectorRegisters r = DeviceContext.Registers;
        return new(ByteLanes.PlusProductModulo(r.A0, r.A1, a.Lower, b.Lower), ByteLanes.PlusProductModulo(r.A2, r.A3, a.Upper, b.Upper));
    }

    /// <summary><see cref="PlusProductModulo(VectorB, VectorB)"/> where the condition holds, <paramref name="keep"/> elsewhere.</summary>
    [PpuInstruction("fxvmabm")]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static VectorB PlusProductModulo(VectorB keep, VectorB a, VectorB b, Condition condition) =>
        DeviceContext.Registers.Blend(condition, keep, PlusProductModulo(a, b));

    /// <summary>Upper 8 bits of ACC + P saturated to 16 bits, P = 2*a*b saturated; ACC unchanged.</summary>
    [PpuInstruction("fxvmabfs")]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static VectorB PlusProductFractional(VectorB a, VectorB b)
    {
        VectorRegisters r = DeviceContext.Registers;
        return new(ByteLanes.PlusProductFractional(r.A0, r.A1, a.Lower, b.Lower), ByteLanes.PlusProductFractional(r.A2, r.A3, a.Upper, b.Upper));
    }

    /// <summary><see cref="PlusProductFractional(VectorB, VectorB)"/> where the condition holds, <paramref name="keep"/> elsewhere.</summary>
    [PpuInstruction("fxvmabfs")]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static VectorB PlusProductFractional(VectorB keep, VectorB a, VectorB b, Condition condition) =>
        DeviceContext.Registers.Blend(condition, keep, PlusProductFractional(a, b));

    /// <summary>Low 8 bits of ACC + a; ACC unchanged.</summary>
    [PpuInstruction("fxvaddacbm")]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static VectorB PlusModulo(VectorB a)
    {
        VectorRegisters r = DeviceContext.Registers;
        return new(ByteLanes.PlusModulo(r.A0, r.A1, a.Lower), ByteLanes.PlusModulo(r.A2, r.A3, a.Upper));
    }

    /// <summary><see cref="PlusModulo(VectorB)"/> where the condition holds, <paramref name="keep"/> elsewhere.</summary>
    [PpuInstruction("fxvaddacbm")]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static VectorB PlusModulo(VectorB keep, VectorB a, Condition condition) =>
        DeviceContext.Registers.Blend(condition, keep, PlusModulo(a));

    /// <summary>Upper 8 bits of ACC + a * 2^8 saturated to 16 bits; ACC unchanged.</summary>
    [PpuInstruction("fxvaddacbfs")]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static VectorB PlusFractional(VectorB a)
    {
        VectorRegisters r = DeviceContext.Registers;
        return new(ByteLanes.PlusFractional(r.A0, r.A1, a.Lower), ByteLanes.PlusFractional(r.A2, r.A3, a.Upper));
    }

    /// <summary><see cref="PlusFractional(VectorB)"/> where the condition holds, <paramref name="keep"/> elsewhere.</summary>
    [PpuInstruction("fxvaddacbfs")]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static VectorB PlusFractional(VectorB keep, VectorB a, Condition condition) =>
        DeviceContext.Registers.Blend(condition, keep, PlusFractional(a));
}
