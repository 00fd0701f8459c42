using OnChipLearn.Analog;

namespace OnChipLearn.Chip.Events;

/// <summary>Digital neuron backends: which event address a neuron sends. One word set per neuron, as in the register map (section 4.7).</summary>
public sealed class NeuronBackend
{
    private readonly byte[] _address = new byte[ArrayGeometry.Hemispheres * ArrayGeometry.Columns];

    /// <summary>Eight-bit output address of a neuron.</summary>
    public byte this[int hemisphere, int column]
    {
        get => _address[(hemisphere * ArrayGeometry.Columns) + column];
        set => _address[(hemisphere * ArrayGeometry.Columns) + column] = value;
    }

    /// <summary>Event output of a column: column / 32, in both hemispheres.</summary>
    public static int Output(int column) => column / 32;

    /// <summary>Label of a neuron's event: bits 10..8 event output, 7..0 address.</summary>
    public ushort Label(int hemisphere, int column) => (ushort)((Output(column) << 8) | this[hemisphere, column]);
}
