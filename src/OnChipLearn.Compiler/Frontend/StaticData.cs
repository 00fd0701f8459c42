using System.Buffers.Binary;
using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using OnChipLearn.Compiler.Ir;

namespace OnChipLearn.Compiler.Frontend;

/// <summary>Static fields, arrays and blobs as data in SRAM; static constructors run here, at compile time.</summary>
internal sealed class StaticData
{
    private readonly AssemblySet assemblies;
    private readonly Interpreter interpreter;
    private readonly Dictionary<string, (CliType Type, Symbol Symbol)> fields = [];
    private readonly Dictionary<InterpreterArray, Symbol> arrays = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<string, Symbol> blobs = [];
    private (Symbol Text, Symbol Cursor)? mailbox;

    public StaticData(AssemblySet assemblies)
    {
        this.assemblies = assemblies;
        interpreter = new Interpreter(assemblies);
    }

    /// <summary>The datum of a static field.</summary>
    public (CliType Type, Symbol Symbol) Field(AssemblyImage image, FieldDefinitionHandle handle, IReadOnlyList<CliType> typeArguments)
    {
        var key = $"{image.Name}:{MetadataTokens.GetToken(handle):x8}<{string.Join(',', typeArguments)}>";
        if (!fields.TryGetValue(key, out var known))
        {
            fields[key] = known = Create(image, handle, typeArguments);
        }

        return known;
    }

    /// <summary>The data behind a field with a relative virtual address, as elements of a type.</summary>
    public Symbol Blob(AssemblyImage image, FieldDefinitionHandle handle, CliType element)
    {
        var key = $"{image.Name}:{MetadataTokens.GetToken(handle):x8}:{element}";
        if (!blobs.TryGetValue(key, out var symbol))
        {
            var bytes = BlobReading.Read(assemblies, image, handle);
            if (element.Parts.Count != 1)
            {
                throw new CompilationException($"constant data of type {element} is not provided");
            }

            Reverse(bytes, element.Size);
            blobs[key] = symbol = new Symbol($"constant.{MetadataTokens.GetRowNumber(handle)}.{element}", Section.ReadOnly, bytes.Length, element.Alignment) { Content = bytes };
        }

        return symbol;
    }

    /// <summary>Text area of the mailbox, a power of two in size, and the count of characters written.</summary>
    public (Symbol Text, Symbol Cursor) Mailbox(SourcePosition position, int bytes)
    {
        if (bytes <= 0 || (bytes & (bytes - 1)) != 0)
        {
            throw new CompilationException(position, $"Mailbox.Write needs a text area: its size is {bytes} bytes, expected a power of two");
        }

        mailbox ??= (new Symbol("mailbox.text", Section.Mailbox, bytes, 4), new Symbol("mailbox.cursor", Section.Zeroed, 4, 4));
        return mailbox.Value;
    }

    private (CliType Type, Symbol Symbol) Create(AssemblyImage image, FieldDefinitionHandle handle, IReadOnlyList<CliType> typeArguments)
    {
        var reader = image.Reader;
        var definition = reader.GetFieldDefinition(handle);
        var name = TypeTable.FullName(reader, definition.GetDeclaringType()) + "." + reader.GetString(definition.Name);
        if ((definition.Attributes & FieldAttributes.HasFieldRVA) != 0)
        {
            var bytes = BlobReading.Read(assemblies, image, handle);
            return (CliType.Byte, new Symbol($"constant.{MetadataTokens.GetRowNumber(handle)}", Section.ReadOnly, bytes.Length, 4) { Content = bytes });
        }

        var type = definition.DecodeSignature(assemblies.Types.Provider(image), new GenericContext(typeArguments, []));
        if (!type.IsSupported)
        {
            throw new CompilationException($"{name}: {type.Reason}");
        }

        var value = interpreter.StaticField(image, handle, typeArguments);
        var isReadOnly = (definition.Attributes & FieldAttributes.InitOnly) != 0;
        var symbol = new Symbol(type.Kind is CliKind.Array or CliKind.Span ? name + ".reference" : name, isReadOnly ? Section.ReadOnly : Section.Data, type.Size, type.Alignment) { Content = new byte[type.Size] };
        var placement = new Placement(
            DeviceAttributes.IsInMailbox(reader, definition), DeviceAttributes.IsVectorAligned(reader, definition), DeviceAttributes.SramAddress(reader, definition));
        Write(symbol, 0, type, value, name, placement);
        if (symbol.Section == Section.Data && symbol.Relocations.Count == 0 && symbol.Content!.All(b => b == 0))
        {
            symbol.Section = Section.Zeroed;
            symbol.Content = null;
        }

        return (type, symbol);
    }

    private void Write(Symbol symbol, int offset, CliType type, object? value, string name, Placement placement)
    {
        var target = symbol.Content.AsSpan(offset);
        switch (type.Kind)
        {
            case CliKind.Struct:
                foreach (var field in type.Fields)
                {
                    Write(symbol, offset + field.Offset, field.Type, (value as InterpreterStruct)?.Fields[field.Name], $"{name}.{field.Name}", placement);
                }

                break;
            case CliKind.Vector:
                if (value is not null and not 0)
                {
                    throw new CompilationException($"{name}: a vector cannot be computed by a static constructor; compute it in the program");
                }

                break;
            case CliKind.Array or CliKind.Span when value is InterpreterArray array:
                symbol.Relocations[offset] = Elements(array, name, placement);
                BinaryPrimitives.WriteInt32BigEndian(target[4..], array.Items.Length);
                break;
            case CliKind.Array or CliKind.Span or CliKind.Reference:
                break;
            default:
                var word = Interpreter.ToWord(value);
                switch (type.Size)
                {
                    case 1:
                        target[0] = (byte)word;
                        break;
                    case 2:
                        BinaryPrimitives.WriteInt16BigEndian(target, (short)word);
                        break;
                    default:
                        BinaryPrimitives.WriteInt32BigEndian(target, word);
                        break;
                }

                break;
        }
    }

    private Symbol Elements(InterpreterArray array, string name, Placement placement)
    {
        if (arrays.TryGetValue(array, out var known))
        {
            return known;
        }

        var element = array.Element;
        if (!element.IsSupported)
        {
            throw new CompilationException($"{name}: {element.Reason}");
        }

        var size = element.Size * array.Items.Length;
        var alignment = placement.VectorAligned ? Width.Vector.Bytes() : element.Alignment;
        var section = placement.InMailbox ? Section.Mailbox : placement.Address is not null ? Section.Fixed : Section.Data;
        var symbol = arrays[array] = new Symbol(name, section, size, alignment) { Content = new byte[size] };
        if (placement.Address is { } address)
        {
            if (address < 0 || (address & 3) != 0 || element.Size != 4)
            {
                throw new CompilationException($"{name}: SramAddress {address} of {element} elements; expected 32-bit elements at a multiple of 4");
            }

            symbol.Address = address;
        }

        for (var i = 0; i < array.Items.Length; i++)
        {
            Write(symbol, i * element.Size, element, array.Items[i], $"{name}[{i}]", default);
        }

        if (symbol.Relocations.Count == 0 && symbol.Content!.All(b => b == 0))
        {
            symbol.Content = null;
            symbol.Section = symbol.Section == Section.Data ? Section.Zeroed : symbol.Section;
        }

        return symbol;
    }

    // The assembly keeps constants in the host's byte order.
    private static void Reverse(byte[] bytes, int size)
    {
        for (var i = 0; i + size <= bytes.Length; i += size)
        {
            Array.Reverse(bytes, i, size);
        }
    }

    private readonly record struct Placement(bool InMailbox, bool VectorAligned, int? Address);
}
