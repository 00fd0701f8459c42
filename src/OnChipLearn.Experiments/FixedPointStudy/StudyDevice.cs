using OnChipLearn.Device;
using OnChipLearn.Device.Host;
using OnChipLearn.Firmware.Rules.FirstSpike;
using OnChipLearn.Firmware.Trials;
using PpuSim.AddressMap;

namespace OnChipLearn.Experiments.FixedPointStudy;

/// <summary>
/// The surroundings that the rule's weight writing and its stochastic rounding need: random bytes, weight rows of the hidden layer, weight words of
/// the output layer. Keeps the synapses as the signed weights that <see cref="FirstSpikeChip"/> wants.
/// </summary>
internal sealed class StudyDevice(ulong seed) : IDevice
{
    private const int Columns = FirstSpikeFormat.HiddenCapacity;
    private const int Drivers = 128;

    private readonly GaussianNoise random = new(seed);
    private readonly byte[] bytes = new byte[VectorB.Length];
    private readonly byte[] hiddenRows = new byte[2 * Drivers * Columns];
    private readonly uint[] outputWords = new uint[2 * Drivers];

    /// <summary>Weights from inputs, summed over the rows that share an input: [input][hidden neuron].</summary>
    public float[][] Hidden { get; } = [.. Enumerable.Range(0, FirstSpikeFormat.Inputs).Select(_ => new float[Columns])];

    /// <summary>Weights to outputs: [output][hidden neuron].</summary>
    public float[][] Output { get; } = [.. Enumerable.Range(0, FirstSpikeFormat.Outputs).Select(_ => new float[Columns])];

    public VectorB ReadVector(uint address)
    {
        for (int k = 0; k < bytes.Length; k += sizeof(ulong))
        {
            BitConverter.TryWriteBytes(bytes.AsSpan(k), random.NextWord());
        }

        return Sram.Load(bytes, 0);
    }

    public void WriteVector(uint address, VectorB value, VectorB enables)
    {
        Sram.Store(bytes, 0, value);
        bytes.CopyTo(hiddenRows, (int)(address >> 1) * Columns);
    }

    public uint ReadWord(uint byteAddress) => 0;

    public void WriteWord(uint byteAddress, uint value)
    {
        uint word = ((byteAddress - MemoryMap.OmnibusBase) >> 2) - OmnibusMap.SynapseArray - OmnibusMap.Hemisphere;
        outputWords[word >> 6] = value;
    }

    public uint TimeBase() => 0;

    public void Wait()
    {
    }

    public void Poll()
    {
    }

    public void WriteMailbox(byte character)
    {
    }

    /// <summary>Reads the synapses back into <see cref="Hidden"/> and <see cref="Output"/>.</summary>
    public void Collect()
    {
        for (int j = 0; j < Columns; j++)
        {
            for (int input = 0; input < FirstSpikeFormat.Inputs; input++)
            {
                int sum = 0;
                for (int driver = input; driver < FirstSpikeFormat.Inputs * FirstSpikeFormat.Duplication; driver += FirstSpikeFormat.Inputs)
                {
                    sum += hiddenRows[(2 * driver * Columns) + j] - hiddenRows[(((2 * driver) + 1) * Columns) + j];
                }

                Hidden[input][j] = sum;
            }

            int row = 2 * SpikeLabels.DriverOfByte(j);
            for (int o = 0; o < FirstSpikeFormat.Outputs; o++)
            {
                Output[o][j] = Weight(outputWords[row], o) - Weight(outputWords[row + 1], o);
            }
        }
    }

    private static int Weight(uint word, int column)
    {
        uint physical = (word >> (24 - (8 * column))) & 0x3F;
        uint low = ((physical & 1) << 4) | ((physical & 2) << 2) | (physical & 4) | ((physical & 8) >> 2) | ((physical & 16) >> 4);
        return (int)((physical & 0x20) | low);
    }
}
