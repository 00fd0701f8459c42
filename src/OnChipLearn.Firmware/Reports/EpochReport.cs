using OnChipLearn.Device;

namespace OnChipLearn.Firmware.Reports;

/// <summary>
/// Counts of an epoch for the host, in the mailbox of the bottom processor: a ring of entries. The host only reads; the entry number is written last.
/// </summary>
public static class EpochReport
{
    /// <summary>Entries of the ring.</summary>
    public const int Entries = 8;

    /// <summary>Words of an entry.</summary>
    public const int Words = 12;

    /// <summary>Epoch, from 1; 0 = not written. Written last.</summary>
    public const int Epoch = 0;

    /// <summary>Training samples answered correctly while training.</summary>
    public const int TrainingCorrect = 1;

    /// <summary>Validation samples answered correctly after the epoch.</summary>
    public const int ValidationCorrect = 2;

    /// <summary>Test samples answered correctly after the epoch.</summary>
    public const int TestCorrect = 3;

    /// <summary>Sum of squared time errors over outputs and training samples, in units of 2^8 ticks^2.</summary>
    public const int Loss = 4;

    /// <summary>Events of the training samples, inputs and outputs included.</summary>
    public const int Events = 5;

    /// <summary>Training samples without any output spike.</summary>
    public const int Silent = 6;

    /// <summary>Saturated output adjoints.</summary>
    public const int Saturated = 7;

    /// <summary>Events dropped since the start.</summary>
    public const int Dropped = 8;

    /// <summary>Output weight words written during the epoch.</summary>
    public const int WordsWritten = 9;

    /// <summary>Learning cycles of the training samples, in units of 2^8 cycles.</summary>
    public const int Cycles = 10;

    /// <summary>Most learning cycles of one sample.</summary>
    public const int WorstCycles = 11;

    /// <summary>The ring.</summary>
    [InMailbox]
    public static readonly uint[] Ring = new uint[Entries * Words];

    private static readonly uint[] Running = new uint[Words];

    /// <summary>Adds to a counter of the running epoch.</summary>
    public static void Add(int counter, uint amount) => Running[counter] += amount;

    /// <summary>Raises a counter of the running epoch to at least this.</summary>
    public static void Raise(int counter, uint value)
    {
        if (value > Running[counter])
        {
            Running[counter] = value;
        }
    }

    /// <summary>Publishes epoch number <paramref name="epoch"/> (from 1) and clears the counters.</summary>
    public static void Publish(int epoch)
    {
        int entry = ((epoch - 1) & (Entries - 1)) * Words;
        for (int word = 1; word < Words; word++)
        {
            Ring[entry + word] = Running[word];
            Running[word] = 0;
        }

        Sram.WriteShared(Ring, entry + Epoch, (uint)epoch);
    }
}
