using OnChipLearn.Device;

namespace OnChipLearn.Firmware.Trials;

/// <summary>Path <c>fpga-dram</c>: waits for the recorder's completion count, then loads the record with vector reads and enters it backwards.</summary>
public static class DramAcquisition
{
    private const int WordsPerVector = VectorH.Length / 2;
    private const int Blocks = 8;

    [VectorAligned]
    private static readonly uint[] Words = new uint[Blocks * WordsPerVector];

    /// <summary>Waits until trial number <paramref name="trial"/> (from 0) is complete and reads it.</summary>
    public static void Read(uint trial)
    {
        uint offset = SpikeRecordMap.Record + ((trial & 1) * SpikeRecordMap.RecordStride);
        uint header = FpgaMap.BlockRam + offset;
        while (Bus.ReadWord(header + (SpikeRecordMap.CompletedWord << 2)) != trial + 1)
        {
        }

        TrialRecord.Clear();
        int count = (int)Bus.ReadWord(header + (SpikeRecordMap.CountWord << 2));
        TrialRecord.Dropped += (int)Bus.ReadWord(header + (SpikeRecordMap.DroppedWord << 2));
        TrialRecord.Events = count;
        int end = count + SpikeRecordMap.HeaderWords;
        if (end > Blocks * WordsPerVector)
        {
            TrialRecord.Dropped += end - (Blocks * WordsPerVector);
            end = Blocks * WordsPerVector;
        }

        int blocks = (end + WordsPerVector - 1) >> 5;
        uint port = VectorPortMap.FpgaBlockRam + (offset >> 4);
        for (int block = 0; block < blocks; block++)
        {
            Sram.Store(Words, block << 5, VectorPort.Read(port + (uint)(block << 3)).AsHalfwords());
        }

        Processor.Synchronize();

        // memory word m of a block is element 31 - m: ascending elements are descending times
        for (int block = blocks - 1; block >= 0; block--)
        {
            int first = block << 5;
            int last = first + WordsPerVector - (block == 0 ? SpikeRecordMap.HeaderWords : 0);
            int beyond = first + WordsPerVector - end;
            for (int word = beyond > 0 ? first + beyond : first; word < last; word++)
            {
                TrialRecord.Enter(Words[word]);
            }
        }

        Processor.Synchronize();
    }

    /// <summary>Label of the sample that trial <paramref name="trial"/> played.</summary>
    public static int Label(uint trial) => (int)Bus.ReadWord(
        FpgaMap.BlockRam + SamplePlayerMap.Record + ((trial & 1) * SamplePlayerMap.RecordStride) + (SamplePlayerMap.LabelWord << 2));
}
