namespace OnChipLearn.Experiments.OnChip;

/// <summary>Both processors went to sleep before the training was over.</summary>
public sealed class FirmwareStoppedException(int epoch, uint top, uint bottom)
    : Exception($"firmware: asleep at 0x{top:x} (top) and 0x{bottom:x} (bottom) before the end of epoch {epoch}");
