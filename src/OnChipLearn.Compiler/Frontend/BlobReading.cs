using System.Reflection.Metadata;

namespace OnChipLearn.Compiler.Frontend;

/// <summary>Constant data that the C# compiler put behind a field.</summary>
internal static class BlobReading
{
    /// <summary>The bytes in the order of the file (little-endian elements).</summary>
    public static byte[] Read(AssemblySet assemblies, AssemblyImage image, FieldDefinitionHandle handle)
    {
        var definition = image.Reader.GetFieldDefinition(handle);
        var blob = image.Reader.GetBlobReader(definition.Signature);
        blob.ReadSignatureHeader();
        var size = blob.ReadSignatureTypeCode() switch
        {
            SignatureTypeCode.Byte or SignatureTypeCode.SByte or SignatureTypeCode.Boolean => 1,
            SignatureTypeCode.Int16 or SignatureTypeCode.UInt16 or SignatureTypeCode.Char => 2,
            SignatureTypeCode.Int32 or SignatureTypeCode.UInt32 or SignatureTypeCode.Single => 4,
            SignatureTypeCode.Int64 or SignatureTypeCode.UInt64 or SignatureTypeCode.Double => 8,
            SignatureTypeCode.TypeHandle => Layout(image, blob.ReadTypeHandle()),
            _ => throw new CompilationException("constant data of an unknown type"),
        };
        return image.Data(handle, size);
    }

    private static int Layout(AssemblyImage image, EntityHandle type) => type.Kind == HandleKind.TypeDefinition
        ? image.Reader.GetTypeDefinition((TypeDefinitionHandle)type).GetLayout().Size
        : throw new CompilationException("constant data of a type of another assembly");
}
