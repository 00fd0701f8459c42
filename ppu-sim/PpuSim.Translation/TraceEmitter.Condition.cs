using System.Numerics;
using System.Reflection.Emit;
using PpuSim.Machine;

namespace PpuSim.Translation;

/// <summary>Comparisons: both values are kept, for the branch that follows; the field of the condition register is written where the path ends.</summary>
internal sealed partial class TraceEmitter
{
    private readonly LocalBuilder?[] _compared = new LocalBuilder?[2 * PathKnowledge.ConditionFields];

    private bool Compare(bool isSigned, int field, Action first, Action second)
    {
        first();
        Il.Emit(OpCodes.Stloc, Compared(field, 0));
        second();
        Il.Emit(OpCodes.Stloc, Compared(field, 1));
        _known.Comparisons[field] = new Comparison(isSigned ? ComparisonKind.Signed : ComparisonKind.Unsigned, IsUnwritten: true);
        return true;
    }

    // CR0 := comparison of a register with 0.
    private bool Record(int register) => Compare(true, 0, () => Register(register), () => Il.Emit(OpCodes.Ldc_I4_0));

    // Writes what the condition register lacks.
    private void WriteConditions()
    {
        if (!Array.Exists(_known.Comparisons, comparison => comparison.IsUnwritten))
        {
            return;
        }

        Il.Emit(OpCodes.Ldloc, _state);
        Field(Cr);
        for (var field = 0; field < PathKnowledge.ConditionFields; field++)
        {
            var (kind, isUnwritten) = _known.Comparisons[field];
            if (isUnwritten)
            {
                _known.Comparisons[field] = new Comparison(kind, IsUnwritten: false);
                Insert(field, kind == ComparisonKind.Signed);
            }
        }

        Il.Emit(OpCodes.Stfld, Cr);
    }

    // A field of the condition register on the stack, without jumps, which the host could only guess.
    private void Insert(int field, bool isSigned)
    {
        var shift = 28 - 4 * field;
        Il.Emit(OpCodes.Ldc_I4, ~(15 << shift));
        Il.Emit(OpCodes.And);
        Bit(isSigned ? OpCodes.Clt : OpCodes.Clt_Un, CrBits.Lt);
        Bit(isSigned ? OpCodes.Cgt : OpCodes.Cgt_Un, CrBits.Gt);
        Il.Emit(OpCodes.Or);
        Bit(OpCodes.Ceq, CrBits.Eq);
        Il.Emit(OpCodes.Or);
        Field(Xer);
        Il.Emit(OpCodes.Ldc_I4, 31);
        Il.Emit(OpCodes.Shr_Un);
        Il.Emit(OpCodes.Or);
        Il.Emit(OpCodes.Ldc_I4, shift);
        Il.Emit(OpCodes.Shl);
        Il.Emit(OpCodes.Or);

        void Bit(OpCode comparison, uint bit)
        {
            Il.Emit(OpCodes.Ldloc, Compared(field, 0));
            Il.Emit(OpCodes.Ldloc, Compared(field, 1));
            Il.Emit(comparison);
            Il.Emit(OpCodes.Ldc_I4, BitOperations.Log2(bit));
            Il.Emit(OpCodes.Shl);
        }
    }

    // Jumps if a bit of the condition register has a value, as far as the comparison is known.
    private bool JumpsIfCompared(int crBit, bool isSet, Label target)
    {
        var (field, kind) = (crBit >> 2, _known.Comparisons[crBit >> 2].Kind);
        var bit = CrBits.Lt >> (crBit & 3);
        if (kind == ComparisonKind.Unknown || bit is not (CrBits.Lt or CrBits.Gt or CrBits.Eq))
        {
            return false;
        }

        var isSigned = kind == ComparisonKind.Signed;
        Il.Emit(OpCodes.Ldloc, Compared(field, 0));
        Il.Emit(OpCodes.Ldloc, Compared(field, 1));
        Il.Emit(
            bit switch
            {
                CrBits.Lt when isSet => isSigned ? OpCodes.Blt : OpCodes.Blt_Un,
                CrBits.Lt => isSigned ? OpCodes.Bge : OpCodes.Bge_Un,
                CrBits.Gt when isSet => isSigned ? OpCodes.Bgt : OpCodes.Bgt_Un,
                CrBits.Gt => isSigned ? OpCodes.Ble : OpCodes.Ble_Un,
                _ => isSet ? OpCodes.Beq : OpCodes.Bne_Un,
            },
            target);
        return true;
    }

    private LocalBuilder Compared(int field, int operand) => _compared[2 * field + operand] ??= Il.DeclareLocal(typeof(int));
}
