using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using OnChipLearn.Compiler.Ir;

namespace OnChipLearn.Compiler.Frontend;

/// <content>Calls: of methods with IL, of intrinsics, of the few members of the class library that firmware may use.</content>
internal sealed partial class MethodImporter
{
    // The type argument on which the next call of an interface's static method acts.
    private CliType? constraint;

    private void Call(IlInstruction instruction)
    {
        var type = constraint;
        constraint = null;
        switch (table.Assemblies.ResolveMethod(Image, instruction.Token, method.Context))
        {
            case MethodInstance declared when type is not null && declared.IsStatic:
                CallInstance(table.Assemblies.Implementation(type, declared), instruction);
                break;
            case MethodInstance callee:
                CallInstance(callee, instruction);
                break;
            case ExternalMethod external:
                CallExternal(external);
                break;
        }
    }

    private void CallInstance(MethodInstance callee, IlInstruction instruction)
    {
        if ((callee.Definition.Attributes & (System.Reflection.MethodAttributes.Virtual | System.Reflection.MethodAttributes.Abstract)) != 0 && instruction.Code == ILOpCode.Callvirt)
        {
            throw new CompilationException(position, $"{callee.FullName} is a virtual call, which is not provided");
        }

        if (DeviceAttributes.Instruction(callee) is { } mnemonic)
        {
            Intrinsic(callee, mnemonic);
            return;
        }

        if (DeviceAttributes.IsPseudoInstruction(callee))
        {
            PseudoIntrinsic(callee);
            return;
        }

        var arguments = PopArguments(callee);
        PushResults(callee, EmitCall(callee, arguments));
    }

    private List<Value> PopArguments(MethodInstance callee)
    {
        var arguments = new List<Value>();
        foreach (var type in callee.Signature.ParameterTypes.Reverse())
        {
            Supported(type, $"parameter of {callee.FullName}");
            arguments.InsertRange(0, Pop(type).Parts);
        }

        if (!callee.IsStatic)
        {
            arguments.Insert(0, PopWord());
        }

        return arguments;
    }

    private Value EmitCall(MethodInstance callee, List<Value> arguments)
    {
        var call = new Value(Operation.Call, IrType.None, [.. arguments]) { Callee = table.Get(callee) };
        return Emit(call);
    }

    private void PushResults(MethodInstance callee, Value call)
    {
        var type = callee.Signature.ReturnType;
        if (type.Kind == CliKind.Void)
        {
            return;
        }

        Supported(type, $"result of {callee.FullName}");
        var parts = new Value[type.Parts.Count];
        for (var i = 0; i < parts.Length; i++)
        {
            parts[i] = Emit(new Value(Operation.Result, type.Parts[i].Width.Type(), call) { Immediate = i });
        }

        stack.Push(new StackEntry(type, parts));
    }

    private void NewObject(IlInstruction instruction)
    {
        switch (table.Assemblies.ResolveMethod(Image, instruction.Token, method.Context))
        {
            case ExternalMethod external:
                NewSpan(external);
                return;
            case MethodInstance constructor:
                var type = Types.FromDefinition(constructor.Image, constructor.Definition.GetDeclaringType(), constructor.Context.TypeArguments);
                if (!type.IsSupported)
                {
                    throw new CompilationException(position, $"new {type.Name}: {type.Reason}");
                }

                var arguments = PopArguments(constructor, out var slot, type);
                StoreAll(type, slot, 0, Zero(type));
                EmitCall(constructor, arguments);
                Push(LoadAll(type, slot, 0));
                return;
        }
    }

    // The object under construction lies in a slot of the frame, made in the entry block so that a loop reuses it.
    private List<Value> PopArguments(MethodInstance constructor, out Value slot, CliType type)
    {
        var arguments = new List<Value>();
        foreach (var parameter in constructor.Signature.ParameterTypes.Reverse())
        {
            arguments.InsertRange(0, Pop(Supported(parameter, $"parameter of {constructor.FullName}")).Parts);
        }

        slot = new Value(Operation.Slot, IrType.Word) { Immediate = type.Size, Width = type.Alignment >= 128 ? Width.Vector : Width.Word, Position = position };
        entry.Insert(entry.PhiCount, slot);
        arguments.Insert(0, slot);
        return arguments;
    }

    private void NewSpan(ExternalMethod constructor)
    {
        if (IsTuple(constructor))
        {
            var tuple = Types.Tuple(constructor.TypeArguments);
            stack.Push(new StackEntry(tuple, PopItems(tuple)));
            return;
        }

        if (constructor.TypeName is "System.Span`1" or "System.ReadOnlySpan`1" && constructor.Signature.ParameterTypes is var parameters)
        {
            var type = CliType.Span(constructor.TypeArguments[0]);
            switch (parameters)
            {
                case [{ Kind: CliKind.Array }]:
                    stack.Push(new StackEntry(type, Pop().Parts));
                    return;
                case [{ Kind: CliKind.Reference }, _]:
                    var length = PopWord();
                    stack.Push(new StackEntry(type, [PopWord(), length]));
                    return;
                case [{ Kind: CliKind.Reference }]:
                    stack.Push(new StackEntry(type, [PopWord(), Constant(1)]));
                    return;
                case [{ Kind: CliKind.Array }, _, _]:
                    var count = PopWord();
                    var start = PopWord();
                    var array = Pop();
                    stack.Push(Slice(type, array.Parts, start, count));
                    return;
            }
        }

        throw new CompilationException(position, constructor.TypeName.EndsWith("Exception", StringComparison.Ordinal)
            ? "exceptions are not provided"
            : $"new {constructor.TypeName}: firmware has no heap; use a readonly struct or static members");
    }

    private static bool IsTuple(ExternalMethod method) => method.TypeName.StartsWith("System.ValueTuple`", StringComparison.Ordinal) && method.Name == ".ctor";

    private Value[] PopItems(CliType tuple)
    {
        Supported(tuple, "variable");
        var parts = new List<Value>();
        foreach (var field in tuple.Fields.Reverse())
        {
            parts.InsertRange(0, Pop(field.Type).Parts);
        }

        return [.. parts];
    }

    private StackEntry Slice(CliType type, Value[] span, Value start, Value? count)
    {
        Trap(Predicate.GreaterUnsigned, start, span[1]);
        var rest = Emit(Operation.Subtract, span[1], start);
        if (count is not null)
        {
            Trap(Predicate.GreaterUnsigned, count, rest);
        }

        return new StackEntry(type, [Element(type.Element!, span[0], start), count ?? rest]);
    }

    private void CallExternal(ExternalMethod callee)
    {
        var handled = callee.TypeName switch
        {
            _ when IsTuple(callee) => ConstructTuple(callee),
            "System.Span`1" or "System.ReadOnlySpan`1" => SpanMember(callee),
            "System.MemoryExtensions" when callee.Name == "AsSpan" => AsSpan(callee),
            "System.Runtime.CompilerServices.RuntimeHelpers" when callee.Name == "CreateSpan" => CreateSpan(callee),
            "System.Math" => MathMember(callee),
            "System.Numerics.BitOperations" => BitMember(callee),
            _ => false,
        };
        if (!handled)
        {
            throw new CompilationException(position, Explain(callee));
        }
    }

    private static string Explain(ExternalMethod callee) => callee.TypeName switch
    {
        "System.String" => "strings are not provided; a string can only be a literal argument of Mailbox.Write",
        "System.Decimal" => "decimal numbers are not provided; use integers or the fixed-point types",
        "System.Console" => "Console is not provided; use Mailbox.Write with a literal",
        "System.Runtime.CompilerServices.RuntimeHelpers" when callee.Name == "InitializeArray" => "arrays can only be created in static field initialisers; firmware has no heap",
        _ when callee.Name is "ThrowSwitchExpressionException" or "ThrowInvalidOperationException" || callee.Name.StartsWith("Throw", StringComparison.Ordinal) => "exceptions are not provided (a switch expression needs a default arm)",
        _ => $"{callee} is not part of the device vocabulary",
    };

    private bool ConstructTuple(ExternalMethod callee)
    {
        var tuple = Types.Tuple(callee.TypeArguments);
        var parts = PopItems(tuple);
        StoreAll(tuple, PopWord(), 0, parts);
        return true;
    }

    private bool SpanMember(ExternalMethod callee)
    {
        var element = callee.TypeArguments[0];
        var type = CliType.Span(element);
        switch (callee.Name)
        {
            case "get_Item":
                var index = PopWord();
                var span = PopSpanReference(type);
                stack.Push(new StackEntry(CliType.Reference(element), [ElementAddress(element, span[0], span[1], index)]));
                return true;
            case "get_Length":
                PushWord(PopSpanReference(type)[1]);
                return true;
            case "get_IsEmpty":
                PushWord(Emit(new Value(Operation.Compare, IrType.Word, PopSpanReference(type)[1], Constant(0)) { Predicate = Predicate.Equal }));
                return true;
            case "Slice" when callee.Signature.ParameterTypes.Length == 1:
                var start = PopWord();
                stack.Push(Slice(type, PopSpanReference(type), start, null));
                return true;
            case "Slice":
                var count = PopWord();
                var from = PopWord();
                stack.Push(Slice(type, PopSpanReference(type), from, count));
                return true;
            case "op_Implicit":
                stack.Push(new StackEntry(type, Pop().Parts));
                return true;
            case "get_Empty":
                stack.Push(new StackEntry(type, [Constant(0), Constant(0)]));
                return true;
            default:
                return false;
        }
    }

    private Value[] PopSpanReference(CliType span) => LoadAll(span, PopWord(), 0).Parts;

    private bool AsSpan(ExternalMethod callee)
    {
        if (callee.Signature.ParameterTypes[0].Kind != CliKind.Array)
        {
            return false;
        }

        var type = CliType.Span(callee.MethodArguments[0]);
        switch (callee.Signature.ParameterTypes)
        {
            case [_]:
                stack.Push(new StackEntry(type, Pop().Parts));
                return true;
            case [_, { Kind: CliKind.Int32 }]:
                var start = PopWord();
                stack.Push(Slice(type, Pop().Parts, start, null));
                return true;
            case [_, { Kind: CliKind.Int32 }, { Kind: CliKind.Int32 }]:
                var count = PopWord();
                var from = PopWord();
                stack.Push(Slice(type, Pop().Parts, from, count));
                return true;
            default:
                return false;
        }
    }

    private bool CreateSpan(ExternalMethod callee)
    {
        Pop(); // the token of the field with the data
        var element = Supported(callee.MethodArguments[0], "variable");
        var symbol = table.Data.Blob(Image, (FieldDefinitionHandle)token, element);
        stack.Push(new StackEntry(CliType.Span(element), [Address(symbol), Constant(symbol.Size / element.Size)]));
        return true;
    }

    private bool MathMember(ExternalMethod callee)
    {
        if (callee.Signature.ReturnType.Kind is not (CliKind.Int32 or CliKind.UInt32 or CliKind.Int16 or CliKind.UInt16 or CliKind.SByte or CliKind.Byte))
        {
            return false;
        }

        var unsigned = callee.Signature.ReturnType.Kind == CliKind.UInt32;
        switch (callee.Name)
        {
            case "Min" or "Max":
                var (a, b) = PopPair();
                PushWord(Extreme(callee.Name == "Max", unsigned, a, b));
                return true;
            case "Abs" when !unsigned:
                var value = PopWord();
                Trap(Predicate.Equal, value, Constant(callee.Signature.ReturnType.Kind switch { CliKind.Int16 => short.MinValue, CliKind.SByte => sbyte.MinValue, _ => int.MinValue }));
                var sign = Emit(Operation.ShiftRightArithmetic, value, Constant(31));
                PushWord(Emit(Operation.Subtract, Emit(Operation.Xor, value, sign), sign));
                return true;
            case "Clamp":
                var high = PopWord();
                var low = PopWord();
                Trap(unsigned ? Predicate.GreaterUnsigned : Predicate.Greater, low, high);
                PushWord(Extreme(false, unsigned, Extreme(true, unsigned, PopWord(), low), high));
                return true;
            default:
                return false;
        }
    }

    private Value Extreme(bool maximum, bool unsigned, Value a, Value b)
    {
        var predicate = (maximum, unsigned) switch
        {
            (true, true) => Predicate.GreaterUnsigned,
            (true, false) => Predicate.Greater,
            (false, true) => Predicate.LessUnsigned,
            _ => Predicate.Less,
        };
        return Choose(predicate, a, b, a, b);
    }

    private bool BitMember(ExternalMethod callee)
    {
        if (callee.Signature.ParameterTypes[0].Kind is not (CliKind.UInt32 or CliKind.Int32))
        {
            return false;
        }

        switch (callee.Name)
        {
            case "RotateLeft":
                Binary(Operation.RotateLeft);
                return true;
            case "RotateRight":
                var (value, count) = PopPair();
                PushWord(Emit(Operation.RotateLeft, value, Emit(Operation.Subtract, Constant(0), count)));
                return true;
            case "LeadingZeroCount":
                PushWord(Emit(Operation.CountLeadingZeros, PopWord()));
                return true;
            default:
                return false;
        }
    }

    private void Literal(IlInstruction instruction)
    {
        literal = Image.Reader.GetUserString(MetadataTokens.UserStringHandle((int)instruction.Operand & 0xffffff));
        stack.Push(new StackEntry(CliType.String, []));
    }

    private string? literal;
}
