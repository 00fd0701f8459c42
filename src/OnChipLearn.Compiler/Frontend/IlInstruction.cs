using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;

namespace OnChipLearn.Compiler.Frontend;

/// <summary>One IL instruction.</summary>
/// <param name="Offset">Byte offset in the method body.</param>
/// <param name="Code">Operation.</param>
/// <param name="Operand">Constant, variable number, metadata token or absolute branch target.</param>
/// <param name="Next">Offset of the instruction behind it.</param>
/// <param name="Targets">Absolute targets of a switch.</param>
/// <param name="Real">Constant of <c>ldc.r4</c> and <c>ldc.r8</c>.</param>
internal sealed record IlInstruction(int Offset, ILOpCode Code, long Operand, int Next, int[] Targets, double Real)
{
    public EntityHandle Token => MetadataTokens.EntityHandle((int)Operand);

    public bool IsBranch => Code.IsBranch();
}

/// <summary>Decodes method bodies.</summary>
internal static class IlDecoder
{
    public static List<IlInstruction> Decode(MethodBodyBlock body)
    {
        var reader = body.GetILReader();
        var list = new List<IlInstruction>();
        while (reader.RemainingBytes > 0)
        {
            var offset = reader.Offset;
            int code = reader.ReadByte();
            if (code == 0xfe)
            {
                code = 0xfe00 | reader.ReadByte();
            }

            list.Add(Operand((ILOpCode)code, offset, ref reader));
        }

        return list;
    }

    private static IlInstruction Operand(ILOpCode code, int offset, ref BlobReader reader)
    {
        long operand = 0;
        int[] targets = [];
        double real = 0;
        if (code.IsBranch())
        {
            operand = code.GetBranchOperandSize() == 1 ? reader.ReadSByte() : reader.ReadInt32();
            operand += reader.Offset;
            return new IlInstruction(offset, code, operand, reader.Offset, targets, real);
        }

        switch (code)
        {
            case ILOpCode.Ldc_i4_s:
                operand = reader.ReadSByte();
                break;
            case ILOpCode.Ldarg_s or ILOpCode.Ldarga_s or ILOpCode.Starg_s or ILOpCode.Ldloc_s or ILOpCode.Ldloca_s or ILOpCode.Stloc_s or ILOpCode.Unaligned:
                operand = reader.ReadByte();
                break;
            case ILOpCode.Ldarg or ILOpCode.Ldarga or ILOpCode.Starg or ILOpCode.Ldloc or ILOpCode.Ldloca or ILOpCode.Stloc:
                operand = reader.ReadUInt16();
                break;
            case ILOpCode.Ldc_i8:
                operand = reader.ReadInt64();
                break;
            case ILOpCode.Ldc_r4:
                real = reader.ReadSingle();
                break;
            case ILOpCode.Ldc_r8:
                real = reader.ReadDouble();
                break;
            case ILOpCode.Switch:
                targets = new int[reader.ReadInt32()];
                for (var i = 0; i < targets.Length; i++)
                {
                    targets[i] = reader.ReadInt32();
                }

                for (var i = 0; i < targets.Length; i++)
                {
                    targets[i] += reader.Offset;
                }

                break;
            case >= ILOpCode.Ldarg_0 and <= ILOpCode.Ldarg_3:
                operand = code - ILOpCode.Ldarg_0;
                break;
            case >= ILOpCode.Ldloc_0 and <= ILOpCode.Ldloc_3:
                operand = code - ILOpCode.Ldloc_0;
                break;
            case >= ILOpCode.Stloc_0 and <= ILOpCode.Stloc_3:
                operand = code - ILOpCode.Stloc_0;
                break;
            case >= ILOpCode.Ldc_i4_m1 and <= ILOpCode.Ldc_i4_8:
                operand = (int)code - (int)ILOpCode.Ldc_i4_0;
                break;
            case ILOpCode.Ldc_i4 or ILOpCode.Jmp or ILOpCode.Call or ILOpCode.Calli or (>= ILOpCode.Callvirt and <= ILOpCode.Newobj)
                or ILOpCode.Castclass or ILOpCode.Isinst or ILOpCode.Unbox or (>= ILOpCode.Ldfld and <= ILOpCode.Stobj) or ILOpCode.Box or ILOpCode.Newarr
                or ILOpCode.Ldelema or ILOpCode.Ldelem or ILOpCode.Stelem or ILOpCode.Unbox_any or ILOpCode.Refanyval or ILOpCode.Mkrefany or ILOpCode.Ldtoken
                or ILOpCode.Ldftn or ILOpCode.Ldvirtftn or ILOpCode.Initobj or ILOpCode.Constrained or ILOpCode.Sizeof:
                operand = reader.ReadInt32();
                break;
        }

        return new IlInstruction(offset, code, operand, reader.Offset, targets, real);
    }
}
