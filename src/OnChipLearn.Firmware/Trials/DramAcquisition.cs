using OnChipLearn.Device;
using PpuSim.AddressMap;

namespace OnChipLearn.Firmware.Trials;

/// <summary>Path <c>fpga-dram</c>: waits for the record, loads it with vector reads and enters the events backwards, so that a neuron's first spike stays.</summary>
public static class DramAcquisition
{
    private const int WordsPerVector = VectorH.Length / 2;

    /// <summary>Vectors that one <see cref="Load"/> reads.</summary>
    public const int Blocks = 6;

    /// <summary>Words that one <see cref="Load"/> reads.</summary>
    public const int LoadedWords = Blocks * WordsPerVector;

    // The port counts FPGA addresses in units of 16 bytes.
    private const uint BlockStep = VectorB.Length / 16;

    /// <summary>What <see cref="Load"/> has read; free for other use once it has been decoded.</summary>
    [VectorAligned]
    public static readonly uint[] Words = new uint[LoadedWords];

    /// <summary>Waits until trial number <paramref name="trial"/> (from 0) is complete; true if it was so at the first look.</summary>
    public static bool Await(uint trial)
    {
        bool first = true;
        while (Bus.ReadWord(TrialRecordMap.ScalarAddress(trial, TrialRecordMap.SequenceWord)) != trial + 1)
        {
            first = false;
        }

        return first;
    }

    /// <summary>Reads a complete trial.</summary>
    public static void Read(uint trial)
    {
        TrialRecord.Clear();
        Load(trial, 0);
        TrialRecord.Label = (int)Words[TrialRecordMap.LabelWord];
        TrialRecord.Dropped += (int)Words[TrialRecordMap.LostWord];
        int first = TrialRecordMap.HeaderWords + (int)Words[TrialRecordMap.InputsWord];
        int count = (int)Words[TrialRecordMap.EventsWord];
        TrialRecord.Events = count;
        int end = first + count;
        if (end > LoadedWords)
        {
            TrialRecord.Dropped += end - LoadedWords;
            end = LoadedWords;
        }

        // Backwards, so that a neuron's first event is entered last. The next record is loaded while one is decoded: loads take five cycles.
        uint next = Words[end - 1];
        for (int word = end - 1; word >= first; word--)
        {
            uint record = next;
            next = Words[word - 1];
            if ((record & TrialRecord.NotHidden) == 0)
            {
                TrialRecord.Hidden[SpikeLabels.HiddenElementOfRecord(record)] = (short)record;
            }
            else
            {
                TrialRecord.EnterOther(record);
            }
        }

        Processor.Synchronize();
        TrialRecord.Normalise();
        Processor.Synchronize();
    }

    /// <summary>
    /// Loads <see cref="Blocks"/> vectors of a record from vector number <paramref name="block"/> on. All requests go out before the first answer is
    /// stored: the latency of the link is paid once.
    /// </summary>
    public static void Load(uint trial, int block)
    {
        uint port = TrialRecordMap.PortAddress(trial) + ((uint)block * BlockStep);
        VectorH block0 = VectorPort.Read(port).AsHalfwords();
        VectorH block1 = VectorPort.Read(port + BlockStep).AsHalfwords();
        VectorH block2 = VectorPort.Read(port + (2 * BlockStep)).AsHalfwords();
        VectorH block3 = VectorPort.Read(port + (3 * BlockStep)).AsHalfwords();
        VectorH block4 = VectorPort.Read(port + (4 * BlockStep)).AsHalfwords();
        VectorH block5 = VectorPort.Read(port + (5 * BlockStep)).AsHalfwords();
        Sram.Store(Words, 0, block0);
        Sram.Store(Words, WordsPerVector, block1);
        Sram.Store(Words, 2 * WordsPerVector, block2);
        Sram.Store(Words, 3 * WordsPerVector, block3);
        Sram.Store(Words, 4 * WordsPerVector, block4);
        Sram.Store(Words, 5 * WordsPerVector, block5);
        Processor.Synchronize();
    }
}
