namespace OnChipLearn.Device.Host;

/// <summary>
/// Runs the firmware of several processors on the host, one at a time: a processor runs until it looks at memory that others write
/// (<see cref="Yield"/>) or returns. The order of execution is a function of the programs alone, whatever the machine does.
/// </summary>
public sealed class HostScheduler
{
    // far more looks than any program needs between two writes of the others
    private const int LargestIdleLooks = 1_000_000;

    private readonly List<HostProcessor> processors = [];

    /// <summary>Called whenever a processor looks at memory that others write: nothing else runs then.</summary>
    public Action? AtYield { get; set; }

    private readonly SemaphoreSlim done = new(0);
    private int idleLooks;
    private volatile Exception? failure;

    /// <summary>Runs all processors until each has returned. An exception of one ends all and is thrown here.</summary>
    public void Run()
    {
        foreach (HostProcessor processor in processors)
        {
            processor.StartThread();
        }

        processors[0].Baton.Release();
        done.Wait();
        foreach (HostProcessor processor in processors)
        {
            processor.JoinThread();
        }

        if (failure is not null)
        {
            throw new FirmwareException($"Firmware stopped: {failure.Message}", failure);
        }
    }

    /// <summary>Lets the next processor run until it yields in turn.</summary>
    public void Yield(HostProcessor from)
    {
        AtYield?.Invoke();
        if (++idleLooks > LargestIdleLooks)
        {
            failure ??= new FirmwareException("the processors wait for each other: no write between a million looks at shared memory");
        }

        if (failure is not null)
        {
            throw new FirmwareException("another processor failed");
        }

        HostProcessor next = Next(from);
        if (next != from)
        {
            next.Baton.Release();
            from.Baton.Wait();
        }

        if (failure is not null)
        {
            throw new FirmwareException("another processor failed");
        }
    }

    /// <summary>Something was written: waiting is not in vain.</summary>
    public void Progress() => idleLooks = 0;

    internal void Add(HostProcessor processor) => processors.Add(processor);

    internal void Finish(HostProcessor processor, Exception? exception)
    {
        failure ??= exception;
        HostProcessor next = Next(processor);
        if (next == processor)
        {
            done.Release();
        }
        else
        {
            next.Baton.Release();
        }
    }

    private HostProcessor Next(HostProcessor from)
    {
        int at = processors.IndexOf(from);
        for (int k = 1; k < processors.Count; k++)
        {
            HostProcessor candidate = processors[(at + k) % processors.Count];
            if (!candidate.Finished)
            {
                return candidate;
            }
        }

        return from;
    }
}
