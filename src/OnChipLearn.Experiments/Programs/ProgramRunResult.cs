namespace OnChipLearn.Experiments.Programs;

/// <summary>What a program did. Field names are those of <c>ppu run --json</c>.</summary>
public sealed record ProgramRunResult
{
    public required string Image { get; init; }

    public required string Preset { get; init; }

    /// <summary>Clock edges from reset release until the core slept for good.</summary>
    public required long Cycles { get; init; }

    public required long Instructions { get; init; }

    /// <summary>Issues: steps of load/store multiple and update loads count one by one, nop, sync and wait do not.</summary>
    public required long Issues { get; init; }

    /// <summary>"asleep", "cycleLimit" or "strictViolation".</summary>
    public required string ExitReason { get; init; }

    /// <summary>What stopped the run, in words, when it was not sleep.</summary>
    public string? Detail { get; init; }

    /// <summary>Cycles without an issue by cause; with <see cref="Issues"/> they add up to <see cref="Cycles"/>.</summary>
    public required IReadOnlyDictionary<string, long> Stalls { get; init; }

    /// <summary>Text in the mailbox, empty where the program wrote none.</summary>
    public required string MailboxText { get; init; }

    /// <summary>Return code by the vendor's convention: the word below the mailbox; null where the program stored nothing there.</summary>
    public required uint? ReturnCode { get; init; }

    /// <summary>SRAM bytes that were fetched, read or written, or filled by the image.</summary>
    public required int SramBytesTouched { get; init; }

    /// <summary>Highest minus lowest value of the stack pointer r1.</summary>
    public required int StackBytes { get; init; }

    public required IReadOnlyDictionary<string, long> Interrupts { get; init; }
}
