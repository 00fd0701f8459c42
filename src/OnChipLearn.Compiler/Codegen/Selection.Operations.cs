using OnChipLearn.Compiler.Ir;
using PpuSim.Isa;

namespace OnChipLearn.Compiler.Codegen;

/// <content>Arithmetic, comparisons and control flow.</content>
internal sealed partial class Selection
{
    private void Emit(Value value)
    {
        switch (value.Operation)
        {
            case Operation.Phi:
                Copy(Register(value), phiInputs[value]);
                break;
            case Operation.Constant or Operation.Address or Operation.Slot:
                LoadConstant(Register(value), value);
                break;
            case Operation.Undefined:
                break;
            case Operation.Add:
                EmitAdd(value);
                break;
            case Operation.Subtract when value.Operands[0].IsConstant(0):
                Add(new MachineInstruction(Op.Neg) { First = Register(value), Second = Register(value.Operands[1]) });
                break;
            case Operation.Subtract:
                Add(new MachineInstruction(Op.Subf) { First = Register(value), Second = Register(value.Operands[1]), Third = Register(value.Operands[0]) });
                break;
            case Operation.Multiply when value.Operands[1] is { Operation: Operation.Constant } factor && IsSigned16(factor.Immediate):
                Add(new MachineInstruction(Op.Mulli) { First = Register(value), Second = Register(value.Operands[0]), Immediate = factor.Immediate });
                break;
            case Operation.Multiply:
                Arithmetic(Op.Mullw, value);
                break;
            case Operation.MultiplyHighSigned:
                Arithmetic(Op.Mulhw, value);
                break;
            case Operation.MultiplyHighUnsigned:
                Arithmetic(Op.Mulhwu, value);
                break;
            case Operation.DivideSigned:
                Arithmetic(Op.Divw, value);
                break;
            case Operation.DivideUnsigned:
                Arithmetic(Op.Divwu, value);
                break;
            case Operation.And:
                EmitAnd(value);
                break;
            case Operation.Or or Operation.Xor:
                EmitOr(value);
                break;
            case Operation.ShiftLeft or Operation.ShiftRightLogical or Operation.ShiftRightArithmetic or Operation.RotateLeft:
                EmitShift(value);
                break;
            case Operation.SignExtendByte:
                Unary(Op.Extsb, value);
                break;
            case Operation.SignExtendHalfword:
                Unary(Op.Extsh, value);
                break;
            case Operation.CountLeadingZeros:
                Unary(Op.Cntlzw, value);
                break;
            case Operation.Compare:
                EmitCompare(value);
                break;
            case Operation.Load or Operation.Store:
                EmitAccess(value);
                break;
            case Operation.Vector:
                EmitVector(value);
                break;
            case Operation.Call:
                EmitCall(value);
                break;
            case Operation.Result:
                break; // copied behind the call
            case Operation.TrapIf:
                var bit = EmitRelation(value, out var whenSet);
                Add(new MachineInstruction(Op.Bc) { First = whenSet ? 12 : 4, Second = bit.Field, Condition = bit.Bit, IsTrapExit = true });
                break;
            case Operation.ReadSpecial:
                Add(new MachineInstruction(Op.Mfspr) { First = Register(value), Immediate = value.Immediate });
                break;
            case Operation.Synchronize:
                Add(new MachineInstruction(Op.Sync));
                break;
            case Operation.Wait:
                Add(new MachineInstruction(Op.Wait));
                break;
            case Operation.SetCounter:
                Add(new MachineInstruction(Op.Mtspr) { First = Register(value.Operands[0]), Immediate = 9 });
                machine.ClobbersCounter = true;
                break;
            default:
                EmitTerminator(value);
                break;
        }
    }

    private void EmitTerminator(Value value)
    {
        var successors = value.Block!.Successors;
        switch (value.Operation)
        {
            case Operation.Jump:
                Add(new MachineInstruction(Op.B) { Target = blocks[successors[0]] });
                break;
            case Operation.Branch:
                var bit = EmitRelation(value, out var whenSet);
                Add(new MachineInstruction(Op.Bc) { First = whenSet ? 12 : 4, Second = bit.Field, Condition = bit.Bit, Target = blocks[successors[0]] });
                Add(new MachineInstruction(Op.B) { Target = blocks[successors[1]] });
                break;
            case Operation.CountedBranch:
                Add(new MachineInstruction(Op.Bc) { First = 16, Target = blocks[successors[0]] });
                Add(new MachineInstruction(Op.B) { Target = blocks[successors[1]] });
                break;
            case Operation.Return:
                EmitReturn(value);
                break;
            case Operation.Unreachable:
                Add(new MachineInstruction(Op.B) { Target = current });
                break;
            default:
                throw new InvalidOperationException($"no instructions for {value.Operation}");
        }
    }

    private void EmitReturn(Value value)
    {
        var (general, vector) = (Registers.FirstArgument, Registers.FirstVectorArgument);
        var reads = new List<int>();
        foreach (var operand in value.Operands)
        {
            var target = operand.Type == IrType.Vector ? vector++ : general++;
            reads.Add(target);
            if (operand.Operation != Operation.Undefined)
            {
                Copy(target, Register(operand));
            }
        }

        if (linkRegister >= 0)
        {
            Add(new MachineInstruction(Op.Mtspr) { First = linkRegister, Immediate = 8 });
        }

        Add(new MachineInstruction(Op.Bclr) { First = 20, ImplicitReads = [.. reads] });
    }

    private void EmitCall(Value value)
    {
        var callee = compiled[value.Callee!];
        if (!machine.Callees.Contains(callee))
        {
            machine.Callees.Add(callee);
        }

        var (general, vector) = (Registers.FirstArgument, Registers.FirstVectorArgument);
        var reads = new List<int>();
        foreach (var operand in value.Operands)
        {
            var target = operand.Type == IrType.Vector ? vector++ : general++;
            reads.Add(target);
            if (operand.Operation != Operation.Undefined)
            {
                Copy(target, Register(operand));
            }
        }

        var results = new List<int>();
        (general, vector) = (Registers.FirstArgument, Registers.FirstVectorArgument);
        results.AddRange(value.Callee!.Results.Select(type => type == IrType.Vector ? vector++ : general++));
        Add(new MachineInstruction(Op.B) { Link = true, Callee = callee, ImplicitReads = [.. reads], ImplicitWrites = [.. callee.Clobbers.Union(results)] });
        machine.ClobbersCounter |= callee.ClobbersCounter;
        foreach (var result in users.GetValueOrDefault(value) ?? [])
        {
            if (result.Operation == Operation.Result && users.ContainsKey(result))
            {
                Copy(Register(result), results[result.Immediate]);
            }
        }
    }

    private void Arithmetic(Op op, Value value) =>
        Add(new MachineInstruction(op) { First = Register(value), Second = Register(value.Operands[0]), Third = Register(value.Operands[1]) });

    // Logical instructions have their target in the second field.
    private void Logical(Op op, int target, int a, int b) => Add(new MachineInstruction(op) { First = a, Second = target, Third = b });

    private void Unary(Op op, Value value) => Add(new MachineInstruction(op) { First = Register(value.Operands[0]), Second = Register(value) });

    private void EmitAdd(Value value)
    {
        var (a, b) = (value.Operands[0], value.Operands[1]);
        var target = Register(value);
        if (b.Operation is Operation.Address or Operation.Slot && folded.Contains(b))
        {
            throw new InvalidOperationException("an address is folded into a sum that is not");
        }

        if (b.Operation != Operation.Constant || !folded.Contains(b))
        {
            Add(new MachineInstruction(Op.Add) { First = target, Second = Register(a), Third = Register(b) });
            return;
        }

        AddConstant(target, Register(a), b.Immediate);
    }

    private void AddConstant(int target, int source, int c)
    {
        if (IsSigned16(c))
        {
            Add(new MachineInstruction(Op.Addi) { First = target, Second = source, Immediate = c });
            return;
        }

        var low = (short)c;
        var high = unchecked(c - low) >> 16;
        var partial = low == 0 ? target : Temporary();
        Add(new MachineInstruction(Op.Addis) { First = partial, Second = source, Immediate = (short)high });
        if (low != 0)
        {
            Add(new MachineInstruction(Op.Addi) { First = target, Second = partial, Immediate = low });
        }
    }

    // x & ~y and x | ~y.
    private bool EmitWithComplement(Value value, Op op)
    {
        foreach (var (plain, complement) in ((Value, Value)[])[(value.Operands[0], value.Operands[1]), (value.Operands[1], value.Operands[0])])
        {
            if (complement.Operation == Operation.Xor && folded.Contains(complement))
            {
                Logical(op, Register(value), Register(plain), Register(complement.Operands[0]));
                return true;
            }
        }

        return false;
    }

    private void EmitAnd(Value value)
    {
        var (a, b) = (value.Operands[0], value.Operands[1]);
        if (EmitWithComplement(value, Op.Andc))
        {
            return;
        }

        if (b.Operation != Operation.Constant)
        {
            Logical(Op.And, Register(value), Register(a), Register(b));
            return;
        }

        var c = b.Immediate;
        if (folded.Contains(a) && a.Operation is Operation.ShiftLeft or Operation.ShiftRightLogical && ShiftedMask(a, c) is { } shifted)
        {
            RotateAndMask(Register(value), Register(a.Operands[0]), shifted.Rotate, shifted.Begin, shifted.End);
        }
        else if (RotateMask.IsMask(c))
        {
            RotateAndMask(Register(value), Register(a), 0, RotateMask.Begin(c), RotateMask.End(c));
        }
        else if (IsUnsigned16(c) || (c & 0xffff) == 0)
        {
            var op = IsUnsigned16(c) ? Op.AndiRecord : Op.AndisRecord;
            Add(new MachineInstruction(op) { First = Register(a), Second = Register(value), Immediate = IsUnsigned16(c) ? c : c >>> 16, ImplicitWrites = [Registers.RecordField] });
        }
        else
        {
            Logical(Op.And, Register(value), Register(a), Register(b));
        }
    }

    private void RotateAndMask(int target, int source, int rotate, int begin, int end) =>
        Add(new MachineInstruction(Op.Rlwinm) { First = source, Second = target, Immediate = rotate, MaskBegin = begin, MaskEnd = end });

    private void EmitOr(Value value)
    {
        var (a, b) = (value.Operands[0], value.Operands[1]);
        var exclusive = value.Operation == Operation.Xor;
        if (!exclusive && EmitWithComplement(value, Op.Orc))
        {
            return;
        }

        if (exclusive && b.IsConstant(-1))
        {
            Logical(Op.Nor, Register(value), Register(a), Register(a));
        }
        else if (b.Operation == Operation.Constant && IsUnsigned16(b.Immediate))
        {
            Add(new MachineInstruction(exclusive ? Op.Xori : Op.Ori) { First = Register(a), Second = Register(value), Immediate = b.Immediate });
        }
        else if (b.Operation == Operation.Constant && (b.Immediate & 0xffff) == 0)
        {
            Add(new MachineInstruction(exclusive ? Op.Xoris : Op.Oris) { First = Register(a), Second = Register(value), Immediate = b.Immediate >>> 16 });
        }
        else
        {
            Logical(exclusive ? Op.Xor : Op.Or, Register(value), Register(a), Register(b));
        }
    }

    private void EmitShift(Value value)
    {
        var (a, b) = (value.Operands[0], value.Operands[1]);
        var (target, source) = (Register(value), Register(a));
        if (b.Operation != Operation.Constant)
        {
            if (value.Operation == Operation.RotateLeft)
            {
                Add(new MachineInstruction(Op.Rlwnm) { First = source, Second = target, Third = Register(b), MaskBegin = 0, MaskEnd = 31 });
                return;
            }

            var op = value.Operation switch { Operation.ShiftLeft => Op.Slw, Operation.ShiftRightLogical => Op.Srw, _ => Op.Sraw };
            Logical(op, target, source, Register(b));
            return;
        }

        var count = b.Immediate & 31;
        switch (value.Operation)
        {
            case Operation.ShiftLeft:
                RotateAndMask(target, source, count, 0, 31 - count);
                break;
            case Operation.ShiftRightLogical:
                RotateAndMask(target, source, (32 - count) & 31, count, 31);
                break;
            case Operation.RotateLeft:
                RotateAndMask(target, source, count, 0, 31);
                break;
            case Operation.ShiftRightArithmetic when count == 31:
                // The sign as a mask; srawi writes the carry, which holds up the next instruction for two cycles.
                var sign = Temporary();
                RotateAndMask(sign, source, 1, 31, 31);
                Add(new MachineInstruction(Op.Neg) { First = target, Second = sign });
                break;
            default:
                Add(new MachineInstruction(Op.Srawi) { First = source, Second = target, Immediate = count });
                break;
        }
    }

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
