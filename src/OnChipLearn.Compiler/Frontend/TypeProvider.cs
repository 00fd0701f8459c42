using System.Collections.Immutable;
using System.Reflection.Metadata;

namespace OnChipLearn.Compiler.Frontend;

/// <summary>Turns signatures into types.</summary>
internal sealed class TypeProvider(TypeTable types, AssemblyImage image) : ISignatureTypeProvider<CliType, GenericContext>
{
    public CliType GetPrimitiveType(PrimitiveTypeCode typeCode) => typeCode switch
    {
        PrimitiveTypeCode.Void => CliType.Void,
        PrimitiveTypeCode.Boolean => CliType.Boolean,
        PrimitiveTypeCode.SByte => CliType.SByte,
        PrimitiveTypeCode.Byte => CliType.Byte,
        PrimitiveTypeCode.Int16 => CliType.Int16,
        PrimitiveTypeCode.UInt16 or PrimitiveTypeCode.Char => CliType.UInt16,
        PrimitiveTypeCode.Int32 => CliType.Int32,
        PrimitiveTypeCode.UInt32 => CliType.UInt32,
        PrimitiveTypeCode.IntPtr or PrimitiveTypeCode.UIntPtr => CliType.NativeInt,
        PrimitiveTypeCode.String => CliType.String,
        PrimitiveTypeCode.Int64 => CliType.Unsupported("long", "64-bit arithmetic (long) is not provided; use int"),
        PrimitiveTypeCode.UInt64 => CliType.Unsupported("ulong", "64-bit arithmetic (ulong) is not provided; use uint"),
        PrimitiveTypeCode.Single => CliType.Unsupported("float", "floating point (float) does not exist on the PPU; use a fixed-point type"),
        PrimitiveTypeCode.Double => CliType.Unsupported("double", "floating point (double) does not exist on the PPU; use a fixed-point type"),
        PrimitiveTypeCode.Object => CliType.Unsupported("object", "object needs a heap, which firmware does not have"),
        _ => CliType.Unsupported(typeCode.ToString(), $"the type {typeCode} is not part of the device vocabulary"),
    };

    public CliType GetSZArrayType(CliType elementType) => elementType.IsSupported || elementType.Name is "double" or "float" or "long" or "ulong" ? CliType.ArrayOf(elementType) : elementType;

    public CliType GetArrayType(CliType elementType, ArrayShape shape) =>
        CliType.Unsupported($"{elementType}[{new string(',', shape.Rank - 1)}]", "arrays of several dimensions are not provided; compute the index");

    public CliType GetByReferenceType(CliType elementType) => CliType.Reference(elementType);

    public CliType GetPointerType(CliType elementType) => CliType.Reference(elementType);

    public CliType GetPinnedType(CliType elementType) => elementType;

    public CliType GetFunctionPointerType(MethodSignature<CliType> signature) => CliType.Unsupported("delegate*", "function pointers are not provided");

    public CliType GetGenericInstantiation(CliType genericType, ImmutableArray<CliType> typeArguments) => genericType.Open switch
    {
        ({ } owner, { Kind: HandleKind.TypeDefinition } handle) => types.FromDefinition(owner, (TypeDefinitionHandle)handle, typeArguments),
        ({ } owner, { Kind: HandleKind.TypeReference } handle) => types.FromReference(owner, (TypeReferenceHandle)handle, typeArguments),
        _ => genericType,
    };

    public CliType GetGenericMethodParameter(GenericContext genericContext, int index) => index < genericContext.MethodArguments.Count
        ? genericContext.MethodArguments[index]
        : CliType.Unsupported("!!" + index, "a generic parameter of the method cannot be resolved");

    public CliType GetGenericTypeParameter(GenericContext genericContext, int index) => index < genericContext.TypeArguments.Count
        ? genericContext.TypeArguments[index]
        : CliType.Unsupported("!" + index, "a generic parameter of the type cannot be resolved");

    public CliType GetModifiedType(CliType modifier, CliType unmodifiedType, bool isRequired) => unmodifiedType;

    public CliType GetTypeFromDefinition(MetadataReader reader, TypeDefinitionHandle handle, byte rawTypeKind) => reader.GetTypeDefinition(handle).GetGenericParameters().Count > 0
        ? CliType.OpenGeneric(TypeTable.FullName(reader, handle), image, handle)
        : types.FromDefinition(image, handle, []);

    public CliType GetTypeFromReference(MetadataReader reader, TypeReferenceHandle handle, byte rawTypeKind) => TypeTable.FullName(reader, handle) is var name && name.Contains('`')
        ? CliType.OpenGeneric(name, image, handle)
        : types.FromReference(image, handle, []);

    public CliType GetTypeFromSpecification(MetadataReader reader, GenericContext genericContext, TypeSpecificationHandle handle, byte rawTypeKind) =>
        reader.GetTypeSpecification(handle).DecodeSignature(this, genericContext);
}
