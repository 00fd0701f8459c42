using OnChipLearn.Device;

namespace OnChipLearn.Firmware.Reports;

/// <summary>
/// Cycles per phase of the training samples of the whole run, in the mailbox of each processor: 64-bit sums as two words, high first. Time is read
/// only here; no result depends on it.
/// </summary>
public static class PhaseTimes
{
    /// <summary>From the end of learning to the completed record.</summary>
    public const int Wait = 0;

    /// <summary>Reading and decoding the record.</summary>
    public const int Acquire = 1;

    /// <summary>Currents, adjoints and gradients.</summary>
    public const int Backward = 2;

    /// <summary>Waiting for the other processor.</summary>
    public const int Barrier = 3;

    /// <summary>Optimizer.</summary>
    public const int Update = 4;

    /// <summary>Writing synapses.</summary>
    public const int Write = 5;

    /// <summary>Phases.</summary>
    public const int Count = 6;

    /// <summary>The sums, element 2 * phase (high) and 2 * phase + 1 (low).</summary>
    [InMailbox]
    public static readonly uint[] Sums = new uint[2 * Count];

    private static uint mark;

    /// <summary>Starts timing.</summary>
    public static void Begin() => mark = Processor.TimeBase();

    /// <summary>Ends a phase here and starts the next; gives its cycles.</summary>
    public static uint End(int phase)
    {
        uint now = Processor.TimeBase();
        uint cycles = now - mark;
        mark = now;
        uint low = Sums[(2 * phase) + 1] + cycles;
        if (low < cycles)
        {
            Sums[2 * phase]++;
        }

        Sums[(2 * phase) + 1] = low;
        return cycles;
    }
}
