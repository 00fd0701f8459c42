using System.Buffers.Binary;

namespace OnChipLearn.Experiments.Checkpoints;

/// <summary>Numbers, bits and enums as bytes, little-endian.</summary>
internal static class PrimitiveBits
{
    /// <summary>Writes a boxed value; gives its bytes.</summary>
    public static int Write(object value, Type type, Span<byte> bytes)
    {
        BinaryPrimitives.WriteUInt64LittleEndian(bytes, Type.GetTypeCode(type) switch
        {
            TypeCode.Boolean => (bool)value ? 1u : 0u,
            TypeCode.Char => (char)value,
            TypeCode.Single => BitConverter.SingleToUInt32Bits((float)value),
            TypeCode.Double => BitConverter.DoubleToUInt64Bits((double)value),
            TypeCode.UInt64 => Convert.ToUInt64(value, null),
            TypeCode.Object => throw new CheckpointException("checkpoint", "state", type, "no address"),
            _ => (ulong)Convert.ToInt64(value, null),
        });
        return Size(type);
    }

    /// <summary>Bytes of a type.</summary>
    public static int Size(Type type) => Type.GetTypeCode(type) switch
    {
        TypeCode.Boolean or TypeCode.SByte or TypeCode.Byte => 1,
        TypeCode.Char or TypeCode.Int16 or TypeCode.UInt16 => 2,
        TypeCode.Int32 or TypeCode.UInt32 or TypeCode.Single => 4,
        _ => 8,
    };

    /// <summary>The boxed value of some bytes.</summary>
    public static object Read(ReadOnlySpan<byte> bytes, Type type)
    {
        Span<byte> all = stackalloc byte[sizeof(ulong)];
        all.Clear();
        bytes.CopyTo(all);
        var bits = BinaryPrimitives.ReadUInt64LittleEndian(all);
        object value = Type.GetTypeCode(type) switch
        {
            TypeCode.Boolean => bits != 0,
            TypeCode.Char => (char)bits,
            TypeCode.SByte => (sbyte)bits,
            TypeCode.Byte => (byte)bits,
            TypeCode.Int16 => (short)bits,
            TypeCode.UInt16 => (ushort)bits,
            TypeCode.Int32 => (int)bits,
            TypeCode.UInt32 => (uint)bits,
            TypeCode.Int64 => (long)bits,
            TypeCode.Single => BitConverter.UInt32BitsToSingle((uint)bits),
            TypeCode.Double => BitConverter.UInt64BitsToDouble(bits),
            _ => bits,
        };
        return type.IsEnum ? Enum.ToObject(type, value) : value;
    }
}
