using OnChipLearn.Compiler.Ir;

namespace OnChipLearn.Compiler.Passes;

/// <summary>How often each function is called in the text of the program, before anything is inlined.</summary>
internal sealed class CallCounts
{
    private readonly Dictionary<Function, int> counts = [];

    public CallCounts(IEnumerable<Function> functions)
    {
        foreach (var callee in functions.SelectMany(function => function.Values).Where(value => value.Operation == Operation.Call).Select(value => value.Callee!))
        {
            counts[callee] = counts.GetValueOrDefault(callee) + 1;
        }
    }

    public int Of(Function function) => counts.GetValueOrDefault(function);
}
