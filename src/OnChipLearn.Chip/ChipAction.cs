using OnChipLearn.Analog.Events;

namespace OnChipLearn.Chip;

/// <summary>What the chip's digital surroundings do at a cycle.</summary>
internal enum ActionKind
{
    EnterCrossbar,
    BackgroundTick,
    TrialStart,
    TrialEndOnChip,
    RecordClose,
    MadcSample,
}

/// <summary>A scheduled action; the meaning of the numbers depends on the kind.</summary>
internal readonly record struct ChipAction(long Cycle, ActionKind Kind, int Index, uint Data) : ITimed;
