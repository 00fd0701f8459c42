using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;

namespace OnChipLearn.Compiler.Frontend;

/// <summary>Types by definition and arguments, each built once.</summary>
internal sealed class TypeTable(AssemblySet assemblies)
{
    private readonly Dictionary<string, CliType> structures = [];
    private readonly Dictionary<AssemblyImage, TypeProvider> providers = [];

    /// <summary>Full name with namespace and outer types, parts separated by dots.</summary>
    public static string FullName(MetadataReader reader, TypeDefinitionHandle handle)
    {
        var definition = reader.GetTypeDefinition(handle);
        var outer = definition.GetDeclaringType();
        var name = reader.GetString(definition.Name);
        return !outer.IsNil ? FullName(reader, outer) + "." + name : Qualified(reader.GetString(definition.Namespace), name);
    }

    public static string FullName(MetadataReader reader, TypeReferenceHandle handle)
    {
        var reference = reader.GetTypeReference(handle);
        var name = reader.GetString(reference.Name);
        return reference.ResolutionScope.Kind == HandleKind.TypeReference
            ? FullName(reader, (TypeReferenceHandle)reference.ResolutionScope) + "." + name
            : Qualified(reader.GetString(reference.Namespace), name);
    }

    public TypeProvider Provider(AssemblyImage image)
    {
        if (!providers.TryGetValue(image, out var provider))
        {
            providers[image] = provider = new TypeProvider(this, image);
        }

        return provider;
    }

    /// <summary>The type that a token names.</summary>
    public CliType Resolve(AssemblyImage image, EntityHandle token, GenericContext context) => token.Kind switch
    {
        HandleKind.TypeDefinition => FromDefinition(image, (TypeDefinitionHandle)token, []),
        HandleKind.TypeReference => FromReference(image, (TypeReferenceHandle)token, []),
        HandleKind.TypeSpecification => image.Reader.GetTypeSpecification((TypeSpecificationHandle)token).DecodeSignature(Provider(image), context),
        _ => throw new CompilationException($"a type through {token.Kind} is not supported"),
    };

    /// <summary>The definition behind a token; the image is null where the type belongs to the class library.</summary>
    public (AssemblyImage? Image, TypeDefinitionHandle Handle, IReadOnlyList<CliType> Arguments, string Name) Definition(AssemblyImage image, EntityHandle token, GenericContext context)
    {
        switch (token.Kind)
        {
            case HandleKind.TypeDefinition:
                return (image, (TypeDefinitionHandle)token, [], FullName(image.Reader, (TypeDefinitionHandle)token));
            case HandleKind.TypeReference:
                var found = Find(image, (TypeReferenceHandle)token);
                return (found?.Image, found?.Handle ?? default, [], FullName(image.Reader, (TypeReferenceHandle)token));
            case HandleKind.TypeSpecification:
                var blob = image.Reader.GetBlobReader(image.Reader.GetTypeSpecification((TypeSpecificationHandle)token).Signature);
                if (blob.ReadSignatureTypeCode() != SignatureTypeCode.GenericTypeInstance)
                {
                    throw new CompilationException("members of arrays of several dimensions are not supported");
                }

                blob.ReadCompressedInteger();
                var generic = Definition(image, blob.ReadTypeHandle(), context);
                var count = blob.ReadCompressedInteger();
                var decoder = new SignatureDecoder<CliType, GenericContext>(Provider(image), image.Reader, context);
                var arguments = new CliType[count];
                for (var i = 0; i < count; i++)
                {
                    arguments[i] = decoder.DecodeType(ref blob);
                }

                return generic with { Arguments = arguments };
            default:
                throw new CompilationException($"a member of {token.Kind} is not supported");
        }
    }

    public CliType FromReference(AssemblyImage image, TypeReferenceHandle handle, IReadOnlyList<CliType> arguments)
    {
        if (Find(image, handle) is { } found)
        {
            return FromDefinition(found.Image, found.Handle, arguments);
        }

        var name = FullName(image.Reader, handle);
        return name switch
        {
            "System.Span`1" or "System.ReadOnlySpan`1" when arguments.Count == 1 => CliType.Span(arguments[0]),
            _ when name.StartsWith("System.ValueTuple`", StringComparison.Ordinal) && arguments.Count is > 0 and < 8 =>
                Tuple(arguments),
            _ when Primitive(name) is { } primitive => Provider(image).GetPrimitiveType(primitive),
            _ when name.StartsWith("System.Func`", StringComparison.Ordinal) || name.StartsWith("System.Action", StringComparison.Ordinal) || name.EndsWith("Delegate", StringComparison.Ordinal) =>
                CliType.Unsupported(name, "delegates, lambdas and function pointers are not provided"),
            "System.Index" or "System.Range" => CliType.Unsupported(name, $"{name} (indices from the end and ranges) is not part of the device vocabulary"),
            _ => CliType.Unsupported(name, $"the type {name} is not part of the device vocabulary"),
        };
    }

    public CliType FromDefinition(AssemblyImage image, TypeDefinitionHandle handle, IReadOnlyList<CliType> arguments)
    {
        var reader = image.Reader;
        var name = FullName(reader, handle);
        switch (name)
        {
            case "OnChipLearn.Device.VectorH":
                return CliType.VectorH;
            case "OnChipLearn.Device.VectorB":
                return CliType.VectorB;
        }

        var key = $"{image.Name}:{MetadataTokens.GetToken(handle):x8}<{string.Join(',', arguments)}>";
        if (structures.TryGetValue(key, out var known))
        {
            return known;
        }

        var definition = reader.GetTypeDefinition(handle);
        var baseName = BaseName(reader, definition);
        if (baseName == "System.Enum")
        {
            var underlying = definition.GetFields().Select(reader.GetFieldDefinition).First(field => (field.Attributes & FieldAttributes.Static) == 0);
            return structures[key] = underlying.DecodeSignature(Provider(image), GenericContext.None);
        }

        if (baseName != "System.ValueType")
        {
            return structures[key] = CliType.Unsupported(name, $"{name} is a class; firmware has no heap, use a readonly struct or static members");
        }

        if ((definition.Attributes & TypeAttributes.LayoutMask) == TypeAttributes.ExplicitLayout && !name.StartsWith('<'))
        {
            return structures[key] = CliType.Unsupported(name, $"{name} has an explicit layout, which would differ between host and PPU");
        }

        var shown = arguments.Count > 0 ? $"{name}<{string.Join(',', arguments)}>" : name;
        var type = structures[key] = CliType.Struct(shown, image, handle, arguments);
        var context = new GenericContext(arguments, []);
        var fields = new List<(string, CliType)>();
        foreach (var field in definition.GetFields().Select(reader.GetFieldDefinition).Where(field => (field.Attributes & FieldAttributes.Static) == 0))
        {
            var fieldType = field.DecodeSignature(Provider(image), context);
            if (!fieldType.IsSupported)
            {
                return structures[key] = CliType.Unsupported(shown, $"{shown}.{reader.GetString(field.Name)}: {fieldType.Reason}");
            }

            fields.Add((reader.GetString(field.Name), fieldType));
        }

        type.SetFields(fields);
        return type;
    }

    public CliType Tuple(IReadOnlyList<CliType> items)
    {
        if (items.FirstOrDefault(item => !item.IsSupported) is { } unsupported)
        {
            return unsupported;
        }

        var key = $"tuple<{string.Join(',', items)}>";
        return structures.TryGetValue(key, out var known) ? known : structures[key] = CliType.Tuple([.. items]);
    }

    // Tokens name primitive types of the class library by reference.
    private static PrimitiveTypeCode? Primitive(string name) =>
        name.StartsWith("System.", StringComparison.Ordinal) && Enum.TryParse<PrimitiveTypeCode>(name["System.".Length..], out var code) ? code : null;

    private static string Qualified(string space, string name) => space.Length > 0 ? space + "." + name : name;

    private static string BaseName(MetadataReader reader, TypeDefinition definition) => definition.BaseType.Kind switch
    {
        _ when definition.BaseType.IsNil => string.Empty,
        HandleKind.TypeReference => FullName(reader, (TypeReferenceHandle)definition.BaseType),
        HandleKind.TypeDefinition => FullName(reader, (TypeDefinitionHandle)definition.BaseType),
        _ => string.Empty,
    };

    private (AssemblyImage Image, TypeDefinitionHandle Handle)? Find(AssemblyImage image, TypeReferenceHandle handle)
    {
        var reader = image.Reader;
        var reference = reader.GetTypeReference(handle);
        var scope = reference.ResolutionScope;
        if (scope.Kind == HandleKind.TypeReference)
        {
            if (Find(image, (TypeReferenceHandle)scope) is not { } outer)
            {
                return null;
            }

            var nested = outer.Image.Reader.GetTypeDefinition(outer.Handle).GetNestedTypes()
                .Where(candidate => outer.Image.Reader.GetString(outer.Image.Reader.GetTypeDefinition(candidate).Name) == reader.GetString(reference.Name)).ToArray();
            return nested.Length > 0 ? (outer.Image, nested[0]) : null;
        }

        if (scope.Kind != HandleKind.AssemblyReference)
        {
            return null;
        }

        if (assemblies.Find(reader.GetString(reader.GetAssemblyReference((AssemblyReferenceHandle)scope).Name)) is not { } target)
        {
            return null;
        }

        var name = FullName(reader, handle);
        foreach (var candidate in target.Reader.TypeDefinitions)
        {
            if (FullName(target.Reader, candidate) == name)
            {
                return (target, candidate);
            }
        }

        return null;
    }
}
