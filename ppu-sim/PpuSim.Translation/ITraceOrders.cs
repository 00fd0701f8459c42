namespace PpuSim.Translation;

/// <summary>Orders of a trace that are executed one at a time.</summary>
internal interface ITraceOrders
{
    /// <summary>Executes an order that has no answer.</summary>
    void Execute(Trace trace, int action, long cycle);

    /// <summary>Executes a store, or some words of a serial one that follow in the trace; nothing if one of them is code, which is more than a store.</summary>
    /// <returns>False if nothing was executed.</returns>
    bool Store(Trace trace, int action, int words, long cycle);

    /// <summary>Asks a question other than for an outcome of a branch, a prediction or the kind of an address.</summary>
    long Ask(Trace trace, int action, long cycle);
}
