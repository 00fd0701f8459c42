namespace PpuSim.Isa.Assembly;

/// <summary>A section under construction.</summary>
internal sealed class Section(string name, bool occupiesMemory, bool isExecutable, bool isWritable, bool isZero)
{
    private readonly List<byte> bytes = [];

    public string Name { get; } = name;

    /// <summary>False for notes and comments, which are dropped.</summary>
    public bool OccupiesMemory { get; } = occupiesMemory;

    public bool IsExecutable { get; } = isExecutable;

    public bool IsWritable { get; } = isWritable;

    /// <summary>Holds zeros only, and no bytes in the file.</summary>
    public bool IsZero { get; } = isZero;

    /// <summary>Bytes; a power of two.</summary>
    public uint Alignment { get; set; } = 1;

    /// <summary>Bytes so far in the current pass.</summary>
    public uint Offset { get; private set; }

    /// <summary>Bytes found by the first pass.</summary>
    public uint Length { get; private set; }

    /// <summary>Final address, known after the first pass.</summary>
    public uint Address { get; set; }

    public ReadOnlySpan<byte> Bytes => System.Runtime.InteropServices.CollectionsMarshal.AsSpan(bytes);

    public void Append(ReadOnlySpan<byte> data)
    {
        if (!IsZero)
        {
            bytes.AddRange(data);
        }

        Offset += (uint)data.Length;
    }

    /// <summary>Advances without contents, for sections of zeros and for the first pass.</summary>
    public void Skip(uint count) => Offset += count;

    /// <summary>Ends a pass: remembers the length and starts again.</summary>
    public void Rewind()
    {
        Length = Offset;
        Offset = 0;
        bytes.Clear();
    }
}
