using System.Reflection;
using System.Reflection.Metadata;

namespace OnChipLearn.Compiler.Frontend;

/// <summary>A method with its generic parameters filled in.</summary>
internal sealed class MethodInstance(AssemblyImage image, MethodDefinitionHandle handle, GenericContext context, string typeName, MethodSignature<CliType> signature)
{
    public AssemblyImage Image { get; } = image;

    public MethodDefinitionHandle Handle { get; } = handle;

    public GenericContext Context { get; } = context;

    public string TypeName { get; } = typeName;

    public MethodSignature<CliType> Signature { get; } = signature;

    public MethodDefinition Definition => Image.Reader.GetMethodDefinition(Handle);

    public string Name => Image.Reader.GetString(Definition.Name);

    public string FullName => $"{TypeName}.{Name}";

    public bool IsStatic => (Definition.Attributes & MethodAttributes.Static) != 0;

    public SourcePosition Position => Image.Position(Handle, 0);

    /// <summary>Identity: equal for two references to the same instance.</summary>
    public string Key => $"{Image.Name}:{System.Reflection.Metadata.Ecma335.MetadataTokens.GetToken(Handle):x8}<{string.Join(',', Context.TypeArguments)}|{string.Join(',', Context.MethodArguments)}>";
}

/// <summary>What the generic parameters of a type and of a method stand for.</summary>
internal sealed record GenericContext(IReadOnlyList<CliType> TypeArguments, IReadOnlyList<CliType> MethodArguments)
{
    public static readonly GenericContext None = new([], []);
}

/// <summary>A method of an assembly that is not compiled (the class library), by name.</summary>
internal sealed record ExternalMethod(string TypeName, IReadOnlyList<CliType> TypeArguments, IReadOnlyList<CliType> MethodArguments, string Name, MethodSignature<CliType> Signature)
{
    public override string ToString() => $"{TypeName}.{Name}";
}
