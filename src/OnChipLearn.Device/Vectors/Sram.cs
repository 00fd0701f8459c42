using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using OnChipLearn.Device.Host;

namespace OnChipLearn.Device;

/// <summary>
/// Vector access to static arrays of scalars, and scalar access that the other processor can see. An element of a <c>VectorH[]</c> or
/// <c>VectorB[]</c> is loaded and stored by plain indexing with the same instructions. Between a vector access and a scalar access to the same
/// data, in either order, the program needs <see cref="Processor.Synchronize"/> (ppu-reference 1.7).
/// </summary>
public static class Sram
{
    /// <summary>Loads elements start to start+63; the array is <see cref="VectorAlignedAttribute"/> and start a multiple of 64.</summary>
    [PpuInstruction("fxvlax")]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static VectorH Load(short[] array, int start)
    {
        ReadOnlySpan<short> lanes = array.AsSpan(start, VectorH.Length);
        ref short first = ref MemoryMarshal.GetReference(lanes);
        return new(Vector512.LoadUnsafe(ref first), Vector512.LoadUnsafe(ref first, 32));
    }

    /// <summary>Stores to elements start to start+63; the array is <see cref="VectorAlignedAttribute"/> and start a multiple of 64.</summary>
    [PpuInstruction("fxvstax")]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(short[] array, int start, VectorH value)
    {
        ref short first = ref MemoryMarshal.GetReference(array.AsSpan(start, VectorH.Length));
        value.Lower.StoreUnsafe(ref first);
        value.Upper.StoreUnsafe(ref first, 32);
    }

    /// <summary>Loads bytes start to start+127; the array is <see cref="VectorAlignedAttribute"/> and start a multiple of 128.</summary>
    [PpuInstruction("fxvlax")]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static VectorB Load(byte[] array, int start)
    {
        ref short first = ref Unsafe.As<byte, short>(ref MemoryMarshal.GetReference(array.AsSpan(start, VectorB.Length)));
        return new(ByteLanes.SwapPairs(Vector512.LoadUnsafe(ref first)), ByteLanes.SwapPairs(Vector512.LoadUnsafe(ref first, 32)));
    }

    /// <summary>Stores to bytes start to start+127; the array is <see cref="VectorAlignedAttribute"/> and start a multiple of 128.</summary>
    [PpuInstruction("fxvstax")]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(byte[] array, int start, VectorB value)
    {
        ref short first = ref Unsafe.As<byte, short>(ref MemoryMarshal.GetReference(array.AsSpan(start, VectorB.Length)));
        ByteLanes.SwapPairs(value.Lower).StoreUnsafe(ref first);
        ByteLanes.SwapPairs(value.Upper).StoreUnsafe(ref first, 32);
    }

    /// <summary>Loads words start to start+31 (halfwords 2w and 2w+1 of word w); the array is <see cref="VectorAlignedAttribute"/> and start a multiple of 32.</summary>
    [PpuInstruction("fxvlax")]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static VectorH Load(uint[] array, int start)
    {
        ref uint first = ref MemoryMarshal.GetReference(array.AsSpan(start, VectorH.Length / 2));
        return new(SwapHalves(Vector512.LoadUnsafe(ref first)).AsInt16(), SwapHalves(Vector512.LoadUnsafe(ref first, 16)).AsInt16());
    }

    /// <summary>Stores to words start to start+31; the array is <see cref="VectorAlignedAttribute"/> and start a multiple of 32.</summary>
    [PpuInstruction("fxvstax")]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(uint[] array, int start, VectorH value)
    {
        ref uint first = ref MemoryMarshal.GetReference(array.AsSpan(start, VectorH.Length / 2));
        SwapHalves(value.Lower.AsUInt32()).StoreUnsafe(ref first);
        SwapHalves(value.Upper.AsUInt32()).StoreUnsafe(ref first, 16);
    }

    /// <summary>
    /// Reads one word that another initiator may have written meanwhile; never moved or merged by the compiler. On the host it lets the other
    /// processor run, so that a loop over it ends.
    /// </summary>
    [PpuInstruction("lwz")]
    public static uint ReadShared(uint[] array, int index)
    {
        DeviceContext.Device.Poll();
        return Volatile.Read(ref array[index]);
    }

    /// <summary>Writes one word for another initiator to see; never moved or merged by the compiler.</summary>
    [PpuInstruction("stw")]
    public static void WriteShared(uint[] array, int index, uint value) => Volatile.Write(ref array[index], value);

    /// <summary>Lane order (even element low) to word order (even element high) and back.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<uint> SwapHalves(Vector512<uint> words) => (words << 16) | (words >>> 16);
}
