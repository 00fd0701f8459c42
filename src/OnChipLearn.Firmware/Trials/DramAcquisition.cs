using OnChipLearn.Device;

namespace OnChipLearn.Firmware.Trials;

/// <summary>Path <c>fpga-dram</c>: waits for the record, loads it with vector reads and enters the events backwards, so that a neuron's first spike stays.</summary>
public static class DramAcquisition
{
    private const int WordsPerVector = VectorH.Length / 2;
    private const int Blocks = 6;

    [VectorAligned]
    private static readonly uint[] Words = new uint[Blocks * WordsPerVector];

    /// <summary>Waits until trial number <paramref name="trial"/> (from 0) is complete.</summary>
    public static void Await(uint trial)
    {
        while (Bus.ReadWord(TrialRecordMap.ScalarAddress(trial, TrialRecordMap.SequenceWord)) != trial + 1)
        {
        }
    }

    /// <summary>Reads a complete trial.</summary>
    public static void Read(uint trial)
    {
        TrialRecord.Clear();
        uint port = TrialRecordMap.PortAddress(trial);
        LoadBlock(port, 0);
        Processor.Synchronize();
        TrialRecord.Label = (int)Words[TrialRecordMap.LabelWord];
        TrialRecord.Dropped += (int)Words[TrialRecordMap.LostWord];
        int first = TrialRecordMap.HeaderWords + (int)Words[TrialRecordMap.InputsWord];
        int count = (int)Words[TrialRecordMap.EventsWord];
        TrialRecord.Events = count;
        int end = first + count;
        if (end > Blocks * WordsPerVector)
        {
            TrialRecord.Dropped += end - (Blocks * WordsPerVector);
            end = Blocks * WordsPerVector;
        }

        for (int block = 1; (block * WordsPerVector) < end; block++)
        {
            LoadBlock(port, block);
        }

        Processor.Synchronize();
        for (int word = end - 1; word >= first; word--)
        {
            TrialRecord.Enter(Words[word]);
        }

        Processor.Synchronize();
    }

    private static void LoadBlock(uint port, int block) =>
        Sram.Store(Words, block * WordsPerVector, VectorPort.Read(port + ((uint)block << 3)).AsHalfwords());
}
