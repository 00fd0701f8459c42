using System.Reflection.Metadata;
using OnChipLearn.Compiler.Ir;

namespace OnChipLearn.Compiler.Frontend;

/// <summary>Types that firmware may use, and <see cref="Unsupported"/> for all others.</summary>
internal enum CliKind : byte
{
    Void,
    Boolean,
    SByte,
    Byte,
    Int16,
    UInt16,
    Int32,
    UInt32,

    /// <summary>native int: arises from array lengths and indices only.</summary>
    NativeInt,

    /// <summary>A managed reference: the byte address.</summary>
    Reference,

    /// <summary>A single-dimensional array: address of element 0, number of elements.</summary>
    Array,

    /// <summary>Span or ReadOnlySpan: address of element 0, number of elements.</summary>
    Span,
    Struct,

    /// <summary>VectorH or VectorB: one vector register.</summary>
    Vector,

    /// <summary>A string literal on its way to the mailbox.</summary>
    String,
    Unsupported,
}

/// <summary>One register-sized piece of a value: what it is in memory and where.</summary>
internal readonly record struct Part(int Offset, Width Width);

/// <summary>An instance field of a structure.</summary>
internal sealed record CliField(string Name, CliType Type, int Offset, int FirstPart);

/// <summary>A type as the compiler sees it: a sequence of register-sized parts with a layout in SRAM.</summary>
internal sealed class CliType
{
    public static readonly CliType Void = new(CliKind.Void, "void", 0, 1);
    public static readonly CliType Boolean = Scalar(CliKind.Boolean, "bool", Width.Byte);
    public static readonly CliType SByte = Scalar(CliKind.SByte, "sbyte", Width.SignedByte);
    public static readonly CliType Byte = Scalar(CliKind.Byte, "byte", Width.Byte);
    public static readonly CliType Int16 = Scalar(CliKind.Int16, "short", Width.SignedHalfword);
    public static readonly CliType UInt16 = Scalar(CliKind.UInt16, "ushort", Width.Halfword);
    public static readonly CliType Int32 = Scalar(CliKind.Int32, "int", Width.Word);
    public static readonly CliType UInt32 = Scalar(CliKind.UInt32, "uint", Width.Word);
    public static readonly CliType NativeInt = Scalar(CliKind.NativeInt, "nint", Width.Word);
    public static readonly CliType String = new(CliKind.String, "string", 0, 1);
    public static readonly CliType VectorH = Scalar(CliKind.Vector, "VectorH", Width.Vector);
    public static readonly CliType VectorB = Scalar(CliKind.Vector, "VectorB", Width.Vector);

    private CliType(CliKind kind, string name, int size, int alignment)
    {
        Kind = kind;
        Name = name;
        Size = size;
        Alignment = alignment;
    }

    public CliKind Kind { get; }

    public string Name { get; }

    /// <summary>Bytes in memory.</summary>
    public int Size { get; private set; }

    public int Alignment { get; private set; }

    /// <summary>Element of an array, a span or a reference.</summary>
    public CliType? Element { get; private init; }

    public IReadOnlyList<CliField> Fields { get; private set; } = [];

    public IReadOnlyList<Part> Parts { get; private set; } = [];

    /// <summary>Why the type cannot be used (<see cref="CliKind.Unsupported"/>).</summary>
    public string Reason { get; private init; } = string.Empty;

    /// <summary>Type arguments of a generic structure.</summary>
    public IReadOnlyList<CliType> Arguments { get; private init; } = [];

    public (AssemblyImage Image, TypeDefinitionHandle Handle)? Definition { get; private init; }

    /// <summary>A generic definition without its arguments.</summary>
    public (AssemblyImage Image, EntityHandle Handle)? Open { get; private init; }

    public bool IsSupported => Kind != CliKind.Unsupported;

    /// <summary>Width of the only part.</summary>
    public Width Width => Parts[0].Width;

    public static CliType Reference(CliType element) => Pointer(CliKind.Reference, "ref " + element.Name, element);

    public static CliType ArrayOf(CliType element) => Pair(CliKind.Array, element.Name + "[]", element);

    public static CliType Span(CliType element) => Pair(CliKind.Span, $"Span<{element.Name}>", element);

    public static CliType Unsupported(string name, string reason) => new(CliKind.Unsupported, name, 4, 4) { Reason = reason };

    /// <summary>System.ValueTuple: the only structure of the class library that firmware may use.</summary>
    public static CliType Tuple(IReadOnlyList<CliType> items)
    {
        var type = new CliType(CliKind.Struct, $"({string.Join(", ", items)})", 1, 1) { Arguments = items };
        type.SetFields(items.Select((item, i) => ($"Item{i + 1}", item)));
        return type;
    }

    public static CliType OpenGeneric(string name, AssemblyImage image, EntityHandle handle) =>
        new(CliKind.Unsupported, name, 4, 4) { Reason = $"{name} lacks its type arguments", Open = (image, handle) };

    public static CliType Struct(string name, AssemblyImage image, TypeDefinitionHandle handle, IReadOnlyList<CliType> arguments) =>
        new(CliKind.Struct, name, 1, 1) { Definition = (image, handle), Arguments = arguments };

    /// <summary>Lays out the fields of a structure in order, each at its natural alignment.</summary>
    public void SetFields(IEnumerable<(string Name, CliType Type)> fields)
    {
        var list = new List<CliField>();
        var parts = new List<Part>();
        var offset = 0;
        foreach (var (name, type) in fields)
        {
            offset = Align(offset, type.Alignment);
            list.Add(new CliField(name, type, offset, parts.Count));
            foreach (var part in type.Parts)
            {
                parts.Add(part with { Offset = offset + part.Offset });
            }

            offset += type.Size;
            Alignment = Math.Max(Alignment, type.Alignment);
        }

        Size = Align(Math.Max(offset, 1), Alignment);
        Fields = list;
        Parts = parts;
    }

    public override string ToString() => Name;

    private static int Align(int offset, int alignment) => (offset + alignment - 1) / alignment * alignment;

    private static CliType Scalar(CliKind kind, string name, Width width) => new(kind, name, width.Bytes(), width.Bytes()) { Parts = [new Part(0, width)] };

    private static CliType Pointer(CliKind kind, string name, CliType element) =>
        new(kind, name, 4, 4) { Element = element, Parts = [new Part(0, Width.Word)] };

    private static CliType Pair(CliKind kind, string name, CliType element) =>
        new(kind, name, 8, 4) { Element = element, Parts = [new Part(0, Width.Word), new Part(4, Width.Word)] };
}
