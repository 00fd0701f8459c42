using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace OnChipLearn.EventProp.Tasks;

/// <summary>Reads NumPy's <c>.npy</c> files (format 1.0 and 2.0) of little-endian float64 or int64 in C order.</summary>
public static partial class NumpyArray
{
    private static ReadOnlySpan<byte> Magic => [0x93, (byte)'N', (byte)'U', (byte)'M', (byte)'P', (byte)'Y'];

    /// <summary>A float64 array with this many dimensions; the shape is returned beside the values in C order.</summary>
    public static (double[] Values, int[] Shape) ReadDoubles(string file, int dimensions) =>
        Read(file, "<f8", dimensions, BinaryPrimitives.ReadDoubleLittleEndian);

    /// <summary>An int64 array with this many dimensions.</summary>
    public static (long[] Values, int[] Shape) ReadIntegers(string file, int dimensions) =>
        Read(file, "<i8", dimensions, BinaryPrimitives.ReadInt64LittleEndian);

    private delegate T Element<out T>(ReadOnlySpan<byte> bytes);

    private static (T[] Values, int[] Shape) Read<T>(string file, string type, int dimensions, Element<T> element)
    {
        var bytes = File.ReadAllBytes(file);
        if (bytes.Length < 12 || !bytes.AsSpan(0, 6).SequenceEqual(Magic) || bytes[6] is not (1 or 2))
        {
            throw new EventPropInputException(file, "header", "not a NumPy header", "a .npy file of format 1.0 or 2.0");
        }

        var start = bytes[6] == 1 ? 10 : 12;
        var length = bytes[6] == 1 ? BinaryPrimitives.ReadUInt16LittleEndian(bytes.AsSpan(8)) : (int)BinaryPrimitives.ReadUInt32LittleEndian(bytes.AsSpan(8));
        if (length < 0 || start + length > bytes.Length)
        {
            throw new EventPropInputException(file, "header length", length, $"at most {bytes.Length - start}");
        }

        var header = Encoding.Latin1.GetString(bytes, start, length);
        var match = HeaderPattern().Match(header);
        if (!match.Success || match.Groups["type"].Value != type || match.Groups["order"].Value != "False")
        {
            throw new EventPropInputException(file, "header", header.Trim(), $"descr '{type}', fortran_order False, a shape");
        }

        int[] shape = [.. match.Groups["shape"].Value.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .Select(text => int.Parse(text, CultureInfo.InvariantCulture))];
        var data = bytes.AsSpan(start + length);
        var count = shape.Aggregate(1L, (product, size) => product * size);
        if (shape.Length != dimensions || data.Length != 8 * count)
        {
            throw new EventPropInputException(
                file, "shape", $"({string.Join(", ", shape)}) with {data.Length} bytes", $"{dimensions} dimension(s) and 8 bytes per element");
        }

        var values = new T[count];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = element(data[(8 * i)..]);
        }

        return (values, shape);
    }

    [GeneratedRegex(@"'descr':\s*'(?<type>[^']+)',\s*'fortran_order':\s*(?<order>\w+),\s*'shape':\s*\((?<shape>[0-9, ]*)\)")]
    private static partial Regex HeaderPattern();
}
