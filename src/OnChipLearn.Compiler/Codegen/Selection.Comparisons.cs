using OnChipLearn.Compiler.Ir;
using PpuSim.Isa;

namespace OnChipLearn.Compiler.Codegen;

/// <content>Comparisons, for branches and as values.</content>
internal sealed partial class Selection
{
    private (int Field, int Bit) EmitRelation(Value value, out bool whenSet) =>
        EmitRelation(value.Predicate, value.Operands[0], value.Operands[1], machine.NewRegister(RegisterClass.Condition), out whenSet);

    private (int Field, int Bit) EmitRelation(Predicate predicate, Value a, Value b, int field, out bool whenSet)
    {
        var unsigned = predicate.IsUnsigned();
        if (b.Operation == Operation.Constant && folded.Contains(b) && ComparesWith(predicate, b.Immediate))
        {
            var useUnsigned = unsigned || !IsSigned16(b.Immediate);
            Add(new MachineInstruction(useUnsigned ? Op.Cmpli : Op.Cmpi) { First = field, Second = Register(a), Immediate = b.Immediate });
        }
        else
        {
            Add(new MachineInstruction(unsigned ? Op.Cmpl : Op.Cmp) { First = field, Second = Register(a), Third = Register(b) });
        }

        // Bits LT, GT, EQ; the negated relations look for a clear bit.
        whenSet = predicate is Predicate.Equal or Predicate.Less or Predicate.Greater or Predicate.LessUnsigned or Predicate.GreaterUnsigned;
        return (field, predicate switch
        {
            Predicate.Equal or Predicate.NotEqual => 2,
            Predicate.Less or Predicate.LessUnsigned or Predicate.GreaterOrEqual or Predicate.GreaterOrEqualUnsigned => 0,
            _ => 1,
        });
    }

    private void EmitCompare(Value value)
    {
        var (a, b) = (value.Operands[0], value.Operands[1]);
        var target = Register(value);
        if (value.Predicate is Predicate.Equal or Predicate.NotEqual)
        {
            // Zero leading-zero counts to 32, the only count with bit 5.
            var difference = Register(a);
            if (!b.IsConstant(0))
            {
                difference = Temporary();
                if (b.Operation == Operation.Constant && folded.Contains(b))
                {
                    if (IsUnsigned16(b.Immediate))
                    {
                        Add(new MachineInstruction(Op.Xori) { First = Register(a), Second = difference, Immediate = b.Immediate });
                    }
                    else
                    {
                        AddConstant(difference, Register(a), unchecked(-b.Immediate));
                    }
                }
                else
                {
                    Logical(Op.Xor, difference, Register(a), Register(b));
                }
            }

            var zeros = Temporary();
            Add(new MachineInstruction(Op.Cntlzw) { First = difference, Second = zeros });
            if (value.Predicate == Predicate.Equal)
            {
                RotateAndMask(target, zeros, 27, 5, 31);
                return;
            }

            var equal = Temporary();
            RotateAndMask(equal, zeros, 27, 5, 31);
            Add(new MachineInstruction(Op.Xori) { First = equal, Second = target, Immediate = 1 });
            return;
        }

        if (value.Predicate == Predicate.Less && b.IsConstant(0))
        {
            RotateAndMask(target, Register(a), 1, 31, 31);
            return;
        }

        var bit = EmitRelation(value.Predicate, a, b, Registers.ComparisonField, out var whenSet);
        var all = Temporary();
        Add(new MachineInstruction(Op.Mfcr) { First = all, ImplicitReads = [Registers.ComparisonField] });
        var extracted = whenSet ? target : Temporary();
        RotateAndMask(extracted, all, (4 * (Registers.ComparisonField - Registers.Condition0) + bit.Bit + 1) & 31, 31, 31);
        if (!whenSet)
        {
            Add(new MachineInstruction(Op.Xori) { First = extracted, Second = target, Immediate = 1 });
        }
    }
}
