using System.Reflection.Metadata;

namespace OnChipLearn.Compiler.Frontend;

/// <summary>Attributes of the device vocabulary, read from metadata.</summary>
internal static class DeviceAttributes
{
    private const string Namespace = "OnChipLearn.Device.";

    /// <summary>Mnemonic and fixed operands of an intrinsic, or null.</summary>
    public static string? Instruction(MethodInstance method) =>
        Find(method.Image.Reader, method.Definition.GetCustomAttributes(), "PpuInstructionAttribute") is { } blob ? Text(ref blob) : null;

    public static bool IsPseudoInstruction(MethodInstance method) =>
        Find(method.Image.Reader, method.Definition.GetCustomAttributes(), "PseudoInstructionAttribute") is not null;

    public static bool IsEntryPoint(MetadataReader reader, MethodDefinition method) =>
        Find(reader, method.GetCustomAttributes(), "EntryPointAttribute") is not null;

    public static bool IsInMailbox(MetadataReader reader, FieldDefinition field) => Find(reader, field.GetCustomAttributes(), "InMailboxAttribute") is not null;

    public static bool IsVectorAligned(MetadataReader reader, FieldDefinition field) =>
        Find(reader, field.GetCustomAttributes(), "VectorAlignedAttribute") is not null;

    /// <summary>Byte address that a field asks for, or null.</summary>
    public static int? SramAddress(MetadataReader reader, FieldDefinition field) =>
        Find(reader, field.GetCustomAttributes(), "SramAddressAttribute") is { } blob ? blob.ReadInt32() : null;

    private static BlobReader? Find(MetadataReader reader, CustomAttributeHandleCollection attributes, string name)
    {
        foreach (var attribute in attributes.Select(reader.GetCustomAttribute))
        {
            if (TypeName(reader, attribute.Constructor) == Namespace + name)
            {
                var blob = reader.GetBlobReader(attribute.Value);
                blob.ReadUInt16(); // prolog
                return blob;
            }
        }

        return null;
    }

    private static string TypeName(MetadataReader reader, EntityHandle constructor)
    {
        if (constructor.Kind == HandleKind.MethodDefinition)
        {
            return TypeTable.FullName(reader, reader.GetMethodDefinition((MethodDefinitionHandle)constructor).GetDeclaringType());
        }

        var parent = reader.GetMemberReference((MemberReferenceHandle)constructor).Parent;
        return parent.Kind == HandleKind.TypeReference ? TypeTable.FullName(reader, (TypeReferenceHandle)parent) : string.Empty;
    }

    private static string? Text(ref BlobReader blob) => blob.ReadSerializedString();
}
