namespace OnChipLearn.Compiler.Frontend;

/// <summary>An array that a static constructor made.</summary>
internal sealed class InterpreterArray(CliType element, object?[] items)
{
    public CliType Element { get; } = element;

    public object?[] Items { get; } = items;
}

/// <summary>A structure: copied when it is stored or passed.</summary>
internal sealed class InterpreterStruct(CliType type, Dictionary<string, object?> fields)
{
    public CliType Type { get; } = type;

    public Dictionary<string, object?> Fields { get; } = fields;

    public InterpreterStruct Copy() => new(Type, Fields.ToDictionary(pair => pair.Key, pair => Interpreter.Copied(pair.Value)));
}

/// <summary>A reference to a variable, field or element.</summary>
internal sealed record InterpreterReference(Func<object?> Get, Action<object?> Set);

/// <summary>A field token on its way to InitializeArray.</summary>
internal sealed record InterpreterToken(AssemblyImage Image, System.Reflection.Metadata.EntityHandle Handle);
