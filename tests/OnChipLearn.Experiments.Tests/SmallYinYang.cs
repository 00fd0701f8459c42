using System.Buffers.Binary;
using System.Text;
using OnChipLearn.EventProp.Tasks;
using OnChipLearn.Experiments.Training;

namespace OnChipLearn.Experiments.Tests;

/// <summary>A folder with the first samples of the Yin-Yang arrays, for trainings that take a moment.</summary>
internal sealed class SmallYinYang : IDisposable
{
    private const int Values = 4;

    /// <param name="training">Training samples.</param>
    /// <param name="validation">Validation samples.</param>
    /// <param name="test">Test samples.</param>
    /// <param name="trainingTurn">Added to the labels of training samples, modulo the number of classes.</param>
    /// <param name="evaluationTurn">The same for validation and test samples.</param>
    public SmallYinYang(int training, int validation, int test, int trainingTurn = 0, int evaluationTurn = 0)
    {
        Copy("train", training, trainingTurn);
        Copy("validation", validation, evaluationTurn);
        Copy("test", test, evaluationTurn);
    }

    public string Folder { get; } = Directory.CreateTempSubdirectory("yin-yang-").FullName;

    public void Dispose() => Directory.Delete(Folder, recursive: true);

    private void Copy(string set, int samples, int turn)
    {
        var (values, _) = NumpyArray.ReadDoubles(Path.Combine(TrainingRequest.DefaultDataFolder, $"{set}_samples.npy"), 2);
        var (labels, _) = NumpyArray.ReadIntegers(Path.Combine(TrainingRequest.DefaultDataFolder, $"{set}_labels.npy"), 1);
        Write($"{set}_samples.npy", $"'<f8', 'fortran_order': False, 'shape': ({samples}, {Values})", values.Take(Values * samples).Select(BitConverter.DoubleToInt64Bits));
        Write($"{set}_labels.npy", $"'<i8', 'fortran_order': False, 'shape': ({samples},)", labels.Take(samples).Select(label => (label + turn) % YinYang.Classes));
    }

    private void Write(string name, string description, IEnumerable<long> words)
    {
        var header = Encoding.Latin1.GetBytes($"{{'descr': {description}, }}\n");
        using var file = File.Create(Path.Combine(Folder, name));
        file.Write([0x93, .. "NUMPY"u8, 1, 0, (byte)header.Length, (byte)(header.Length >> 8)]);
        file.Write(header);
        var bytes = new byte[sizeof(long)];
        foreach (var word in words)
        {
            BinaryPrimitives.WriteInt64LittleEndian(bytes, word);
            file.Write(bytes);
        }
    }
}
