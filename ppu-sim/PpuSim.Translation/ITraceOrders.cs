namespace PpuSim.Translation;

/// <summary>Orders of a trace that are executed one at a time.</summary>
internal interface ITraceOrders
{
    /// <summary>Executes an order that has no answer.</summary>
    void Execute(Trace trace, int action, long cycle);

    /// <summary>Asks a question that may be asked again.</summary>
    long Ask(Trace trace, int action, long cycle);
}
