using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using PpuSim.Arithmetic;
using PpuSim.Arithmetic.Kernels;

namespace PpuSim.Machine;

/// <summary>
/// Architectural state of the vector unit: 32 registers, the accumulator and the condition register, in one pinned block of memory. Lane layout as in
/// <see cref="VectorGeometry"/>. A register always occupies the space of eight slices; lanes of slices that the unit does not have stay 0.
/// </summary>
public sealed unsafe class VectorState
{
    private const int Alignment = 64;
    private const int LaneBits = 6;
    private const int ConditionCount = 3;
    private const int ConditionStart = VectorGeometry.MaximumLanes * sizeof(int);
    private const int RegisterStart = ConditionStart + (ConditionCount * VectorGeometry.MaximumBytes);
    private const int ScratchStart = RegisterStart + (VectorGeometry.Registers * VectorGeometry.MaximumBytes);
    private const int TotalBytes = ScratchStart + (ScratchRegisters * VectorGeometry.MaximumBytes);

    /// <summary>
    /// Number of the first scratch register: latches for operands that a unit of the core has read ahead. Usable wherever a register number is, but no part
    /// of the architectural state: snapshots, equality and hash leave them out.
    /// </summary>
    public const int FirstScratchRegister = VectorGeometry.Registers;

    /// <summary>Number of scratch registers.</summary>
    public const int ScratchRegisters = 8;

    private readonly byte[] _memory = GC.AllocateArray<byte>(TotalBytes + Alignment, pinned: true);
    private readonly byte* _start;

    /// <summary>A vector unit of 1 to 8 slices (16 to 128 bytes per register), all zero.</summary>
    public VectorState(int slices = VectorGeometry.MaximumSlices)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(slices, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(slices, VectorGeometry.MaximumSlices);
        Slices = slices;
        Lanes = slices * VectorGeometry.LanesPerSlice;
        var memory = (nuint)Unsafe.AsPointer(ref MemoryMarshal.GetArrayDataReference(_memory));
        _start = (byte*)((memory + Alignment - 1) & ~(nuint)(Alignment - 1));
    }

    /// <summary>Slices of 16 bytes.</summary>
    public int Slices { get; }

    /// <summary>Halfword lanes.</summary>
    public int Lanes { get; }

    /// <summary>Bytes of a register.</summary>
    public int Bytes => Slices * VectorGeometry.BytesPerSlice;

    /// <summary>
    /// Elements that saturated in instructions that were executed through <see cref="Semantics.VectorSemantics.ExecuteCounting"/>. A statistic, no part of the
    /// architectural state.
    /// </summary>
    public long SaturatedElements { get; set; }

    /// <summary>Accumulator, condition register and registers as raw memory in host order: what a snapshot stores.</summary>
    public Span<byte> Raw => new(_start, ScratchStart);

    /// <summary>First lane of register 0..31, or of a scratch register.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ref ushort Register(int register) => ref *((ushort*)(_start + RegisterStart) + (register << LaneBits));

    /// <summary>Accumulator of lane 0.</summary>
    public ref int Accumulators
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => ref *(int*)_start;
    }

    /// <summary>
    /// First lane of the mask of enabled bytes for a condition field: 1 GT, 2 LT, 3 EQ; a null reference for 0 (always). All masks are 0 after reset, so
    /// every condition is false until a comparison was executed.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ref ushort Mask(int condition) =>
        ref condition == 0 ? ref Unsafe.NullRef<ushort>() : ref *((ushort*)(_start + ConditionStart) + ((condition - 1) << LaneBits));

    /// <summary>Accumulator and condition register to 0, as reset does; registers too (hardware leaves them undefined).</summary>
    public void Reset()
    {
        Raw.Clear();
        SaturatedElements = 0;
    }

    /// <summary>Takes over the contents of a unit with equally many slices.</summary>
    public void CopyFrom(VectorState other)
    {
        if (other.Slices != Slices)
        {
            throw new ArgumentException($"vector unit of {other.Slices} slices, expected {Slices}", nameof(other));
        }

        other.Raw.CopyTo(Raw);
        SaturatedElements = other.SaturatedElements;
    }

    /// <summary>True when registers, accumulator and condition register are equal.</summary>
    public bool ContentEquals(VectorState other) => Slices == other.Slices && Raw.SequenceEqual(other.Raw);

    /// <summary>64-bit hash of registers, accumulator and condition register; the same in every process.</summary>
    public ulong ContentHash()
    {
        const ulong Offset = 0xcbf29ce484222325;
        const ulong Prime = 0x9e3779b97f4a7c15;
        var hash = Offset;
        foreach (var word in MemoryMarshal.Cast<byte, ulong>(Raw))
        {
            hash = BitOperations.RotateLeft(hash ^ word, 29) * Prime;
        }

        return hash;
    }

    /// <summary>Copies one register to another.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Copy(int source, int destination) =>
        MemoryMarshal.CreateSpan(ref Register(source), Lanes).CopyTo(MemoryMarshal.CreateSpan(ref Register(destination), Lanes));

    /// <summary>Copies a register to <see cref="Bytes"/> big-endian bytes, as fxvstax and fxvoutx transfer them.</summary>
    public void ReadBytes(int register, Span<byte> bytes) =>
        MemoryOrder.ToBytes(ref Register(register), ref MemoryMarshal.GetReference(bytes[..Bytes]), Lanes);

    /// <summary>Sets a register from <see cref="Bytes"/> big-endian bytes, as fxvlax and fxvinx transfer them.</summary>
    public void WriteBytes(int register, ReadOnlySpan<byte> bytes) =>
        MemoryOrder.ToLanes(ref MemoryMarshal.GetReference(bytes[..Bytes]), ref Register(register), Lanes);

    /// <summary>Big-endian word <paramref name="word"/> (0 = bytes 0..3) of a register.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public uint ReadWord(int register, int word)
    {
        ref var upper = ref Unsafe.Add(ref Register(register), 2 * word);
        return ((uint)upper << 16) | Unsafe.Add(ref upper, 1);
    }

    /// <summary>Sets big-endian word <paramref name="word"/> (0 = bytes 0..3) of a register.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void WriteWord(int register, int word, uint value)
    {
        ref var upper = ref Unsafe.Add(ref Register(register), 2 * word);
        upper = (ushort)(value >> 16);
        Unsafe.Add(ref upper, 1) = (ushort)value;
    }

    /// <summary>Fills <see cref="Bytes"/> byte enables of a condition field, 0xff or 0x00 for each byte of the vector in memory order.</summary>
    public void ByteEnables(int condition, Span<byte> enables)
    {
        var used = enables[..Bytes];
        if (condition == 0)
        {
            used.Fill(byte.MaxValue);
        }
        else
        {
            MemoryOrder.ToBytes(ref Mask(condition), ref MemoryMarshal.GetReference(used), Lanes);
        }
    }
}
