using System.Runtime.CompilerServices;
using PpuSim.Arithmetic.Kernels;
using PpuSim.Arithmetic.Operations;

namespace PpuSim.Arithmetic.Tests;

/// <summary>Runs one operation on a state; <paramref name="immediate"/> is the shift amount or the pack size. Returns the counted saturations.</summary>
internal delegate int LaneOperation(LaneState state, int condition, int immediate, SimdTier limit);

/// <summary>Every vector arithmetic, compare and permute instruction as a call of its kernel.</summary>
internal static class LaneOperations
{
    public static IReadOnlyDictionary<string, LaneOperation> ByMnemonic { get; } = new Dictionary<string, LaneOperation>
    {
        ["fxvmulhm"] = Halfwords<MultiplyModulo>,
        ["fxvmulbm"] = Bytes<MultiplyModulo>,
        ["fxvmulhfs"] = Halfwords<MultiplyFractional>,
        ["fxvmulbfs"] = Bytes<MultiplyFractional>,
        ["fxvmahm"] = Halfwords<MultiplyAddModulo>,
        ["fxvmabm"] = Bytes<MultiplyAddModulo>,
        ["fxvmahfs"] = Halfwords<MultiplyAddFractional>,
        ["fxvmabfs"] = Bytes<MultiplyAddFractional>,
        ["fxvaddhm"] = Halfwords<AddModulo>,
        ["fxvaddbm"] = Bytes<AddModulo>,
        ["fxvaddhfs"] = Halfwords<AddSaturating>,
        ["fxvaddbfs"] = Bytes<AddSaturating>,
        ["fxvsubhm"] = Halfwords<SubtractModulo>,
        ["fxvsubbm"] = Bytes<SubtractModulo>,
        ["fxvsubhfs"] = Halfwords<SubtractSaturating>,
        ["fxvsubbfs"] = Bytes<SubtractSaturating>,
        ["fxvaddachm"] = Halfwords<AddAccumulatorModulo>,
        ["fxvaddacbm"] = Bytes<AddAccumulatorModulo>,
        ["fxvaddachfs"] = Halfwords<AddAccumulatorFractional>,
        ["fxvaddacbfs"] = Bytes<AddAccumulatorFractional>,
        ["fxvmultachm"] = WideHalfwords<SetProduct>,
        ["fxvmultacbm"] = WideBytes<SetProduct>,
        ["fxvmultachfs"] = WideHalfwords<SetProductFractional>,
        ["fxvmultacbfs"] = WideBytes<SetProductFractional>,
        ["fxvmatachm"] = WideHalfwords<AddProductModulo>,
        ["fxvmatacbm"] = WideBytes<AddProductModulo>,
        ["fxvmatachfs"] = WideHalfwords<AddProductFractional>,
        ["fxvmatacbfs"] = WideBytes<AddProductFractional>,
        ["fxvmtach"] = WideHalfwords<SetElement>,
        ["fxvmtacb"] = WideBytes<SetElement>,
        ["fxvmtachf"] = WideHalfwords<SetElementFractional>,
        ["fxvmtacbf"] = WideBytes<SetElementFractional>,
        ["fxvaddtachm"] = WideHalfwords<SetSum>,
        ["fxvaddtacb"] = WideBytes<SetSum>,
        ["fxvaddactachm"] = WideHalfwords<AddElementModulo>,
        ["fxvaddactacb"] = WideBytes<AddElementModulo>,
        ["fxvaddactachf"] = WideHalfwords<AddElementFractional>,
        ["fxvaddactacbf"] = WideBytes<AddElementFractional>,
        ["fxvcmph"] = CompareHalfwords,
        ["fxvcmpb"] = CompareBytes,
        ["fxvsel"] = Select,
        ["fxvshh"] = ShiftHalfwords,
        ["fxvshb"] = ShiftBytes,
        ["fxvsplath"] = SplatHalfwords,
        ["fxvsplatb"] = SplatBytes,
        ["fxvpckbu"] = Pack<PackUpper>,
        ["fxvpckbl"] = Pack<PackLower>,
        ["fxvupckbl"] = Pack<UnpackLeft>,
        ["fxvupckbr"] = Pack<UnpackRight>,
    };

    /// <summary>Range of the immediate of an instruction; 0..0 without one.</summary>
    public static (int Lowest, int Highest) Immediates(string mnemonic) =>
        mnemonic.StartsWith("fxvsh", StringComparison.Ordinal) ? (-16, 15)
        : mnemonic.Contains("pck", StringComparison.Ordinal) ? (0, 3)
        : (0, 0);

    private static int Halfwords<T>(LaneState s, int condition, int immediate, SimdTier limit)
        where T : struct, IRegisterOperation =>
        RegisterKernel.Halfwords<T, Counted>(
            ref s.Target[0], ref s.First[0], ref s.Second[0], ref s.Accumulators[0], ref Mask(s, condition), s.Lanes, limit);

    private static int Bytes<T>(LaneState s, int condition, int immediate, SimdTier limit)
        where T : struct, IRegisterOperation =>
        RegisterKernel.Bytes<T, Counted>(
            ref s.Target[0], ref s.First[0], ref s.Second[0], ref s.Accumulators[0], ref Mask(s, condition), s.Lanes, limit);

    private static int WideHalfwords<T>(LaneState s, int condition, int immediate, SimdTier limit)
        where T : struct, IAccumulatorOperation =>
        AccumulatorKernel.Halfwords<T, Counted>(ref s.Accumulators[0], ref s.First[0], ref s.Second[0], ref Mask(s, condition), s.Lanes, limit);

    private static int WideBytes<T>(LaneState s, int condition, int immediate, SimdTier limit)
        where T : struct, IAccumulatorOperation =>
        AccumulatorKernel.Bytes<T, Counted>(ref s.Accumulators[0], ref s.First[0], ref s.Second[0], ref Mask(s, condition), s.Lanes, limit);

    private static int Pack<T>(LaneState s, int condition, int size, SimdTier limit)
        where T : struct, IPackOperation
    {
        PackKernel.Slices<T>(ref s.Target[0], ref s.First[0], ref s.Second[0], size, s.Lanes, limit);
        return 0;
    }

    private static int CompareHalfwords(LaneState s, int condition, int immediate, SimdTier limit)
    {
        CompareKernel.Halfwords(ref s.Equal[0], ref s.Greater[0], ref s.Less[0], ref s.First[0], s.Lanes, limit);
        return 0;
    }

    private static int CompareBytes(LaneState s, int condition, int immediate, SimdTier limit)
    {
        CompareKernel.Bytes(ref s.Equal[0], ref s.Greater[0], ref s.Less[0], ref s.First[0], s.Lanes, limit);
        return 0;
    }

    private static int Select(LaneState s, int condition, int immediate, SimdTier limit)
    {
        SelectKernel.Bytes(ref s.Target[0], ref s.First[0], ref s.Second[0], ref Mask(s, condition), s.Lanes, limit);
        return 0;
    }

    private static int ShiftHalfwords(LaneState s, int condition, int immediate, SimdTier limit)
    {
        ShiftKernel.Halfwords(ref s.Target[0], ref s.First[0], immediate, s.Lanes, limit);
        return 0;
    }

    private static int ShiftBytes(LaneState s, int condition, int immediate, SimdTier limit)
    {
        ShiftKernel.Bytes(ref s.Target[0], ref s.First[0], immediate, s.Lanes, limit);
        return 0;
    }

    private static int SplatHalfwords(LaneState s, int condition, int immediate, SimdTier limit)
    {
        SplatKernel.Halfwords(ref s.Target[0], s.Scalar, s.Lanes);
        return 0;
    }

    private static int SplatBytes(LaneState s, int condition, int immediate, SimdTier limit)
    {
        SplatKernel.Bytes(ref s.Target[0], s.Scalar, s.Lanes);
        return 0;
    }

    private static ref ushort Mask(LaneState s, int condition)
    {
        var mask = s.Mask(condition);
        if (mask is null)
        {
            return ref Unsafe.NullRef<ushort>();
        }

        return ref mask[0];
    }
}
