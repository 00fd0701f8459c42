using System.Buffers.Binary;
using System.Text;

namespace OnChipLearn.SystemTests;

/// <summary>A data folder with the first samples of the Yin-Yang arrays.</summary>
internal static class YinYangSlice
{
    /// <summary>Writes all six arrays.</summary>
    public static void Write(string folder, int training, int evaluation)
    {
        Slice(folder, "train", training);
        Slice(folder, "validation", evaluation);
        Slice(folder, "test", evaluation);
    }

    // The payload of a NumPy file is its end.
    private static void Slice(string folder, string set, int samples)
    {
        const int Values = 4;
        Write($"{set}_samples.npy", "<f8", $"({samples}, {Values})", Values);
        Write($"{set}_labels.npy", "<i8", $"({samples},)", 1);

        void Write(string name, string type, string shape, int width)
        {
            var source = File.ReadAllBytes(Repository.Combine("fixtures", "tasks", "yin-yang", name));
            var start = 10 + BinaryPrimitives.ReadUInt16LittleEndian(source.AsSpan(8));
            var header = Encoding.Latin1.GetBytes($"{{'descr': '{type}', 'fortran_order': False, 'shape': {shape}, }}\n");
            File.WriteAllBytes(
                Path.Combine(folder, name),
                [0x93, .. "NUMPY"u8, 1, 0, (byte)header.Length, 0, .. header, .. source.AsSpan(start, 8 * width * samples)]);
        }
    }
}
