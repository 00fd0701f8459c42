using OnChipLearn.Analog;

namespace OnChipLearn.Chip.Omnibus;

/// <summary>
/// Numbering of neurons in the digital blocks: west = columns 0..127, east = 128..255; index = column mod 128 + 128 for the bottom hemisphere.
/// Registers are four words apart.
/// </summary>
internal static class NeuronIndex
{
    private const int BlockColumns = ArrayGeometry.Columns / 2;

    /// <summary>Hemisphere and column of a register offset in a block.</summary>
    public static (int Hemisphere, int Column) Of(uint offset, int east)
    {
        int index = (int)offset / 4;
        return (index / BlockColumns, (index % BlockColumns) + (east * BlockColumns));
    }
}
