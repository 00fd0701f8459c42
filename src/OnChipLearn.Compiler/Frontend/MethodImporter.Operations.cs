using System.Reflection.Metadata;
using OnChipLearn.Compiler.Ir;

namespace OnChipLearn.Compiler.Frontend;

/// <content>Arithmetic, variables, branches.</content>
internal sealed partial class MethodImporter
{
    private void Step(IlInstruction instruction)
    {
        var code = instruction.Code.General();
        switch (code)
        {
            case ILOpCode.Nop or ILOpCode.Readonly or ILOpCode.Volatile or ILOpCode.Unaligned or ILOpCode.Tail:
                break;
            case ILOpCode.Constrained:
                constraint = Types.Resolve(Image, instruction.Token, method.Context);
                break;
            case ILOpCode.Ldc_i4:
                PushWord(Constant((int)instruction.Operand));
                break;
            case ILOpCode.Ldarg:
                Push(ReadVariable(VariableAt(arguments, instruction)));
                break;
            case ILOpCode.Ldloc:
                Push(ReadVariable(VariableAt(locals, instruction)));
                break;
            case ILOpCode.Starg:
                Assign(VariableAt(arguments, instruction));
                break;
            case ILOpCode.Stloc:
                Assign(VariableAt(locals, instruction));
                break;
            case ILOpCode.Ldarga:
                PushAddress(VariableAt(arguments, instruction));
                break;
            case ILOpCode.Ldloca:
                PushAddress(VariableAt(locals, instruction));
                break;
            case ILOpCode.Dup:
                stack.Push(Peek());
                break;
            case ILOpCode.Pop:
                Pop();
                break;
            case ILOpCode.Ret:
                Return();
                break;
            case ILOpCode.Br:
                Jump(BlockAt((int)instruction.Operand));
                break;
            case ILOpCode.Brtrue:
                Branch(Predicate.NotEqual, PopWord(), Constant(0), (int)instruction.Operand, instruction.Next);
                break;
            case ILOpCode.Brfalse:
                Branch(Predicate.Equal, PopWord(), Constant(0), (int)instruction.Operand, instruction.Next);
                break;
            case ILOpCode.Switch:
                Switch(instruction);
                break;
            default:
                if (BranchPredicate(code) is { } relation)
                {
                    var (a, b) = PopPair();
                    Branch(relation, a, b, (int)instruction.Operand, instruction.Next);
                }
                else if (!Arithmetic(code) && !Memory(code, instruction))
                {
                    throw Refused(code, instruction);
                }

                break;
        }
    }

    private static Predicate? BranchPredicate(ILOpCode code) => code switch
    {
        ILOpCode.Beq => Predicate.Equal,
        ILOpCode.Bne_un => Predicate.NotEqual,
        ILOpCode.Blt => Predicate.Less,
        ILOpCode.Ble => Predicate.LessOrEqual,
        ILOpCode.Bgt => Predicate.Greater,
        ILOpCode.Bge => Predicate.GreaterOrEqual,
        ILOpCode.Blt_un => Predicate.LessUnsigned,
        ILOpCode.Ble_un => Predicate.LessOrEqualUnsigned,
        ILOpCode.Bgt_un => Predicate.GreaterUnsigned,
        ILOpCode.Bge_un => Predicate.GreaterOrEqualUnsigned,
        _ => null,
    };

    private bool Arithmetic(ILOpCode code)
    {
        switch (code)
        {
            case ILOpCode.Add:
                Binary(Operation.Add);
                return true;
            case ILOpCode.Sub:
                Binary(Operation.Subtract);
                return true;
            case ILOpCode.Mul:
                Binary(Operation.Multiply);
                return true;
            case ILOpCode.And:
                Binary(Operation.And);
                return true;
            case ILOpCode.Or:
                Binary(Operation.Or);
                return true;
            case ILOpCode.Xor:
                Binary(Operation.Xor);
                return true;
            case ILOpCode.Shl:
                Binary(Operation.ShiftLeft);
                return true;
            case ILOpCode.Shr:
                Binary(Operation.ShiftRightArithmetic);
                return true;
            case ILOpCode.Shr_un:
                Binary(Operation.ShiftRightLogical);
                return true;
            case ILOpCode.Div or ILOpCode.Div_un or ILOpCode.Rem or ILOpCode.Rem_un:
                Divide(isSigned: code is ILOpCode.Div or ILOpCode.Rem, remainder: code is ILOpCode.Rem or ILOpCode.Rem_un);
                return true;
            case ILOpCode.Neg:
                var negated = PopWord();
                PushWord(Emit(Operation.Subtract, Constant(0), negated));
                return true;
            case ILOpCode.Not:
                PushWord(Emit(Operation.Xor, PopWord(), Constant(-1)));
                return true;
            case ILOpCode.Conv_i1:
                PushWord(Emit(Operation.SignExtendByte, PopWord()));
                return true;
            case ILOpCode.Conv_u1:
                PushWord(Emit(Operation.And, PopWord(), Constant(0xff)));
                return true;
            case ILOpCode.Conv_i2:
                PushWord(Emit(Operation.SignExtendHalfword, PopWord()));
                return true;
            case ILOpCode.Conv_u2:
                PushWord(Emit(Operation.And, PopWord(), Constant(0xffff)));
                return true;
            case ILOpCode.Conv_i4 or ILOpCode.Conv_u4 or ILOpCode.Conv_i or ILOpCode.Conv_u or ILOpCode.Conv_ovf_i_un or ILOpCode.Conv_ovf_i:
                // Native int is 32 bits wide; it arises from array lengths and indices, which are never negative.
                var word = Pop();
                PushWord(word.Single);
                return true;
            case ILOpCode.Ceq:
                CompareTo(Predicate.Equal);
                return true;
            case ILOpCode.Clt:
                CompareTo(Predicate.Less);
                return true;
            case ILOpCode.Clt_un:
                CompareTo(Predicate.LessUnsigned);
                return true;
            case ILOpCode.Cgt:
                CompareTo(Predicate.Greater);
                return true;
            case ILOpCode.Cgt_un:
                CompareTo(Predicate.GreaterUnsigned);
                return true;
            default:
                return false;
        }
    }

    private CompilationException Refused(ILOpCode code, IlInstruction instruction) => new(position, code switch
    {
        ILOpCode.Box or ILOpCode.Unbox or ILOpCode.Unbox_any => "boxing needs a heap, which firmware does not have",
        ILOpCode.Newarr => "new arrays can only be created in static field initialisers; firmware has no heap",
        ILOpCode.Ldstr => "a string can only be a literal argument of Mailbox.Write",
        ILOpCode.Throw or ILOpCode.Rethrow or ILOpCode.Leave or ILOpCode.Endfinally or ILOpCode.Endfilter => "exceptions are not provided",
        ILOpCode.Ldftn or ILOpCode.Ldvirtftn or ILOpCode.Calli => "delegates, lambdas and function pointers are not provided",
        ILOpCode.Callvirt => "virtual calls are not provided",
        ILOpCode.Castclass or ILOpCode.Isinst => "casts between classes are not provided; firmware has no heap",
        ILOpCode.Ldc_r4 or ILOpCode.Ldc_r8 or ILOpCode.Conv_r4 or ILOpCode.Conv_r8 or ILOpCode.Conv_r_un => "floating point does not exist on the PPU; use a fixed-point type",
        ILOpCode.Ldc_i8 or ILOpCode.Conv_i8 or ILOpCode.Conv_u8 or ILOpCode.Ldind_i8 => "64-bit arithmetic is not provided",
        >= ILOpCode.Add_ovf and <= ILOpCode.Sub_ovf_un => "checked arithmetic is not provided",
        ILOpCode.Localloc => "stackalloc is not provided; use a static array",
        _ when code.ToString().StartsWith("Conv_ovf", StringComparison.Ordinal) => "checked conversions are not provided",
        _ => $"the IL operation {code} at offset {instruction.Offset} of {method.FullName} is not provided",
    });

    private void Binary(Operation operation)
    {
        var (a, b) = PopPair();
        var type = stack.Count >= 0 ? lastPairType : CliType.Int32;
        stack.Push(new StackEntry(type, [Emit(operation, a, b)]));
    }

    private void CompareTo(Predicate predicate)
    {
        var (a, b) = PopPair();
        PushWord(Emit(new Value(Operation.Compare, IrType.Word, a, b) { Predicate = predicate }));
    }

    private void Divide(bool isSigned, bool remainder)
    {
        var (a, b) = PopPair();
        PushWord(Quotient(isSigned, remainder, a, b));
    }

    // C# throws for a zero divisor and for int.MinValue / -1; the core's divider does not, so the program checks.
    private Value Quotient(bool isSigned, bool remainder, Value a, Value b)
    {
        Trap(Predicate.Equal, b, Constant(0));
        if (isSigned && table.Options.Checks && !(b.Operation == Operation.Constant && b.Immediate != -1))
        {
            // Zero exactly when a = int.MinValue and b = -1.
            var overflow = Emit(Operation.Or, Emit(Operation.Xor, a, Constant(int.MinValue)), Emit(Operation.Xor, b, Constant(-1)));
            Trap(Predicate.Equal, overflow, Constant(0));
        }

        var quotient = Emit(isSigned ? Operation.DivideSigned : Operation.DivideUnsigned, a, b);
        return remainder ? Emit(Operation.Subtract, a, Emit(Operation.Multiply, quotient, b)) : quotient;
    }

    private void Switch(IlInstruction instruction)
    {
        var selector = PopWord();
        for (var i = 0; i < instruction.Targets.Length; i++)
        {
            var target = BlockAt(instruction.Targets[i]);
            var isLast = i == instruction.Targets.Length - 1;
            var next = isLast ? BlockAt(instruction.Next) : InnerBlock();
            if (isLast && target == next)
            {
                // Both edges were announced; one is enough, so the other is taken back.
                expectedEdges[target]--;
                Jump(target);
                return;
            }

            PassStack(target);
            if (isLast)
            {
                PassStack(next);
            }

            current.Terminate(new Value(Operation.Branch, IrType.None, selector, Constant(i)) { Predicate = Predicate.Equal, Position = position }, target, next);
            SealIfComplete(target);
            if (isLast)
            {
                SealIfComplete(next);
                return;
            }

            variables.Seal(next);
            current = next;
        }

        Jump(BlockAt(instruction.Next));
    }

    private void Return()
    {
        var value = new Value(Operation.Return, IrType.None) { Position = position };
        if (method.Signature.ReturnType.Kind != CliKind.Void)
        {
            value.Operands.AddRange(Pop(method.Signature.ReturnType).Parts);
        }

        current.Terminate(value);
    }

    private Variable VariableAt(Variable[] from, IlInstruction instruction)
    {
        if (instruction.Operand >= from.Length)
        {
            throw new CompilationException(position, $"{method.FullName}: variable {instruction.Operand} does not exist");
        }

        return Checked(from[instruction.Operand]);
    }

    private Variable Checked(Variable variable)
    {
        Supported(variable.Type, "variable");
        return variable;
    }

    private CliType Supported(CliType type, string what) => type.IsSupported
        ? type
        : throw new CompilationException(position, what == "variable" ? type.Reason : $"{what}: {type.Reason}");

    private void Assign(Variable variable) => WriteVariable(variable, Pop(variable.Type).Parts);

    private void WriteVariable(Variable variable, Value[] parts)
    {
        for (var i = 0; i < parts.Length; i++)
        {
            if (variable.Slot is { } slot)
            {
                EmitStore(variable.Type.Parts[i], slot, 0, parts[i]);
            }
            else
            {
                variables.Write(current, variable.First + i, parts[i]);
            }
        }
    }

    private StackEntry ReadVariable(Variable variable)
    {
        var parts = new Value[variable.Type.Parts.Count];
        for (var i = 0; i < parts.Length; i++)
        {
            parts[i] = variable.Slot is { } slot ? EmitLoad(variable.Type.Parts[i], slot, 0) : variables.Read(current, variable.First + i);
        }

        return new StackEntry(variable.Type, parts);
    }

    private void PushAddress(Variable variable) => stack.Push(new StackEntry(CliType.Reference(variable.Type), [variable.Slot!]));

    private void Push(StackEntry entry) => stack.Push(entry);

    private void PushWord(Value value) => stack.Push(new StackEntry(CliType.Int32, [value]));

    private StackEntry Peek() => stack.Count > 0 ? stack.Peek() : throw Underflow();

    private StackEntry Pop() => stack.Count > 0 ? stack.Pop() : throw Underflow();

    private CompilationException Underflow() => new(position, $"{method.FullName}: the evaluation stack is empty");

    // The entry must have the same register-sized parts as the type that is expected.
    private StackEntry Pop(CliType expected)
    {
        var entry = Pop();
        Supported(expected, "variable");
        if (entry.Parts.Length != expected.Parts.Count || !entry.Parts.Select(part => part.Type).SequenceEqual(expected.Parts.Select(part => part.Width.Type())))
        {
            throw new CompilationException(position, $"{method.FullName}: a value of type {entry.Type} where {expected} is expected");
        }

        return entry;
    }

    private Value PopWord()
    {
        var entry = Pop();
        return entry.Parts.Length >= 1 && entry.Single.Type == IrType.Word && entry.Type.Kind != CliKind.Struct || entry.Parts is [{ Type: IrType.Word }]
            ? entry.Single
            : throw new CompilationException(position, $"{method.FullName}: a value of type {entry.Type} where an integer is expected");
    }

    private CliType lastPairType = CliType.Int32;

    private (Value A, Value B) PopPair()
    {
        var second = stack.Count > 0 ? stack.Peek().Type : CliType.Int32;
        var b = PopWord();
        var first = stack.Count > 0 ? stack.Peek().Type : CliType.Int32;
        var a = PopWord();

        // A reference plus a number is a reference.
        lastPairType = first.Kind == CliKind.Reference ? first : second.Kind == CliKind.Reference ? second : CliType.Int32;
        return (a, b);
    }

    private Value Emit(Operation operation, params Value[] operands) => Emit(new Value(operation, IrType.Word, operands));

    private Value Emit(Value value)
    {
        value.Position = position;
        current.Append(value);
        return value;
    }

    private Value Constant(int value) => Emit(new Value(Operation.Constant, IrType.Word) { Immediate = value });

    private void Trap(Predicate predicate, Value a, Value b)
    {
        if (table.Options.Checks)
        {
            Emit(new Value(Operation.TrapIf, IrType.None, a, b) { Predicate = predicate });
        }
    }
}
