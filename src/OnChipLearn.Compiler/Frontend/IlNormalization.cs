using System.Reflection.Metadata;

namespace OnChipLearn.Compiler.Frontend;

/// <summary>Maps the short and numbered encodings of an IL operation to one of them.</summary>
internal static class IlNormalization
{
    public static ILOpCode General(this ILOpCode code) => code switch
    {
        (>= ILOpCode.Ldarg_0 and <= ILOpCode.Ldarg_3) or ILOpCode.Ldarg_s => ILOpCode.Ldarg,
        (>= ILOpCode.Ldloc_0 and <= ILOpCode.Ldloc_3) or ILOpCode.Ldloc_s => ILOpCode.Ldloc,
        (>= ILOpCode.Stloc_0 and <= ILOpCode.Stloc_3) or ILOpCode.Stloc_s => ILOpCode.Stloc,
        ILOpCode.Ldarga_s => ILOpCode.Ldarga,
        ILOpCode.Starg_s => ILOpCode.Starg,
        ILOpCode.Ldloca_s => ILOpCode.Ldloca,
        (>= ILOpCode.Ldc_i4_m1 and <= ILOpCode.Ldc_i4_8) or ILOpCode.Ldc_i4_s => ILOpCode.Ldc_i4,
        ILOpCode.Br_s => ILOpCode.Br,
        ILOpCode.Brfalse_s => ILOpCode.Brfalse,
        ILOpCode.Brtrue_s => ILOpCode.Brtrue,
        ILOpCode.Beq_s => ILOpCode.Beq,
        ILOpCode.Bge_s => ILOpCode.Bge,
        ILOpCode.Bgt_s => ILOpCode.Bgt,
        ILOpCode.Ble_s => ILOpCode.Ble,
        ILOpCode.Blt_s => ILOpCode.Blt,
        ILOpCode.Bne_un_s => ILOpCode.Bne_un,
        ILOpCode.Bge_un_s => ILOpCode.Bge_un,
        ILOpCode.Bgt_un_s => ILOpCode.Bgt_un,
        ILOpCode.Ble_un_s => ILOpCode.Ble_un,
        ILOpCode.Blt_un_s => ILOpCode.Blt_un,
        ILOpCode.Leave_s => ILOpCode.Leave,
        _ => code,
    };
}
