using OnChipLearn.Compiler.Ir;

namespace OnChipLearn.Compiler.Frontend;

/// <summary>All functions that the entry point reaches, in an order in which every callee comes before its callers.</summary>
internal sealed class ProgramGraph(Function entry, IReadOnlyList<Function> calleesFirst)
{
    public Function Entry { get; } = entry;

    public IReadOnlyList<Function> CalleesFirst { get; } = calleesFirst;

    /// <summary>Orders the functions; recursion is refused with the chain of calls.</summary>
    public static ProgramGraph Build(Function entry)
    {
        var order = new List<Function>();
        var done = new HashSet<Function>();
        var chain = new List<Function>();
        Visit(entry);
        return new ProgramGraph(entry, order);

        void Visit(Function function)
        {
            if (done.Contains(function))
            {
                return;
            }

            if (chain.IndexOf(function) is >= 0 and var start)
            {
                throw new CompilationException(function.Position, $"recursion is not provided, the stack could not be bounded: {string.Join(" -> ", chain.Skip(start).Append(function))}");
            }

            chain.Add(function);
            foreach (var callee in function.Callees)
            {
                Visit(callee);
            }

            chain.RemoveAt(chain.Count - 1);
            done.Add(function);
            order.Add(function);
        }
    }
}
