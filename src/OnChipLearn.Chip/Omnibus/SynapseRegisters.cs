using OnChipLearn.Analog;
using OnChipLearn.Chip.VectorIo;

namespace OnChipLearn.Chip.Omnibus;

/// <summary>
/// Synapse array and converter results by words (reference section 4.6): 64 words per row, words 0..31 even columns, 32..63 odd columns, byte 0 (most
/// significant) first. Weights have their low five bits reversed; labels do not. In the raw view a row has 128 words: weight with the time calibration in
/// bits 7..6, then label with the amplitude calibration.
/// </summary>
internal sealed class SynapseRegisters(HicannX chip, int hemisphere, bool buffered) : IRegisterBlock
{
    private const uint RowWords = 64;
    private const int RawWordsPerHalf = 64;

    private SynapseRows Rows => chip.SynapseViews[hemisphere];

    public uint Read(uint offset)
    {
        if (!Locate(offset, out RowView view, out int row, out int firstLane, out bool labels))
        {
            return 0;
        }

        if (view is RowView.Causal or RowView.Acausal && !buffered)
        {
            chip.Cadcs[hemisphere].Convert(row);
        }

        uint word = 0;
        for (int k = 0; k < 4; k++)
        {
            word = (word << 8) | Get(view, row, firstLane + k, labels);
        }

        return word;
    }

    public void Write(uint offset, uint value, int byteEnables)
    {
        if (buffered || !Locate(offset, out RowView view, out int row, out int firstLane, out bool labels))
        {
            return;
        }

        for (int k = 0; k < 4; k++)
        {
            if ((byteEnables >> (3 - k) & 1) != 0)
            {
                Set(view, row, firstLane + k, labels, (byte)(value >> (24 - (8 * k))));
            }
        }
    }

    /// <summary>Bit 5 stays, bits 4..0 are reversed; its own inverse.</summary>
    internal static byte Permute(byte weight) =>
        (byte)((weight & 0xE0) | (weight >> 4 & 1) | (weight >> 2 & 2) | (weight & 4) | (weight << 2 & 8) | (weight << 4 & 16));

    private static bool Locate(uint offset, out RowView view, out int row, out int firstLane, out bool labels)
    {
        view = (RowView)(offset >> 16);
        uint inside = offset & 0xFFFF;
        labels = false;
        uint q = inside % RowWords;
        if (view == RowView.Raw)
        {
            row = (int)(inside / (2 * RowWords));
            labels = inside % (2 * RowWords) >= RawWordsPerHalf;
        }
        else
        {
            row = (int)(inside / RowWords);
        }

        firstLane = (int)((q / 32 * ArrayGeometry.VectorLanes) + (q % 32 * 4));
        return view == RowView.Raw ? row < ArrayGeometry.Rows : SynapseRows.Exists(view, row);
    }

    private byte Get(RowView view, int row, int lane, bool labels) => view switch
    {
        RowView.Weight => Permute(Rows.ReadByte(view, row, lane)),
        RowView.Raw when labels => (byte)(Rows.ReadByte(RowView.Label, row, lane) | (Rows.ReadByte(RowView.AmplitudeCalibration, row, lane) << 6)),
        RowView.Raw => (byte)(Permute(Rows.ReadByte(RowView.Weight, row, lane)) | (Rows.ReadByte(RowView.TimeCalibration, row, lane) << 6)),
        _ => Rows.ReadByte(view, row, lane),
    };

    private void Set(RowView view, int row, int lane, bool labels, byte value)
    {
        switch (view)
        {
            case RowView.Weight:
                Rows.WriteByte(view, row, lane, Permute((byte)(value & 0x3F)));
                break;
            case RowView.Raw when labels:
                Rows.WriteByte(RowView.Label, row, lane, (byte)(value & 0x3F));
                Rows.WriteByte(RowView.AmplitudeCalibration, row, lane, (byte)(value >> 6));
                break;
            case RowView.Raw:
                Rows.WriteByte(RowView.Weight, row, lane, Permute((byte)(value & 0x3F)));
                Rows.WriteByte(RowView.TimeCalibration, row, lane, (byte)(value >> 6));
                break;
            default:
                Rows.WriteByte(view, row, lane, value);
                break;
        }
    }
}
