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

    /// <summary>
    /// Called when all processors rest (<see cref="HostProcessor.RestWhenChanged"/>): nothing runs until it returns. Then the first processor goes on,
    /// as it does after the start.
    /// </summary>
    public Action? AtRest { get; set; }

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
        from.Resting = from.ReachesRest();
        if (++idleLooks > LargestIdleLooks)
        {
            failure ??= new FirmwareException("the processors wait for each other: no write between a million looks at shared memory");
        }

        if (failure is not null)
        {
            throw new FirmwareException("another processor failed");
        }

        HostProcessor next = from.Resting && processors.TrueForAll(p => p.Resting || p.Finished) ? EndRest(from) : Next(from);
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
        if (next == processor && processors.Exists(p => p.Resting))
        {
            next = WakeAll(processor);
        }

        if (next == processor)
        {
            done.Release();
        }
        else
        {
            next.Baton.Release();
        }
    }

    private HostProcessor EndRest(HostProcessor from)
    {
        try
        {
            AtRest?.Invoke();
        }
        catch (Exception exception)
        {
            failure ??= exception;
        }

        idleLooks = 0;
        return WakeAll(from);
    }

    private HostProcessor WakeAll(HostProcessor from)
    {
        foreach (HostProcessor processor in processors)
        {
            processor.Resting = false;
        }

        return Next(processors[^1]) is { Finished: false } first ? first : from;
    }

    private HostProcessor Next(HostProcessor from)
    {
        int at = processors.IndexOf(from);
        for (int k = 1; k < processors.Count; k++)
        {
            HostProcessor candidate = processors[(at + k) % processors.Count];
            if (!candidate.Finished && !candidate.Resting)
            {
                return candidate;
            }
        }

        return from;
    }
}
