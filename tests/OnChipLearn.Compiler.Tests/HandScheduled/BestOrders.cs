using System.Text.Json;

namespace OnChipLearn.Compiler.Tests.HandScheduled;

/// <summary>The best orders that <see cref="ReorderingSearch"/> found, kept in fixtures/compiler/vector/orders.json.</summary>
internal static class BestOrders
{
    /// <summary>Legal orders tried per seed.</summary>
    public const int Evaluations = 10_000;

    /// <summary>Rounds of the loop while searching: enough for the steady state.</summary>
    public const int Rounds = 6;

    private const int Seeds = 3;

    /// <summary>Kept order of a kernel: places in the order of its source.</summary>
    public static int[] Read(string kernel)
    {
        using var document = JsonDocument.Parse(File.ReadAllText(Fixtures.Path("compiler", "vector", "orders.json")));
        return [.. document.RootElement.GetProperty(kernel).EnumerateArray().Select(place => place.GetInt32())];
    }

    /// <summary>The best of all seeds, and how many different legal orders were run.</summary>
    public static (int[] Order, int Evaluations) Search(HandProgram program)
    {
        var search = new ReorderingSearch(program, Rounds);
        var (best, bestCycles, evaluations) = (Array.Empty<int>(), long.MaxValue, 0);
        for (var seed = 1; seed <= Seeds; seed++)
        {
            var (order, cycles) = search.Run(Evaluations, seed);
            evaluations += search.Evaluations;
            if (cycles < bestCycles)
            {
                (best, bestCycles) = (order, cycles);
            }
        }

        return (best, evaluations);
    }
}
