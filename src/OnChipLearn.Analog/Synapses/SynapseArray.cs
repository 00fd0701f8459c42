using System.Runtime.Intrinsics;
using OnChipLearn.Analog.Simd;

namespace OnChipLearn.Analog.Synapses;

/// <summary>What a synapse row stores, as seen by the row-wise views of the chip (reference section 4.4).</summary>
public enum SynapseField
{
    /// <summary>Weight, six bits.</summary>
    Weight,

    /// <summary>Label, six bits.</summary>
    Label,

    /// <summary>Time calibration of the correlation sensor, two bits.</summary>
    TimeCalibration,

    /// <summary>Amplitude calibration of the correlation sensor, two bits.</summary>
    AmplitudeCalibration,
}

/// <summary>Synapse memory of one hemisphere: 256 rows x 256 columns, kept in lane order; stuck bits act on every write.</summary>
public sealed unsafe class SynapseArray
{
    private const int Cells = ArrayGeometry.Rows * ArrayGeometry.Columns;
    private readonly LaneArray<byte>[] _fields = new LaneArray<byte>[4];
    private const short Mixed = -1;
    private const short Unknown = -2;
    private readonly uint[] _occupied = new uint[ArrayGeometry.Rows];
    private readonly long[] _writes = new long[ArrayGeometry.Rows];
    private readonly short[] _onlyLabel = new short[ArrayGeometry.Rows]; // that all synapses of a row carry, or Mixed, or Unknown
    private readonly Dictionary<int, (byte Mask, byte Value)> _stuck = [];

    /// <summary>Creates an array of zeros.</summary>
    public SynapseArray()
    {
        for (int k = 0; k < _fields.Length; k++)
        {
            _fields[k] = new LaneArray<byte>(Cells);
        }
    }

    /// <summary>Writes to labels since the start; what was derived from labels holds while it stays.</summary>
    internal long LabelWrites { get; private set; }

    /// <summary>Largest value of a field.</summary>
    public static byte Largest(SynapseField field) => field is SynapseField.Weight or SynapseField.Label ? (byte)63 : (byte)3;

    /// <summary>One row of a field, 256 bytes in lane order: even columns, then odd columns.</summary>
    public ReadOnlySpan<byte> Row(SynapseField field, int row) =>
        _fields[(int)field].Span.Slice(row * ArrayGeometry.Columns, ArrayGeometry.Columns);

    /// <summary>Value of one synapse by column.</summary>
    public byte Get(SynapseField field, int row, int column) => _fields[(int)field][(row * ArrayGeometry.Columns) + ArrayGeometry.LaneOf(column)];

    /// <summary>Sets one synapse by column.</summary>
    /// <exception cref="AnalogInputException">Row, column or value out of range.</exception>
    public void Set(SynapseField field, int row, int column, int value)
    {
        ArrayGeometry.Require("row", row, ArrayGeometry.Rows);
        ArrayGeometry.Require("column", column, ArrayGeometry.Columns);
        if (value < 0 || value > Largest(field))
        {
            throw new AnalogInputException("synapse array", $"{field} of row {row}, column {column}", value.ToString(), $"0..{Largest(field)}");
        }

        SetLane(field, row, ArrayGeometry.LaneOf(column), (byte)value);
    }

    /// <summary>Sets one synapse by lane; bits above the field's width are dropped, as on the chip.</summary>
    public void SetLane(SynapseField field, int row, int lane, byte value)
    {
        int cell = (row * ArrayGeometry.Columns) + lane;
        byte stored = (byte)(value & Largest(field));
        if (field == SynapseField.Weight)
        {
            if (_stuck.Count != 0 && _stuck.TryGetValue(cell, out (byte Mask, byte Value) stuck))
            {
                stored = (byte)((stored & ~stuck.Mask) | stuck.Value);
            }

            _fields[(int)field][cell] = stored;
            Occupy(row, lane / ArrayGeometry.LanesPerChunk);
            return;
        }

        _fields[(int)field][cell] = stored;
        NoteLabels(field, row);
    }

    /// <summary>Writes the lanes of one parity (128 bytes); bits above the field's width are dropped.</summary>
    public void WriteVector(SynapseField field, int row, int parity, ReadOnlySpan<byte> values)
    {
        int first = parity * ArrayGeometry.VectorLanes;
        Span<byte> target = _fields[(int)field].Span.Slice((row * ArrayGeometry.Columns) + first, ArrayGeometry.VectorLanes);
        NoteLabels(field, row);
        Vector128<byte> largest = Vector128.Create(Largest(field));
        for (int k = 0; k < target.Length; k += Vector128<byte>.Count)
        {
            (Vector128.Create(values[k..]) & largest).CopyTo(target[k..]);
        }

        if (field != SynapseField.Weight)
        {
            return;
        }

        if (_stuck.Count != 0)
        {
            for (int k = 0; k < target.Length; k++)
            {
                SetLane(field, row, first + k, target[k]);
            }
        }

        for (int chunk = first / ArrayGeometry.LanesPerChunk; chunk < (first + ArrayGeometry.VectorLanes) / ArrayGeometry.LanesPerChunk; chunk++)
        {
            Occupy(row, chunk);
        }
    }

    /// <summary>Marks a weight bit as stuck; takes effect at once.</summary>
    public void AddStuckBit(int row, int column, int bit, bool value)
    {
        int lane = ArrayGeometry.LaneOf(column);
        int cell = (row * ArrayGeometry.Columns) + lane;
        _stuck.TryGetValue(cell, out (byte Mask, byte Value) stuck);
        byte mask = (byte)(1 << bit);
        _stuck[cell] = ((byte)(stuck.Mask | mask), (byte)(value ? stuck.Value | mask : stuck.Value & ~mask));
        SetLane(SynapseField.Weight, row, lane, _fields[(int)SynapseField.Weight][cell]);
    }

    /// <summary>Grows whenever weights of a row are written; what was derived from them holds while it stays.</summary>
    internal long Writes(int row) => _writes[row];

    /// <summary>Chunks of a row that hold a nonzero weight.</summary>
    internal uint Occupied(int row) => _occupied[row];

    /// <summary>Chunks of a row that hold a nonzero weight, none if no synapse with a weight carries the label.</summary>
    internal uint Occupied(int row, byte label)
    {
        short only = OnlyLabel(row);
        if (only != Mixed)
        {
            return only == label ? _occupied[row] : 0;
        }

        byte* weights = Weights(row);
        byte* labels = Labels(row);
        for (uint rest = _occupied[row]; rest != 0; rest &= rest - 1)
        {
            int lane = System.Numerics.BitOperations.TrailingZeroCount(rest) * ArrayGeometry.LanesPerChunk;
            Vector128<byte> matching = Vector128.Equals(Vector128.Load(labels + lane), Vector128.Create(label));
            if ((Vector128.Load(weights + lane) & matching) != Vector128<byte>.Zero)
            {
                return _occupied[row];
            }
        }

        return 0;
    }

    /// <summary>Whether all synapses of a row carry the label.</summary>
    internal bool AllCarry(int row, byte label) => OnlyLabel(row) == label;

    /// <summary>Weights of a row.</summary>
    internal byte* Weights(int row) => _fields[(int)SynapseField.Weight].Pointer + (row * ArrayGeometry.Columns);

    /// <summary>Labels of a row.</summary>
    internal byte* Labels(int row) => _fields[(int)SynapseField.Label].Pointer + (row * ArrayGeometry.Columns);

    private void NoteLabels(SynapseField field, int row)
    {
        if (field == SynapseField.Label)
        {
            LabelWrites++;
            _onlyLabel[row] = Unknown;
        }
    }

    private short OnlyLabel(int row) => _onlyLabel[row] == Unknown ? FindOnlyLabel(row) : _onlyLabel[row];

    private short FindOnlyLabel(int row)
    {
        ReadOnlySpan<byte> labels = Row(SynapseField.Label, row);
        return _onlyLabel[row] = labels.ContainsAnyExcept(labels[0]) ? Mixed : labels[0];
    }

    private void Occupy(int row, int chunk)
    {
        _writes[row]++;
        UInt128 weights = *(UInt128*)(Weights(row) + (chunk * ArrayGeometry.LanesPerChunk));
        uint bit = 1u << chunk;
        _occupied[row] = weights != UInt128.Zero ? _occupied[row] | bit : _occupied[row] & ~bit;
    }
}
