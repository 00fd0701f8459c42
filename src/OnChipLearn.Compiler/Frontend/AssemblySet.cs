using System.Collections.Immutable;
using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;

namespace OnChipLearn.Compiler.Frontend;

/// <summary>The assembly to compile and those it references beside it; resolves tokens to types, methods and fields.</summary>
internal sealed class AssemblySet : IDisposable
{
    private readonly Dictionary<string, AssemblyImage?> images = [];
    private readonly string folder;

    public AssemblySet(string path)
    {
        folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
        Main = new AssemblyImage(path);
        images[Main.Name] = Main;
        Types = new TypeTable(this);
    }

    public AssemblyImage Main { get; }

    public TypeTable Types { get; }

    /// <summary>An assembly by its simple name, or null where it is not beside the one that is compiled.</summary>
    public AssemblyImage? Find(string name)
    {
        if (!images.TryGetValue(name, out var image))
        {
            var path = Path.Combine(folder, name + ".dll");
            var isLibrary = name.StartsWith("System", StringComparison.Ordinal) || name is "mscorlib" or "netstandard";
            images[name] = image = !isLibrary && File.Exists(path) ? new AssemblyImage(path) : null;
        }

        return image;
    }

    /// <summary>A type definition of the main assembly by its full name, or by its last part where that is unique.</summary>
    public TypeDefinitionHandle FindType(string name)
    {
        var reader = Main.Reader;
        var matches = reader.TypeDefinitions.Where(handle => TypeTable.FullName(reader, handle) is var full && (full == name || full.EndsWith("." + name, StringComparison.Ordinal))).ToArray();
        return matches.Length switch
        {
            1 => matches[0],
            0 => throw new CompilationException($"{Main.Path}: there is no type {name}"),
            _ => matches.Where(handle => TypeTable.FullName(reader, handle) == name) is var exact && exact.Count() == 1
                ? exact.First()
                : throw new CompilationException($"{Main.Path}: several types are called {name}; give the full name"),
        };
    }

    public MethodInstance Instance(AssemblyImage image, MethodDefinitionHandle handle, GenericContext context)
    {
        var definition = image.Reader.GetMethodDefinition(handle);
        var signature = definition.DecodeSignature(Types.Provider(image), context);
        return new MethodInstance(image, handle, context, TypeTable.FullName(image.Reader, definition.GetDeclaringType()), signature);
    }

    /// <summary>What a call names: a <see cref="MethodInstance"/> or an <see cref="ExternalMethod"/>.</summary>
    public object ResolveMethod(AssemblyImage image, EntityHandle token, GenericContext context)
    {
        var reader = image.Reader;
        switch (token.Kind)
        {
            case HandleKind.MethodDefinition:
                var own = (MethodDefinitionHandle)token;
                var arity = reader.GetTypeDefinition(reader.GetMethodDefinition(own).GetDeclaringType()).GetGenericParameters().Count;
                return Instance(image, own, new GenericContext(arity > 0 ? context.TypeArguments : [], []));
            case HandleKind.MethodSpecification:
                var specification = reader.GetMethodSpecification((MethodSpecificationHandle)token);
                var arguments = specification.DecodeSignature(Types.Provider(image), context);
                return ResolveMethod(image, specification.Method, context) switch
                {
                    MethodInstance instance => Instance(instance.Image, instance.Handle, new GenericContext(instance.Context.TypeArguments, arguments)),
                    ExternalMethod external => external with
                    {
                        MethodArguments = arguments,
                        Signature = reader.GetMemberReference((MemberReferenceHandle)specification.Method)
                            .DecodeMethodSignature(Types.Provider(image), new GenericContext(external.TypeArguments, arguments)),
                    },
                    var other => other,
                };
            case HandleKind.MemberReference:
                return ResolveMember(image, reader.GetMemberReference((MemberReferenceHandle)token), context);
            default:
                throw new CompilationException($"a call through {token.Kind} is not supported");
        }
    }

    /// <summary>The method of a structure that implements a static method of an interface, by name and signature.</summary>
    public MethodInstance Implementation(CliType type, MethodInstance declared)
    {
        if (type.Definition is ({ } image, var handle))
        {
            var wanted = Shape(declared.Image, declared.Definition.Signature);
            foreach (var candidate in image.Reader.GetTypeDefinition(handle).GetMethods())
            {
                var definition = image.Reader.GetMethodDefinition(candidate);
                if (image.Reader.GetString(definition.Name) == declared.Name && Shape(image, definition.Signature) == wanted)
                {
                    return Instance(image, candidate, new GenericContext(type.Arguments, declared.Context.MethodArguments));
                }
            }
        }

        throw new CompilationException($"{type} has no public method {declared.Name} in place of {declared.FullName}");
    }

    /// <summary>The field that a token names, and the type arguments of the type that has it.</summary>
    public (AssemblyImage Image, FieldDefinitionHandle Handle, IReadOnlyList<CliType> TypeArguments) ResolveField(AssemblyImage image, EntityHandle token, GenericContext context)
    {
        var reader = image.Reader;
        if (token.Kind == HandleKind.FieldDefinition)
        {
            var declaring = reader.GetTypeDefinition(reader.GetFieldDefinition((FieldDefinitionHandle)token).GetDeclaringType());
            return (image, (FieldDefinitionHandle)token, declaring.GetGenericParameters().Count > 0 ? context.TypeArguments : []);
        }

        var member = reader.GetMemberReference((MemberReferenceHandle)token);
        var name = reader.GetString(member.Name);
        var (owner, handle, arguments, typeName) = Types.Definition(image, member.Parent, context);
        if (owner is not null)
        {
            foreach (var field in owner.Reader.GetTypeDefinition(handle).GetFields())
            {
                if (owner.Reader.GetString(owner.Reader.GetFieldDefinition(field).Name) == name)
                {
                    return (owner, field, arguments);
                }
            }
        }

        throw new CompilationException($"the field {typeName}.{name} is not part of the device vocabulary or of this assembly");
    }

    public void Dispose()
    {
        foreach (var image in images.Values)
        {
            image?.Dispose();
        }
    }

    private object ResolveMember(AssemblyImage image, MemberReference member, GenericContext context)
    {
        var name = image.Reader.GetString(member.Name);
        var (owner, handle, arguments, typeName) = Types.Definition(image, member.Parent, context);
        if (owner is null)
        {
            return new ExternalMethod(typeName, arguments, [], name, member.DecodeMethodSignature(Types.Provider(image), new GenericContext(arguments, [])));
        }

        var wanted = Shape(image, member.Signature);
        var candidates = owner.Reader.GetTypeDefinition(handle).GetMethods()
            .Where(candidate => owner.Reader.GetString(owner.Reader.GetMethodDefinition(candidate).Name) == name).ToArray();
        foreach (var candidate in candidates)
        {
            if (candidates.Length == 1 || Shape(owner, owner.Reader.GetMethodDefinition(candidate).Signature) == wanted)
            {
                return Instance(owner, candidate, new GenericContext(arguments, []));
            }
        }

        throw new CompilationException($"{typeName}.{name} was not found in {owner.Path}");
    }

    // Two signatures are the same when their texts are.
    private static string Shape(AssemblyImage image, BlobHandle blob)
    {
        var reader = image.Reader.GetBlobReader(blob);
        var signature = new SignatureDecoder<string, object?>(SignatureText.Instance, image.Reader, null).DecodeMethodSignature(ref reader);
        return $"{signature.GenericParameterCount}:{signature.ReturnType}({string.Join(',', signature.ParameterTypes)})";
    }
}
