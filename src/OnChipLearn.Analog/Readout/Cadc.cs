using OnChipLearn.Analog.Imperfection;
using OnChipLearn.Analog.Synapses;

namespace OnChipLearn.Analog.Readout;

/// <summary>
/// Parallel 8-bit converter of one hemisphere: 256 columns times causal and acausal channel, one conversion for all channels of a row
/// (reference section 4.5). A channel reads the row's correlation sensors, or the neuron's membrane while its column switch is set.
/// Full scale of the membrane is 1.2 V. Fixed pattern per channel: gain and offset; the digital offset register adds to the result.
/// </summary>
public sealed class Cadc
{
    /// <summary>Membrane potential at full scale (255) in volts.</summary>
    public const double FullScaleVolt = 1.2;

    private readonly AnalogCore _core;
    private readonly int _hemisphere;
    private readonly float[] _offset = new float[2 * ArrayGeometry.Columns];
    private readonly float[] _gain = new float[2 * ArrayGeometry.Columns];
    private readonly byte[] _results = new byte[2 * ArrayGeometry.Columns];

    /// <param name="core">Core that is read.</param>
    /// <param name="hemisphere">0 = top, 1 = bottom.</param>
    public Cadc(AnalogCore core, int hemisphere)
    {
        _core = core;
        _hemisphere = hemisphere;
        for (int lane = 0; lane < ArrayGeometry.Columns; lane++)
        {
            int column = ArrayGeometry.ColumnOf(lane);
            (_offset[lane], _gain[lane]) = core.Pattern.CadcChannel(hemisphere, column, true);
            (_offset[lane + ArrayGeometry.Columns], _gain[lane + ArrayGeometry.Columns]) = core.Pattern.CadcChannel(hemisphere, column, false);
        }

        Array.Fill(DigitalOffset, (sbyte)0);
    }

    /// <summary>Per lane: causal channel connected to the membrane instead of the sensors.</summary>
    public bool[] CausalReadsMembrane { get; } = new bool[ArrayGeometry.Columns];

    /// <summary>Per lane: acausal channel connected to the membrane instead of the sensors.</summary>
    public bool[] AcausalReadsMembrane { get; } = new bool[ArrayGeometry.Columns];

    /// <summary>Digital correction -128..127 added to each result: 256 causal lanes, then 256 acausal lanes.</summary>
    public sbyte[] DigitalOffset { get; } = new sbyte[2 * ArrayGeometry.Columns];

    /// <summary>Conversions since the start.</summary>
    public long Conversions { get; private set; }

    /// <summary>Converts all channels of a row at the core's present time.</summary>
    public void Convert(int row)
    {
        Conversions++;
        Hemisphere hemisphere = _core[_hemisphere];
        for (int lane = 0; lane < ArrayGeometry.Columns; lane++)
        {
            double membrane = CausalReadsMembrane[lane] || AcausalReadsMembrane[lane]
                ? _core.MembraneVolt(_hemisphere, ArrayGeometry.ColumnOf(lane)) / FullScaleVolt * 255
                : 0;
            _results[lane] = Code(lane, CausalReadsMembrane[lane] ? membrane : hemisphere.Correlation.Level(row, lane, true));
            int acausal = lane + ArrayGeometry.Columns;
            _results[acausal] = Code(acausal, AcausalReadsMembrane[lane] ? membrane : hemisphere.Correlation.Level(row, lane, false));
        }
    }

    /// <summary>Results of the last conversion for one parity: 128 bytes.</summary>
    public ReadOnlySpan<byte> Results(bool causal, int parity) =>
        _results.AsSpan((causal ? 0 : ArrayGeometry.Columns) + (parity * ArrayGeometry.VectorLanes), ArrayGeometry.VectorLanes);

    private byte Code(int channel, double level) =>
        (byte)Math.Clamp(Math.Round((level * _gain[channel]) + _offset[channel]) + DigitalOffset[channel], 0, 255);
}
