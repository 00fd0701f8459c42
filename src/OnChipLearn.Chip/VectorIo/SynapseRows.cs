using OnChipLearn.Analog;
using OnChipLearn.Analog.Readout;
using OnChipLearn.Analog.Synapses;
using PpuSim.AddressMap;

namespace OnChipLearn.Chip.VectorIo;

/// <summary>Row-wise contents of a hemisphere, addressed alike by the vector port and the Omnibus; the numbers are address bits 19..16.</summary>
internal enum RowView
{
    Weight = (int)(VectorPortMap.Weights >> 16),
    TimeCalibration = (int)(VectorPortMap.TimeCalibration >> 16),
    AmplitudeCalibration = (int)(VectorPortMap.AmplitudeCalibration >> 16),
    Label = (int)(VectorPortMap.Labels >> 16),
    Causal = (int)(VectorPortMap.Causal >> 16),
    CausalReset = Causal + 1,
    Acausal = (int)(VectorPortMap.Acausal >> 16),
    AcausalReset = Acausal + 1,
    Random = (int)(VectorPortMap.Random >> 16),
    Raw = 0xF,
}

/// <summary>
/// The rows of one hemisphere: 256 synapse rows and the switch row 256 of the column circuits (reference sections 4.4, 4.5, 4.7).
/// In the switch row, bit 5 of the weight view connects a membrane to the causal converter channel, bit 5 of the label view to the acausal one.
/// </summary>
internal sealed class SynapseRows(HicannX chip, int hemisphere)
{
    /// <summary>Row number of the column switches.</summary>
    public const int SwitchRow = ArrayGeometry.Rows;

    private const byte ReadoutBit = 0x20;
    private readonly byte[][] _switches = [new byte[256], new byte[256], new byte[256], new byte[256]];

    /// <summary>True if a view has such a row.</summary>
    public static bool Exists(RowView view, int row) => view switch
    {
        RowView.Weight or RowView.Label or RowView.TimeCalibration or RowView.AmplitudeCalibration => row <= SwitchRow,
        RowView.Causal or RowView.Acausal or RowView.CausalReset or RowView.AcausalReset => row < ArrayGeometry.Rows,
        RowView.Random => row == 0,
        _ => false,
    };

    /// <summary>True if an access to the row is one to the synapses' memory.</summary>
    public static bool IsMemory(RowView view, int row) =>
        row < SwitchRow && view is RowView.Weight or RowView.Label or RowView.TimeCalibration or RowView.AmplitudeCalibration;

    /// <summary>Reads 128 bytes of one parity.</summary>
    /// <param name="view">Contents.</param>
    /// <param name="row">Row.</param>
    /// <param name="parity">0 = even columns, 1 = odd columns.</param>
    /// <param name="buffered">Converter views: the last result instead of a new conversion.</param>
    /// <param name="bytes">Target.</param>
    public void Read(RowView view, int row, int parity, bool buffered, Span<byte> bytes)
    {
        int first = parity * ArrayGeometry.VectorLanes;
        switch (view)
        {
            case RowView.Weight or RowView.Label or RowView.TimeCalibration or RowView.AmplitudeCalibration:
                (row == SwitchRow ? _switches[Index(view)] : chip.Analog[hemisphere].Synapses.Row(Field(view), row)).Slice(first, bytes.Length).CopyTo(bytes);
                break;
            case RowView.Causal or RowView.Acausal:
                if (!buffered)
                {
                    chip.Cadcs[hemisphere].Convert(row);
                }

                chip.Cadcs[hemisphere].Results(view == RowView.Causal, parity).CopyTo(bytes);
                break;
            case RowView.Random:
                for (int k = 0; k < bytes.Length; k++)
                {
                    bytes[k] = chip.Random[hemisphere].Next(first + k);
                }

                break;
            default:
                bytes.Clear();
                break;
        }
    }

    /// <summary>Writes the enabled bytes of one parity.</summary>
    public void Write(RowView view, int row, int parity, ReadOnlySpan<byte> bytes, ReadOnlySpan<byte> enables)
    {
        bool whole = enables.IndexOf((byte)0) < 0;
        if (whole && row != SwitchRow && view is RowView.Weight or RowView.Label or RowView.TimeCalibration or RowView.AmplitudeCalibration)
        {
            chip.Analog[hemisphere].Synapses.WriteVector(Field(view), row, parity, bytes);
            return;
        }

        for (int k = 0; k < bytes.Length; k++)
        {
            if (enables[k] != 0)
            {
                WriteByte(view, row, (parity * ArrayGeometry.VectorLanes) + k, bytes[k]);
            }
        }
    }

    /// <summary>Writes one byte by lane.</summary>
    public void WriteByte(RowView view, int row, int lane, byte value)
    {
        switch (view)
        {
            case RowView.Weight or RowView.Label or RowView.TimeCalibration or RowView.AmplitudeCalibration:
                if (row == SwitchRow)
                {
                    WriteSwitch(view, lane, value);
                }
                else
                {
                    chip.Analog[hemisphere].Synapses.SetLane(Field(view), row, lane, value);
                }

                break;
            case RowView.Causal or RowView.CausalReset:
                chip.Analog[hemisphere].Correlation.Reset(row, lane, (value & 1) != 0, (value & 2) != 0);
                break;
            case RowView.Random:
                chip.Random[hemisphere].Seed(lane, value);
                break;
            default:
                break;
        }
    }

    /// <summary>Reads one stored byte by lane, without converting.</summary>
    public byte ReadByte(RowView view, int row, int lane)
    {
        if (view is RowView.Causal or RowView.Acausal)
        {
            return chip.Cadcs[hemisphere].Results(view == RowView.Causal, lane / ArrayGeometry.VectorLanes)[lane % ArrayGeometry.VectorLanes];
        }

        if (view is not (RowView.Weight or RowView.Label or RowView.TimeCalibration or RowView.AmplitudeCalibration))
        {
            return 0;
        }

        return row == SwitchRow ? _switches[Index(view)][lane] : chip.Analog[hemisphere].Synapses.Row(Field(view), row)[lane];
    }

    private static SynapseField Field(RowView view) => view switch
    {
        RowView.Weight => SynapseField.Weight,
        RowView.Label => SynapseField.Label,
        RowView.TimeCalibration => SynapseField.TimeCalibration,
        _ => SynapseField.AmplitudeCalibration,
    };

    private static int Index(RowView view) => (int)Field(view);

    private void WriteSwitch(RowView view, int lane, byte value)
    {
        _switches[Index(view)][lane] = (byte)(value & SynapseArray.Largest(Field(view)));
        Cadc cadc = chip.Cadcs[hemisphere];
        if (view == RowView.Weight)
        {
            cadc.CausalReadsMembrane[lane] = (value & ReadoutBit) != 0;
        }
        else if (view == RowView.Label)
        {
            cadc.AcausalReadsMembrane[lane] = (value & ReadoutBit) != 0;
        }
    }
}
