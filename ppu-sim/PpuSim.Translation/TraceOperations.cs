using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using PpuSim.Machine;
using PpuSim.Timing;

namespace PpuSim.Translation;

/// <summary>Pieces of compiled traces: small enough to be inlined, equal to what the datapath does.</summary>
internal static unsafe class TraceOperations
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint LoadWord(byte* memory, uint address) => BinaryPrimitives.ReverseEndianness(*(uint*)(memory + (address & ~3u)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store1(byte* memory, uint address, uint data) => memory[address] = (byte)data;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store2(byte* memory, uint address, uint data) =>
        Unsafe.WriteUnaligned(memory + address, BinaryPrimitives.ReverseEndianness((ushort)data));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store4(byte* memory, uint address, uint data) => *(uint*)(memory + address) = BinaryPrimitives.ReverseEndianness(data);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint Byte(uint address, uint word) => word >> (24 - 8 * (int)(address & 3)) & 0xff;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint CompareSigned(uint cr, uint xer, int a, int b, int shift) => Field(cr, xer, a < b ? CrBits.Lt : a > b ? CrBits.Gt : CrBits.Eq, shift);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint CompareUnsigned(uint cr, uint xer, uint a, uint b, int shift) => Field(cr, xer, a < b ? CrBits.Lt : a > b ? CrBits.Gt : CrBits.Eq, shift);

    /// <summary>CTR after a branch that counts down.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool CounterAllows(ScalarState state, bool atZero) => (state.Ctr == 1) == atZero;

    /// <summary>One vector register to another; slices that the unit does not have are 0 in both.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void CopyRegister(VectorState state, int source, int destination)
    {
        ref var from = ref Unsafe.As<ushort, Vector512<byte>>(ref state.Register(source));
        ref var to = ref Unsafe.As<ushort, Vector512<byte>>(ref state.Register(destination));
        var (first, second) = (from, Unsafe.Add(ref from, 1));
        to = first;
        Unsafe.Add(ref to, 1) = second;
    }

    private static uint Field(uint cr, uint xer, uint field, int shift) => cr & ~(15u << shift) | (field | xer >> 31) << shift;
}
