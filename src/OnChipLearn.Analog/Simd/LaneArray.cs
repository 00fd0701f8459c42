namespace OnChipLearn.Analog.Simd;

/// <summary>
/// Fixed array on a 64-byte boundary, pinned for the life of its owner, so that no load of a bundle crosses a cache line. A structure, so that the owner has the
/// address at hand.
/// </summary>
/// <typeparam name="T">Element type.</typeparam>
public readonly unsafe struct LaneArray<T>
    where T : unmanaged
{
    private const int Alignment = 64;
    private readonly byte[] _storage;

    /// <param name="length">Number of elements, all zero at first.</param>
    public LaneArray(int length)
    {
        Length = length;
        _storage = GC.AllocateArray<byte>((length * sizeof(T)) + Alignment, pinned: true);
        byte* start = (byte*)System.Runtime.CompilerServices.Unsafe.AsPointer(ref _storage[0]);
        Pointer = (T*)(((nuint)start + Alignment - 1) & ~(nuint)(Alignment - 1));
    }

    /// <summary>Number of elements.</summary>
    public int Length { get; }

    /// <summary>Address of element 0; valid while the owner is reachable.</summary>
    public T* Pointer { get; }

    /// <summary>The elements.</summary>
    public Span<T> Span => new(Pointer, Length);

    /// <summary>Element <paramref name="index"/>, not bounds-checked beyond the span's own check.</summary>
    public ref T this[int index] => ref Span[index];
}
