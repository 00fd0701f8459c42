using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace OnChipLearn.Experiments.Checkpoints;

/// <summary>
/// The content of a pinned byte array whose owner also holds a pointer to an aligned place in it (registers of the vector unit, lanes of the analog core).
/// Where in the array that place is differs from run to run, so what counts are the bytes from there on.
/// </summary>
internal static unsafe class AlignedBlock
{
    // Such arrays are as much longer than their content.
    private const int Alignment = 64;

    /// <summary>The content of <paramref name="array"/> if <paramref name="owner"/> holds a pointer into it, else empty.</summary>
    public static Span<byte> Find(object owner, byte[] array)
    {
        if (array.Length <= Alignment)
        {
            return default;
        }

        var start = (nuint)Unsafe.AsPointer(ref MemoryMarshal.GetArrayDataReference(array));
        foreach (var field in StateKinds.Pointers(owner.GetType()))
        {
            if (field.FieldType.IsPointer && field.GetValue(owner) is Pointer boxed && (nuint)Pointer.Unbox(boxed) is var pointer
                && pointer >= start && pointer - start < Alignment)
            {
                return array.AsSpan((int)(pointer - start), array.Length - Alignment);
            }
        }

        return default;
    }
}
