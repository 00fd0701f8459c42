using System.Reflection;
using OnChipLearn.Compiler.Ir;

namespace OnChipLearn.Compiler.Frontend;

/// <summary>Functions by method instance; methods that are called for the first time wait to be imported.</summary>
internal sealed class FunctionTable(AssemblySet assemblies, StaticData data, CompilerOptions options)
{
    private readonly Dictionary<string, Function> functions = [];
    private readonly Dictionary<string, int> names = [];
    private readonly Queue<(MethodInstance Method, Function Function)> waiting = new();

    public AssemblySet Assemblies { get; } = assemblies;

    public StaticData Data { get; } = data;

    public CompilerOptions Options { get; } = options;

    public Function Get(MethodInstance method)
    {
        if (functions.TryGetValue(method.Key, out var function))
        {
            return function;
        }

        var implementation = method.Definition.ImplAttributes;
        functions[method.Key] = function = new Function(UniqueName(method))
        {
            Position = method.Position,
            InlineRequest = (implementation & MethodImplAttributes.NoInlining) != 0 ? InlineRequest.Never
                : (implementation & MethodImplAttributes.AggressiveInlining) != 0 ? InlineRequest.Always
                : InlineRequest.Unspecified,
        };
        waiting.Enqueue((method, function));
        return function;
    }

    /// <summary>Imports the entry point and everything that it reaches.</summary>
    public Function Import(MethodInstance entry)
    {
        var function = Get(entry);
        while (waiting.TryDequeue(out var next))
        {
            new MethodImporter(this, next.Method, next.Function).Import();
        }

        return function;
    }

    private string UniqueName(MethodInstance method)
    {
        var name = method.FullName;
        var count = names[name] = names.GetValueOrDefault(name) + 1;
        return count == 1 ? name : $"{name}~{count}";
    }
}
