using OnChipLearn.Device;

namespace OnChipLearn.Compiler.Tests.Kernels;

/// <summary>One vector instruction of the vocabulary per method, plain and under every condition.</summary>
internal static class VectorKernels
{
    [VectorAligned]
    public static readonly short[] OutH = new short[8 * VectorH.Length];

    [VectorAligned]
    public static readonly byte[] OutB = new byte[8 * VectorB.Length];

    [VectorAligned]
    private static readonly short[] FirstH = Halfwords(1, 0);

    [VectorAligned]
    private static readonly short[] SecondH = Halfwords(77, 1);

    [VectorAligned]
    private static readonly short[] ThirdH = Halfwords(3, 2);

    [VectorAligned]
    private static readonly byte[] FirstB = Bytes(11, 0);

    [VectorAligned]
    private static readonly byte[] SecondB = Bytes(5, 1);

    [VectorAligned]
    private static readonly byte[] ThirdB = Bytes(9, 2);

    private static int seed = 0x4321;

    private static int Seed => seed;

    private static VectorH AH => Sram.Load(FirstH, 0);

    private static VectorH BH => Sram.Load(SecondH, 0);

    private static VectorH CH => Sram.Load(ThirdH, 0);

    private static VectorB AB => Sram.Load(FirstB, 0);

    private static VectorB BB => Sram.Load(SecondB, 0);

    private static VectorB CB => Sram.Load(ThirdB, 0);

    public static void AddModuloB()
    {
        StoreB(0, VectorUnit.AddModulo(AB, BB));
        VectorUnit.Compare(CB);
        StoreB(1, VectorUnit.AddModulo(CB, AB, BB, Condition.Greater));
        StoreB(2, VectorUnit.AddModulo(CB, AB, BB, Condition.Less));
        StoreB(3, VectorUnit.AddModulo(CB, AB, BB, Condition.Equal));
        VectorUnit.Compare(CH);
        StoreB(4, VectorUnit.AddModulo(CB, AB, BB, Condition.Less));
    }

    public static void AddSaturatingB()
    {
        StoreB(0, VectorUnit.AddSaturating(AB, BB));
        VectorUnit.Compare(CB);
        StoreB(1, VectorUnit.AddSaturating(CB, AB, BB, Condition.Greater));
        StoreB(2, VectorUnit.AddSaturating(CB, AB, BB, Condition.Less));
        StoreB(3, VectorUnit.AddSaturating(CB, AB, BB, Condition.Equal));
        VectorUnit.Compare(CH);
        StoreB(4, VectorUnit.AddSaturating(CB, AB, BB, Condition.Less));
    }

    public static void MultiplyFractionalB()
    {
        StoreB(0, VectorUnit.MultiplyFractional(AB, BB));
        VectorUnit.Compare(CB);
        StoreB(1, VectorUnit.MultiplyFractional(CB, AB, BB, Condition.Greater));
        StoreB(2, VectorUnit.MultiplyFractional(CB, AB, BB, Condition.Less));
        StoreB(3, VectorUnit.MultiplyFractional(CB, AB, BB, Condition.Equal));
        VectorUnit.Compare(CH);
        StoreB(4, VectorUnit.MultiplyFractional(CB, AB, BB, Condition.Less));
    }

    public static void MultiplyModuloB()
    {
        StoreB(0, VectorUnit.MultiplyModulo(AB, BB));
        VectorUnit.Compare(CB);
        StoreB(1, VectorUnit.MultiplyModulo(CB, AB, BB, Condition.Greater));
        StoreB(2, VectorUnit.MultiplyModulo(CB, AB, BB, Condition.Less));
        StoreB(3, VectorUnit.MultiplyModulo(CB, AB, BB, Condition.Equal));
        VectorUnit.Compare(CH);
        StoreB(4, VectorUnit.MultiplyModulo(CB, AB, BB, Condition.Less));
    }

    public static void PackLowerH()
    {
        StoreB(0, VectorUnit.PackLower(AH, BH, 0));
        StoreB(1, VectorUnit.PackLower(AH, BH, 1));
        StoreB(2, VectorUnit.PackLower(AH, BH, 2));
        StoreB(3, VectorUnit.PackLower(AH, BH, 3));
    }

    public static void PackUpperH()
    {
        StoreB(0, VectorUnit.PackUpper(AH, BH, 0));
        StoreB(1, VectorUnit.PackUpper(AH, BH, 1));
        StoreB(2, VectorUnit.PackUpper(AH, BH, 2));
        StoreB(3, VectorUnit.PackUpper(AH, BH, 3));
    }

    public static void SelectB()
    {
        VectorUnit.Compare(CB);
        StoreB(0, VectorUnit.Select(AB, BB, Condition.Always));
        StoreB(1, VectorUnit.Select(AB, BB, Condition.Greater));
        StoreB(2, VectorUnit.Select(AB, BB, Condition.Less));
        StoreB(3, VectorUnit.Select(AB, BB, Condition.Equal));
    }

    public static void ShiftB()
    {
        StoreB(0, VectorUnit.Shift(AB, -16));
        StoreB(1, VectorUnit.Shift(AB, -9));
        StoreB(2, VectorUnit.Shift(AB, -3));
        StoreB(3, VectorUnit.Shift(AB, -1));
        StoreB(4, VectorUnit.Shift(AB, 0));
        StoreB(5, VectorUnit.Shift(AB, 1));
        StoreB(6, VectorUnit.Shift(AB, 5));
        StoreB(7, VectorUnit.Shift(AB, 15));
    }

    public static void SplatByteB()
    {
        StoreB(0, VectorUnit.SplatByte(0x1234));
        StoreB(1, VectorUnit.SplatByte(-1));
        StoreB(2, VectorUnit.SplatByte(Seed));
        StoreB(3, VectorUnit.SplatByte(Seed * 3));
    }

    public static void SubtractModuloB()
    {
        StoreB(0, VectorUnit.SubtractModulo(AB, BB));
        VectorUnit.Compare(CB);
        StoreB(1, VectorUnit.SubtractModulo(CB, AB, BB, Condition.Greater));
        StoreB(2, VectorUnit.SubtractModulo(CB, AB, BB, Condition.Less));
        StoreB(3, VectorUnit.SubtractModulo(CB, AB, BB, Condition.Equal));
        VectorUnit.Compare(CH);
        StoreB(4, VectorUnit.SubtractModulo(CB, AB, BB, Condition.Less));
    }

    public static void SubtractSaturatingB()
    {
        StoreB(0, VectorUnit.SubtractSaturating(AB, BB));
        VectorUnit.Compare(CB);
        StoreB(1, VectorUnit.SubtractSaturating(CB, AB, BB, Condition.Greater));
        StoreB(2, VectorUnit.SubtractSaturating(CB, AB, BB, Condition.Less));
        StoreB(3, VectorUnit.SubtractSaturating(CB, AB, BB, Condition.Equal));
        VectorUnit.Compare(CH);
        StoreB(4, VectorUnit.SubtractSaturating(CB, AB, BB, Condition.Less));
    }

    public static void AddModuloH()
    {
        StoreH(0, VectorUnit.AddModulo(AH, BH));
        VectorUnit.Compare(CH);
        StoreH(1, VectorUnit.AddModulo(CH, AH, BH, Condition.Greater));
        StoreH(2, VectorUnit.AddModulo(CH, AH, BH, Condition.Less));
        StoreH(3, VectorUnit.AddModulo(CH, AH, BH, Condition.Equal));
        VectorUnit.Compare(CB);
        StoreH(4, VectorUnit.AddModulo(CH, AH, BH, Condition.Less));
    }

    public static void AddSaturatingH()
    {
        StoreH(0, VectorUnit.AddSaturating(AH, BH));
        VectorUnit.Compare(CH);
        StoreH(1, VectorUnit.AddSaturating(CH, AH, BH, Condition.Greater));
        StoreH(2, VectorUnit.AddSaturating(CH, AH, BH, Condition.Less));
        StoreH(3, VectorUnit.AddSaturating(CH, AH, BH, Condition.Equal));
        VectorUnit.Compare(CB);
        StoreH(4, VectorUnit.AddSaturating(CH, AH, BH, Condition.Less));
    }

    public static void MultiplyFractionalH()
    {
        StoreH(0, VectorUnit.MultiplyFractional(AH, BH));
        VectorUnit.Compare(CH);
        StoreH(1, VectorUnit.MultiplyFractional(CH, AH, BH, Condition.Greater));
        StoreH(2, VectorUnit.MultiplyFractional(CH, AH, BH, Condition.Less));
        StoreH(3, VectorUnit.MultiplyFractional(CH, AH, BH, Condition.Equal));
        VectorUnit.Compare(CB);
        StoreH(4, VectorUnit.MultiplyFractional(CH, AH, BH, Condition.Less));
    }

    public static void MultiplyModuloH()
    {
        StoreH(0, VectorUnit.MultiplyModulo(AH, BH));
        VectorUnit.Compare(CH);
        StoreH(1, VectorUnit.MultiplyModulo(CH, AH, BH, Condition.Greater));
        StoreH(2, VectorUnit.MultiplyModulo(CH, AH, BH, Condition.Less));
        StoreH(3, VectorUnit.MultiplyModulo(CH, AH, BH, Condition.Equal));
        VectorUnit.Compare(CB);
        StoreH(4, VectorUnit.MultiplyModulo(CH, AH, BH, Condition.Less));
    }

    public static void SelectH()
    {
        VectorUnit.Compare(CH);
        StoreH(0, VectorUnit.Select(AH, BH, Condition.Always));
        StoreH(1, VectorUnit.Select(AH, BH, Condition.Greater));
        StoreH(2, VectorUnit.Select(AH, BH, Condition.Less));
        StoreH(3, VectorUnit.Select(AH, BH, Condition.Equal));
    }

    public static void ShiftH()
    {
        StoreH(0, VectorUnit.Shift(AH, -16));
        StoreH(1, VectorUnit.Shift(AH, -9));
        StoreH(2, VectorUnit.Shift(AH, -3));
        StoreH(3, VectorUnit.Shift(AH, -1));
        StoreH(4, VectorUnit.Shift(AH, 0));
        StoreH(5, VectorUnit.Shift(AH, 1));
        StoreH(6, VectorUnit.Shift(AH, 5));
        StoreH(7, VectorUnit.Shift(AH, 15));
    }

    public static void SplatHalfwordH()
    {
        StoreH(0, VectorUnit.SplatHalfword(0x1234));
        StoreH(1, VectorUnit.SplatHalfword(-1));
        StoreH(2, VectorUnit.SplatHalfword(Seed));
        StoreH(3, VectorUnit.SplatHalfword(Seed * 3));
    }

    public static void SubtractModuloH()
    {
        StoreH(0, VectorUnit.SubtractModulo(AH, BH));
        VectorUnit.Compare(CH);
        StoreH(1, VectorUnit.SubtractModulo(CH, AH, BH, Condition.Greater));
        StoreH(2, VectorUnit.SubtractModulo(CH, AH, BH, Condition.Less));
        StoreH(3, VectorUnit.SubtractModulo(CH, AH, BH, Condition.Equal));
        VectorUnit.Compare(CB);
        StoreH(4, VectorUnit.SubtractModulo(CH, AH, BH, Condition.Less));
    }

    public static void SubtractSaturatingH()
    {
        StoreH(0, VectorUnit.SubtractSaturating(AH, BH));
        VectorUnit.Compare(CH);
        StoreH(1, VectorUnit.SubtractSaturating(CH, AH, BH, Condition.Greater));
        StoreH(2, VectorUnit.SubtractSaturating(CH, AH, BH, Condition.Less));
        StoreH(3, VectorUnit.SubtractSaturating(CH, AH, BH, Condition.Equal));
        VectorUnit.Compare(CB);
        StoreH(4, VectorUnit.SubtractSaturating(CH, AH, BH, Condition.Less));
    }

    public static void UnpackLeftB()
    {
        StoreH(0, VectorUnit.UnpackLeft(AB, BB, 0));
        StoreH(1, VectorUnit.UnpackLeft(AB, BB, 1));
        StoreH(2, VectorUnit.UnpackLeft(AB, BB, 2));
        StoreH(3, VectorUnit.UnpackLeft(AB, BB, 3));
    }

    public static void UnpackRightB()
    {
        StoreH(0, VectorUnit.UnpackRight(AB, BB, 0));
        StoreH(1, VectorUnit.UnpackRight(AB, BB, 1));
        StoreH(2, VectorUnit.UnpackRight(AB, BB, 2));
        StoreH(3, VectorUnit.UnpackRight(AB, BB, 3));
    }

    public static void CompareB()
    {
        VectorUnit.Compare(AB);
        StoreB(0, VectorUnit.Select(AB, BB, Condition.Greater));
        StoreB(1, VectorUnit.Select(AB, BB, Condition.Less));
        StoreB(2, VectorUnit.Select(AB, BB, Condition.Equal));
    }

    public static void CompareH()
    {
        VectorUnit.Compare(AH);
        StoreH(0, VectorUnit.Select(AH, BH, Condition.Greater));
        StoreH(1, VectorUnit.Select(AH, BH, Condition.Less));
        StoreH(2, VectorUnit.Select(AH, BH, Condition.Equal));
    }

    public static void AccumulatorPlusFractionalB()
    {
        Accumulator.SetProductModulo(CB, BB);
        StoreB(0, Accumulator.PlusFractional(AB));
        VectorUnit.Compare(CB);
        StoreB(1, Accumulator.PlusFractional(CB, AB, Condition.Greater));
        StoreB(2, Accumulator.PlusFractional(CB, AB, Condition.Less));
        StoreB(3, Accumulator.PlusFractional(CB, AB, Condition.Equal));
    }

    public static void AccumulatorPlusModuloB()
    {
        Accumulator.SetProductModulo(CB, BB);
        StoreB(0, Accumulator.PlusModulo(AB));
        VectorUnit.Compare(CB);
        StoreB(1, Accumulator.PlusModulo(CB, AB, Condition.Greater));
        StoreB(2, Accumulator.PlusModulo(CB, AB, Condition.Less));
        StoreB(3, Accumulator.PlusModulo(CB, AB, Condition.Equal));
    }

    public static void AccumulatorPlusProductFractionalB()
    {
        Accumulator.SetProductModulo(CB, BB);
        StoreB(0, Accumulator.PlusProductFractional(AB, BB));
        VectorUnit.Compare(CB);
        StoreB(1, Accumulator.PlusProductFractional(CB, AB, BB, Condition.Greater));
        StoreB(2, Accumulator.PlusProductFractional(CB, AB, BB, Condition.Less));
        StoreB(3, Accumulator.PlusProductFractional(CB, AB, BB, Condition.Equal));
    }

    public static void AccumulatorPlusProductModuloB()
    {
        Accumulator.SetProductModulo(CB, BB);
        StoreB(0, Accumulator.PlusProductModulo(AB, BB));
        VectorUnit.Compare(CB);
        StoreB(1, Accumulator.PlusProductModulo(CB, AB, BB, Condition.Greater));
        StoreB(2, Accumulator.PlusProductModulo(CB, AB, BB, Condition.Less));
        StoreB(3, Accumulator.PlusProductModulo(CB, AB, BB, Condition.Equal));
    }

    public static void AccumulatorPlusFractionalH()
    {
        Accumulator.SetProductModulo(CH, BH);
        StoreH(0, Accumulator.PlusFractional(AH));
        VectorUnit.Compare(CH);
        StoreH(1, Accumulator.PlusFractional(CH, AH, Condition.Greater));
        StoreH(2, Accumulator.PlusFractional(CH, AH, Condition.Less));
        StoreH(3, Accumulator.PlusFractional(CH, AH, Condition.Equal));
    }

    public static void AccumulatorPlusModuloH()
    {
        Accumulator.SetProductModulo(CH, BH);
        StoreH(0, Accumulator.PlusModulo(AH));
        VectorUnit.Compare(CH);
        StoreH(1, Accumulator.PlusModulo(CH, AH, Condition.Greater));
        StoreH(2, Accumulator.PlusModulo(CH, AH, Condition.Less));
        StoreH(3, Accumulator.PlusModulo(CH, AH, Condition.Equal));
    }

    public static void AccumulatorPlusProductFractionalH()
    {
        Accumulator.SetProductModulo(CH, BH);
        StoreH(0, Accumulator.PlusProductFractional(AH, BH));
        VectorUnit.Compare(CH);
        StoreH(1, Accumulator.PlusProductFractional(CH, AH, BH, Condition.Greater));
        StoreH(2, Accumulator.PlusProductFractional(CH, AH, BH, Condition.Less));
        StoreH(3, Accumulator.PlusProductFractional(CH, AH, BH, Condition.Equal));
    }

    public static void AccumulatorPlusProductModuloH()
    {
        Accumulator.SetProductModulo(CH, BH);
        StoreH(0, Accumulator.PlusProductModulo(AH, BH));
        VectorUnit.Compare(CH);
        StoreH(1, Accumulator.PlusProductModulo(CH, AH, BH, Condition.Greater));
        StoreH(2, Accumulator.PlusProductModulo(CH, AH, BH, Condition.Less));
        StoreH(3, Accumulator.PlusProductModulo(CH, AH, BH, Condition.Equal));
    }

    public static void AccumulatorAddB()
    {
        Accumulator.SetProductFractional(CB, BB);
        Accumulator.Add(AB);
        AccumulatorsB(0);
        VectorUnit.Compare(CB);
        Accumulator.Add(AB, Condition.Greater);
        AccumulatorsB(2);
        Accumulator.Add(AB, Condition.Less);
        AccumulatorsB(4);
        Accumulator.Add(AB, Condition.Equal);
        AccumulatorsB(6);
    }

    public static void AccumulatorAddH()
    {
        Accumulator.SetProductFractional(CH, BH);
        Accumulator.Add(AH);
        AccumulatorsH(0);
        VectorUnit.Compare(CH);
        Accumulator.Add(AH, Condition.Greater);
        AccumulatorsH(2);
        Accumulator.Add(AH, Condition.Less);
        AccumulatorsH(4);
        Accumulator.Add(AH, Condition.Equal);
        AccumulatorsH(6);
    }

    public static void AccumulatorAddFractionalB()
    {
        Accumulator.SetProductFractional(CB, BB);
        Accumulator.AddFractional(AB);
        AccumulatorsB(0);
        VectorUnit.Compare(CB);
        Accumulator.AddFractional(AB, Condition.Greater);
        AccumulatorsB(2);
        Accumulator.AddFractional(AB, Condition.Less);
        AccumulatorsB(4);
        Accumulator.AddFractional(AB, Condition.Equal);
        AccumulatorsB(6);
    }

    public static void AccumulatorAddFractionalH()
    {
        Accumulator.SetProductFractional(CH, BH);
        Accumulator.AddFractional(AH);
        AccumulatorsH(0);
        VectorUnit.Compare(CH);
        Accumulator.AddFractional(AH, Condition.Greater);
        AccumulatorsH(2);
        Accumulator.AddFractional(AH, Condition.Less);
        AccumulatorsH(4);
        Accumulator.AddFractional(AH, Condition.Equal);
        AccumulatorsH(6);
    }

    public static void AccumulatorAddProductFractionalB()
    {
        Accumulator.SetProductFractional(CB, BB);
        Accumulator.AddProductFractional(AB, BB);
        AccumulatorsB(0);
        VectorUnit.Compare(CB);
        Accumulator.AddProductFractional(AB, BB, Condition.Greater);
        AccumulatorsB(2);
        Accumulator.AddProductFractional(AB, BB, Condition.Less);
        AccumulatorsB(4);
        Accumulator.AddProductFractional(AB, BB, Condition.Equal);
        AccumulatorsB(6);
    }

    public static void AccumulatorAddProductFractionalH()
    {
        Accumulator.SetProductFractional(CH, BH);
        Accumulator.AddProductFractional(AH, BH);
        AccumulatorsH(0);
        VectorUnit.Compare(CH);
        Accumulator.AddProductFractional(AH, BH, Condition.Greater);
        AccumulatorsH(2);
        Accumulator.AddProductFractional(AH, BH, Condition.Less);
        AccumulatorsH(4);
        Accumulator.AddProductFractional(AH, BH, Condition.Equal);
        AccumulatorsH(6);
    }

    public static void AccumulatorAddProductModuloB()
    {
        Accumulator.SetProductFractional(CB, BB);
        Accumulator.AddProductModulo(AB, BB);
        AccumulatorsB(0);
        VectorUnit.Compare(CB);
        Accumulator.AddProductModulo(AB, BB, Condition.Greater);
        AccumulatorsB(2);
        Accumulator.AddProductModulo(AB, BB, Condition.Less);
        AccumulatorsB(4);
        Accumulator.AddProductModulo(AB, BB, Condition.Equal);
        AccumulatorsB(6);
    }

    public static void AccumulatorAddProductModuloH()
    {
        Accumulator.SetProductFractional(CH, BH);
        Accumulator.AddProductModulo(AH, BH);
        AccumulatorsH(0);
        VectorUnit.Compare(CH);
        Accumulator.AddProductModulo(AH, BH, Condition.Greater);
        AccumulatorsH(2);
        Accumulator.AddProductModulo(AH, BH, Condition.Less);
        AccumulatorsH(4);
        Accumulator.AddProductModulo(AH, BH, Condition.Equal);
        AccumulatorsH(6);
    }

    public static void AccumulatorSetB()
    {
        Accumulator.SetProductFractional(CB, BB);
        Accumulator.Set(AB);
        AccumulatorsB(0);
        VectorUnit.Compare(CB);
        Accumulator.Set(AB, Condition.Greater);
        AccumulatorsB(2);
        Accumulator.Set(AB, Condition.Less);
        AccumulatorsB(4);
        Accumulator.Set(AB, Condition.Equal);
        AccumulatorsB(6);
    }

    public static void AccumulatorSetH()
    {
        Accumulator.SetProductFractional(CH, BH);
        Accumulator.Set(AH);
        AccumulatorsH(0);
        VectorUnit.Compare(CH);
        Accumulator.Set(AH, Condition.Greater);
        AccumulatorsH(2);
        Accumulator.Set(AH, Condition.Less);
        AccumulatorsH(4);
        Accumulator.Set(AH, Condition.Equal);
        AccumulatorsH(6);
    }

    public static void AccumulatorSetFractionalB()
    {
        Accumulator.SetProductFractional(CB, BB);
        Accumulator.SetFractional(AB);
        AccumulatorsB(0);
        VectorUnit.Compare(CB);
        Accumulator.SetFractional(AB, Condition.Greater);
        AccumulatorsB(2);
        Accumulator.SetFractional(AB, Condition.Less);
        AccumulatorsB(4);
        Accumulator.SetFractional(AB, Condition.Equal);
        AccumulatorsB(6);
    }

    public static void AccumulatorSetFractionalH()
    {
        Accumulator.SetProductFractional(CH, BH);
        Accumulator.SetFractional(AH);
        AccumulatorsH(0);
        VectorUnit.Compare(CH);
        Accumulator.SetFractional(AH, Condition.Greater);
        AccumulatorsH(2);
        Accumulator.SetFractional(AH, Condition.Less);
        AccumulatorsH(4);
        Accumulator.SetFractional(AH, Condition.Equal);
        AccumulatorsH(6);
    }

    public static void AccumulatorSetProductFractionalB()
    {
        Accumulator.SetProductFractional(CB, BB);
        Accumulator.SetProductFractional(AB, BB);
        AccumulatorsB(0);
        VectorUnit.Compare(CB);
        Accumulator.SetProductFractional(AB, BB, Condition.Greater);
        AccumulatorsB(2);
        Accumulator.SetProductFractional(AB, BB, Condition.Less);
        AccumulatorsB(4);
        Accumulator.SetProductFractional(AB, BB, Condition.Equal);
        AccumulatorsB(6);
    }

    public static void AccumulatorSetProductFractionalH()
    {
        Accumulator.SetProductFractional(CH, BH);
        Accumulator.SetProductFractional(AH, BH);
        AccumulatorsH(0);
        VectorUnit.Compare(CH);
        Accumulator.SetProductFractional(AH, BH, Condition.Greater);
        AccumulatorsH(2);
        Accumulator.SetProductFractional(AH, BH, Condition.Less);
        AccumulatorsH(4);
        Accumulator.SetProductFractional(AH, BH, Condition.Equal);
        AccumulatorsH(6);
    }

    public static void AccumulatorSetProductModuloB()
    {
        Accumulator.SetProductFractional(CB, BB);
        Accumulator.SetProductModulo(AB, BB);
        AccumulatorsB(0);
        VectorUnit.Compare(CB);
        Accumulator.SetProductModulo(AB, BB, Condition.Greater);
        AccumulatorsB(2);
        Accumulator.SetProductModulo(AB, BB, Condition.Less);
        AccumulatorsB(4);
        Accumulator.SetProductModulo(AB, BB, Condition.Equal);
        AccumulatorsB(6);
    }

    public static void AccumulatorSetProductModuloH()
    {
        Accumulator.SetProductFractional(CH, BH);
        Accumulator.SetProductModulo(AH, BH);
        AccumulatorsH(0);
        VectorUnit.Compare(CH);
        Accumulator.SetProductModulo(AH, BH, Condition.Greater);
        AccumulatorsH(2);
        Accumulator.SetProductModulo(AH, BH, Condition.Less);
        AccumulatorsH(4);
        Accumulator.SetProductModulo(AH, BH, Condition.Equal);
        AccumulatorsH(6);
    }

    public static void AccumulatorSetSumB()
    {
        Accumulator.SetProductFractional(CB, BB);
        Accumulator.SetSum(AB, BB);
        AccumulatorsB(0);
        VectorUnit.Compare(CB);
        Accumulator.SetSum(AB, BB, Condition.Greater);
        AccumulatorsB(2);
        Accumulator.SetSum(AB, BB, Condition.Less);
        AccumulatorsB(4);
        Accumulator.SetSum(AB, BB, Condition.Equal);
        AccumulatorsB(6);
    }

    public static void AccumulatorSetSumH()
    {
        Accumulator.SetProductFractional(CH, BH);
        Accumulator.SetSum(AH, BH);
        AccumulatorsH(0);
        VectorUnit.Compare(CH);
        Accumulator.SetSum(AH, BH, Condition.Greater);
        AccumulatorsH(2);
        Accumulator.SetSum(AH, BH, Condition.Less);
        AccumulatorsH(4);
        Accumulator.SetSum(AH, BH, Condition.Equal);
        AccumulatorsH(6);
    }

    private static void StoreH(int slot, VectorH value) => Sram.Store(OutH, slot * VectorH.Length, value);

    private static void StoreB(int slot, VectorB value) => Sram.Store(OutB, slot * VectorB.Length, value);

    // Both halves of the accumulator.
    private static void AccumulatorsH(int slot)
    {
        VectorH zero = default;
        StoreH(slot, Accumulator.PlusModulo(zero));
        StoreH(slot + 1, Accumulator.PlusFractional(zero));
    }

    private static void AccumulatorsB(int slot)
    {
        VectorB zero = default;
        StoreB(slot, Accumulator.PlusModulo(zero));
        StoreB(slot + 1, Accumulator.PlusFractional(zero));
    }

    // Every pair of edge values meets in some lane; the rest is arbitrary.
    private static short[] Halfwords(uint state, int phase)
    {
        var edges = new short[] { 0, 1, -1, short.MaxValue, short.MinValue, 0x4000 };
        var values = new short[VectorH.Length];
        for (var i = 0; i < values.Length; i++)
        {
            state = state * 1664525 + 1013904223;
            values[i] = i < 36 ? edges[phase == 0 ? i / 6 : phase == 1 ? i % 6 : (i / 6 + i) % 6] : (short)(state >> 16);
        }

        return values;
    }

    private static byte[] Bytes(uint state, int phase)
    {
        var edges = new byte[] { 0, 1, 255, 127, 128, 64 };
        var values = new byte[VectorB.Length];
        for (var i = 0; i < values.Length; i++)
        {
            state = state * 1664525 + 1013904223;
            values[i] = i < 36 ? edges[phase == 0 ? i / 6 : phase == 1 ? i % 6 : (i / 6 + i) % 6] : (byte)(state >> 24);
        }

        return values;
    }
}
