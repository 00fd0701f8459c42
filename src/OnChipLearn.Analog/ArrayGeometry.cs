namespace OnChipLearn.Analog;

/// <summary>
/// Sizes of the analog core (reference section 5.1) and the order of its columns in memory.
/// A lane is a column in the order of the PPU's vectors: lanes 0..127 are the even columns, 128..255 the odd ones,
/// so that one vector of 128 bytes (one row, one parity) is contiguous.
/// </summary>
public static class ArrayGeometry
{
    /// <summary>Hemispheres: 0 = top, 1 = bottom.</summary>
    public const int Hemispheres = 2;

    /// <summary>Columns (neurons) per hemisphere.</summary>
    public const int Columns = 256;

    /// <summary>Synapse rows per hemisphere.</summary>
    public const int Rows = 256;

    /// <summary>Synapse drivers per hemisphere; driver d feeds rows 2d (bottom) and 2d+1 (top).</summary>
    public const int Drivers = 128;

    /// <summary>PADI buses per hemisphere; driver d listens on bus d mod 4 at position d/4.</summary>
    public const int Buses = 4;

    /// <summary>Drivers on one bus.</summary>
    public const int DriversPerBus = 32;

    /// <summary>Bytes of a PPU vector: lanes of one parity.</summary>
    public const int VectorLanes = 128;

    /// <summary>Largest 6-bit weight.</summary>
    public const int MaximumWeight = 63;

    /// <summary>Lanes that are computed or skipped together.</summary>
    public const int LanesPerChunk = 16;

    /// <summary>Chunks of a hemisphere.</summary>
    public const int Chunks = Columns / LanesPerChunk;

    /// <summary>Lane of a column.</summary>
    public static int LaneOf(int column) => ((column & 1) * VectorLanes) + (column >> 1);

    /// <summary>Chunk of a lane; unsigned, so that it is a shift.</summary>
    public static int ChunkOf(int lane) => (int)((uint)lane / LanesPerChunk);

    /// <summary>Column of a lane.</summary>
    public static int ColumnOf(int lane) => (int)((((uint)lane % VectorLanes) * 2) + ((uint)lane / VectorLanes));

    /// <summary>Refuses a hemisphere, row or column outside the array.</summary>
    /// <exception cref="AnalogInputException">A coordinate is out of range.</exception>
    public static void Require(string what, int value, int count)
    {
        if ((uint)value >= (uint)count)
        {
            throw new AnalogInputException("analog core", what, value.ToString(), $"0..{count - 1}");
        }
    }
}
