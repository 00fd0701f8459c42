using System.Reflection.Metadata;
using OnChipLearn.Compiler.Ir;
using PpuSim.Isa;

namespace OnChipLearn.Compiler.Frontend;

/// <content>Fields, elements, references, structures.</content>
internal sealed partial class MethodImporter
{
    private bool Memory(ILOpCode code, IlInstruction instruction)
    {
        switch (code)
        {
            case ILOpCode.Ldfld:
                LoadField(instruction);
                return true;
            case ILOpCode.Ldflda:
                var (addressField, _) = Field(instruction);
                var reference = PopWord();
                stack.Push(new StackEntry(CliType.Reference(addressField.Type), [Offset(reference, addressField.Offset)]));
                return true;
            case ILOpCode.Stfld:
                StoreField(instruction);
                return true;
            case ILOpCode.Ldsfld:
                var loaded = Static(instruction);
                Push(LoadAll(loaded.Type, Address(loaded.Symbol), 0));
                return true;
            case ILOpCode.Ldsflda:
                var pointed = Static(instruction);
                stack.Push(new StackEntry(CliType.Reference(pointed.Type), [Address(pointed.Symbol)]));
                return true;
            case ILOpCode.Stsfld:
                var stored = Static(instruction);
                if (stored.Symbol.Section == Section.ReadOnly)
                {
                    throw new CompilationException(position, $"{stored.Symbol}: a readonly field is written outside of its static constructor");
                }

                StoreAll(stored.Type, Address(stored.Symbol), 0, Pop(stored.Type).Parts);
                return true;
            case ILOpCode.Ldobj:
                var loadType = TypeAt(instruction);
                Push(LoadAll(loadType, PopWord(), 0));
                return true;
            case ILOpCode.Stobj:
                var storeType = TypeAt(instruction);
                var value = Pop(storeType);
                StoreAll(storeType, PopWord(), 0, value.Parts);
                return true;
            case ILOpCode.Cpobj:
                var copied = TypeAt(instruction);
                var source = PopWord();
                StoreAll(copied, PopWord(), 0, LoadAll(copied, source, 0).Parts);
                return true;
            case ILOpCode.Initobj:
                var cleared = TypeAt(instruction);
                StoreAll(cleared, PopWord(), 0, Zero(cleared));
                return true;
            case ILOpCode.Sizeof:
                PushWord(Constant(TypeAt(instruction).Size));
                return true;
            case ILOpCode.Ldlen:
                PushWord(PopArray().Length);
                return true;
            case ILOpCode.Ldelem:
                LoadElement(TypeAt(instruction));
                return true;
            case ILOpCode.Stelem:
                StoreElement(TypeAt(instruction));
                return true;
            case ILOpCode.Ldelema:
                var elementType = TypeAt(instruction);
                stack.Push(new StackEntry(CliType.Reference(elementType), [PopElementAddress(elementType)]));
                return true;
            case ILOpCode.Call or ILOpCode.Callvirt:
                Call(instruction);
                return true;
            case ILOpCode.Newobj:
                NewObject(instruction);
                return true;
            case ILOpCode.Ldstr:
                Literal(instruction);
                return true;
            case ILOpCode.Ldtoken:
                stack.Push(new StackEntry(CliType.Unsupported("token", "reflection is not provided"), []) );
                token = instruction.Token;
                return true;
            default:
                return Indirect(code);
        }
    }

    private EntityHandle token;

    private bool Indirect(ILOpCode code)
    {
        CliType? element = code switch
        {
            ILOpCode.Ldind_i1 or ILOpCode.Ldelem_i1 => CliType.SByte,
            ILOpCode.Ldind_u1 or ILOpCode.Ldelem_u1 => CliType.Byte,
            ILOpCode.Ldind_i2 or ILOpCode.Ldelem_i2 => CliType.Int16,
            ILOpCode.Ldind_u2 or ILOpCode.Ldelem_u2 => CliType.UInt16,
            ILOpCode.Ldind_i4 or ILOpCode.Ldelem_i4 or ILOpCode.Ldind_u4 or ILOpCode.Ldelem_u4 => CliType.Int32,
            ILOpCode.Stind_i1 or ILOpCode.Stelem_i1 => CliType.SByte,
            ILOpCode.Stind_i2 or ILOpCode.Stelem_i2 => CliType.Int16,
            ILOpCode.Stind_i4 or ILOpCode.Stelem_i4 => CliType.Int32,
            _ => null,
        };
        if (element is null)
        {
            return false;
        }

        switch (code)
        {
            case >= ILOpCode.Ldelem_i1 and <= ILOpCode.Ldelem_u4:
                LoadElement(element);
                return true;
            case >= ILOpCode.Stelem_i1 and <= ILOpCode.Stelem_i4:
                StoreElement(element);
                return true;
            case ILOpCode.Stind_i1 or ILOpCode.Stind_i2 or ILOpCode.Stind_i4:
                var value = Pop(element);
                StoreAll(element, PopWord(), 0, value.Parts);
                return true;
            default:
                Push(LoadAll(element, PopWord(), 0));
                return true;
        }
    }

    private CliType TypeAt(IlInstruction instruction) => Supported(Types.Resolve(Image, instruction.Token, method.Context), "variable");

    private (CliField Field, CliType Owner) Field(IlInstruction instruction)
    {
        if (TupleField(instruction) is { } item)
        {
            return item;
        }

        var (image, handle, arguments) = table.Assemblies.ResolveField(Image, instruction.Token, method.Context);
        var definition = image.Reader.GetFieldDefinition(handle);
        var owner = Supported(Types.FromDefinition(image, definition.GetDeclaringType(), arguments), "variable");
        var name = image.Reader.GetString(definition.Name);
        return (owner.Fields.FirstOrDefault(field => field.Name == name) ?? throw new CompilationException(position, $"{owner}.{name} is not a field that firmware can use"), owner);
    }

    // Tuples belong to the class library, so there is no definition to look into.
    private (CliField Field, CliType Owner)? TupleField(IlInstruction instruction)
    {
        if (instruction.Token.Kind != HandleKind.MemberReference)
        {
            return null;
        }

        var member = Image.Reader.GetMemberReference((MemberReferenceHandle)instruction.Token);
        if (member.Parent.Kind != HandleKind.TypeSpecification || Types.Resolve(Image, member.Parent, method.Context) is not { Kind: CliKind.Struct, Definition: null } tuple)
        {
            return null;
        }

        var name = Image.Reader.GetString(member.Name);
        return tuple.Fields.FirstOrDefault(field => field.Name == name) is { } found ? (found, tuple) : null;
    }

    private void LoadField(IlInstruction instruction)
    {
        var (field, owner) = Field(instruction);
        var entry = Pop();
        if (entry.Type.Kind == CliKind.Reference || entry.Type.Kind is CliKind.Int32)
        {
            Push(LoadAll(field.Type, entry.Single, field.Offset));
            return;
        }

        if (entry.Parts.Length != owner.Parts.Count)
        {
            throw new CompilationException(position, $"{method.FullName}: the field {field.Name} of {owner} is read from a value of type {entry.Type}");
        }

        stack.Push(new StackEntry(field.Type, entry.Parts[field.FirstPart..(field.FirstPart + field.Type.Parts.Count)]));
    }

    private void StoreField(IlInstruction instruction)
    {
        var (field, _) = Field(instruction);
        var value = Pop(field.Type);
        StoreAll(field.Type, PopWord(), field.Offset, value.Parts);
    }

    private (CliType Type, Symbol Symbol) Static(IlInstruction instruction)
    {
        var (image, handle, arguments) = table.Assemblies.ResolveField(Image, instruction.Token, method.Context);
        var (type, symbol) = table.Data.Field(image, handle, arguments);
        return (Supported(type, symbol.Name), symbol);
    }

    private Value Address(Symbol symbol) => Emit(new Value(Operation.Address, IrType.Word) { Symbol = symbol });

    private Value Offset(Value address, int offset) => offset == 0 ? address : Emit(Operation.Add, address, Constant(offset));

    private StackEntry LoadAll(CliType type, Value address, int offset) =>
        new(type, [.. type.Parts.Select(part => EmitLoad(part, address, offset))]);

    private void StoreAll(CliType type, Value address, int offset, Value[] parts)
    {
        for (var i = 0; i < parts.Length; i++)
        {
            EmitStore(type.Parts[i], address, offset, parts[i]);
        }
    }

    private Value EmitLoad(Part part, Value address, int offset) =>
        Emit(new Value(Operation.Load, part.Width.Type(), address) { Width = part.Width, Immediate = offset + part.Offset });

    private void EmitStore(Part part, Value address, int offset, Value value) =>
        Emit(new Value(Operation.Store, IrType.None, address, value) { Width = part.Width, Immediate = offset + part.Offset });

    private Value[] Zero(CliType type)
    {
        var zero = Constant(0);
        return [.. type.Parts.Select(part => part.Width == Width.Vector ? Emit(ZeroVector(zero)) : zero)];
    }

    private static Value ZeroVector(Value zero) => new(Operation.Vector, IrType.Vector, zero) { Row = InstructionTable.Row(Op.Fxvsplatb) };

    private (Value Base, Value Length) PopArray()
    {
        var entry = Pop();
        return entry.Type.Kind is CliKind.Array or CliKind.Span
            ? (entry.Parts[0], entry.Parts[1])
            : throw new CompilationException(position, $"{method.FullName}: an array is expected instead of {entry.Type}");
    }

    private Value PopElementAddress(CliType element)
    {
        var index = PopWord();
        var (start, length) = PopArray();
        return ElementAddress(element, start, length, index);
    }

    private Value ElementAddress(CliType element, Value start, Value length, Value index)
    {
        Trap(Predicate.GreaterOrEqualUnsigned, index, length);
        return Element(element, start, index);
    }

    private Value Element(CliType element, Value start, Value index) =>
        element.Size == 1 ? Emit(Operation.Add, start, index) : Emit(Operation.Add, start, Emit(Operation.Multiply, index, Constant(element.Size)));

    private void LoadElement(CliType element) => Push(LoadAll(element, PopElementAddress(element), 0));

    private void StoreElement(CliType element)
    {
        var value = Pop(element);
        StoreAll(element, PopElementAddress(element), 0, value.Parts);
    }
}
