using System.Reflection;
using System.Security.Cryptography;
using System.Text;

namespace OnChipLearn.Experiments.Checkpoints;

/// <summary>Which build of this program runs: a hash over the versions of its modules, which a deterministic build derives from their content.</summary>
public static class ProgramBuild
{
    private static readonly string[] Names = ["OnChipLearn", "PpuSim"];

    /// <summary>Hash over all modules that experiments are made of.</summary>
    public static string Identity { get; } = Compute();

    private static string Compute()
    {
        var found = new SortedDictionary<string, Guid>(StringComparer.Ordinal);
        Collect(typeof(ProgramBuild).Assembly, found);
        var text = string.Join('\n', found.Select(module => $"{module.Key} {module.Value}"));
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
    }

    private static void Collect(Assembly assembly, SortedDictionary<string, Guid> found)
    {
        if (!found.TryAdd(assembly.GetName().Name!, assembly.ManifestModule.ModuleVersionId))
        {
            return;
        }

        foreach (var reference in assembly.GetReferencedAssemblies().Where(reference => Names.Contains(reference.Name!.Split('.')[0])))
        {
            Collect(Assembly.Load(reference), found);
        }
    }
}
