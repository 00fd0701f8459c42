namespace PpuSim.Isa.Assembly;

/// <summary>Carries out one directive in either pass.</summary>
internal delegate void Directive(AssemblyPass pass, Statement statement);

/// <summary>All directives by name.</summary>
internal static class Directives
{
    private static readonly Dictionary<string, Directive> ByName = new(StringComparer.Ordinal);

    // Information for other tools, without effect on memory.
    private static readonly string[] Ignored = [".ident", ".machine", ".gnu_attribute", ".abiversion", ".local", ".weak", ".hidden", ".internal", ".protected"];

    static Directives()
    {
        SectionDirectives.Register(ByName);
        DataDirectives.Register(ByName);
        AlignmentDirectives.Register(ByName);
        SymbolDirectives.Register(ByName);
        LineDirectives.Register(ByName);
        foreach (var name in Ignored)
        {
            ByName.Add(name, (_, _) => { });
        }
    }

    public static Directive? Find(string name) =>
        ByName.GetValueOrDefault(name) ?? (name.StartsWith(".cfi_", StringComparison.Ordinal) ? (_, _) => { } : null);
}
