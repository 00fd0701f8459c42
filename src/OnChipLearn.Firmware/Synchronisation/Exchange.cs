using OnChipLearn.Device;
using PpuSim.AddressMap;

namespace OnChipLearn.Firmware.Synchronisation;

/// <summary>
/// What the bottom processor tells the top one, by posted Omnibus words into the top processor's SRAM: how many trials it has read, output adjoints
/// per trial and the output weights after an update. Words written before a flag are there when the flag is (one path, in order). There are four
/// adjoint slots; the bottom processor is never more than two trials ahead, because the top one requests the trials.
/// </summary>
public static class Exchange
{
    /// <summary>Where the output weights arrive, byte address in the top SRAM.</summary>
    public const int WeightsAddress = 0x3A00;

    /// <summary>Where adjoints and flags arrive.</summary>
    public const int FlagsAddress = 0x3D00;

    /// <summary>Words of the output weights: 3 outputs x 128 hidden neurons, two halfwords each.</summary>
    public const int WeightWords = 192;

    /// <summary>First byte of what the bottom processor writes, in the top SRAM.</summary>
    public const int FirstAddress = WeightsAddress;

    /// <summary>Bytes from <see cref="FirstAddress"/> on: weights, adjoints and flags.</summary>
    public const int Bytes = FlagsAddress + (4 * FlagWords) - FirstAddress;

    private const int SlotWords = 4;
    private const int Slots = 4;
    private const int FlagWords = ReadFlag + 1;
    private const int UpdateFlag = Slots * SlotWords;
    private const int ReadFlag = UpdateFlag + 1;
    private const int WordsPerVector = VectorH.Length / 2;

    /// <summary>Output weights as they arrive.</summary>
    [SramAddress(WeightsAddress)]
    public static readonly uint[] Weights = new uint[WeightWords];

    [SramAddress(FlagsAddress)]
    private static readonly uint[] Flags = new uint[FlagWords];

    [VectorAligned]
    private static readonly uint[] Outgoing = new uint[WordsPerVector];

    /// <summary>Bottom: sends three adjoints of a trial, then its flag.</summary>
    public static void SendAdjoints(uint trial, short[] adjoints)
    {
        uint slot = Target(FlagsAddress) + ((trial & (Slots - 1)) * SlotWords);
        Omnibus.Write(slot, (uint)adjoints[0]);
        Omnibus.Write(slot + 1, (uint)adjoints[1]);
        Omnibus.Write(slot + 2, (uint)adjoints[2]);
        Omnibus.Write(slot + 3, trial + 1);
    }

    /// <summary>Bottom: has read the trials before number <paramref name="trials"/>.</summary>
    public static void SignalRead(uint trials) => Omnibus.Write(Target(FlagsAddress) + ReadFlag, trials);

    /// <summary>Top: waits until the bottom processor has read the trials before number <paramref name="trials"/>; it may have read more.</summary>
    public static void AwaitRead(uint trials)
    {
        while ((int)(Sram.ReadShared(Flags, ReadFlag) - trials) < 0)
        {
        }
    }

    /// <summary>Top: waits for the adjoints of a trial.</summary>
    public static void ReceiveAdjoints(uint trial, short[] adjoints)
    {
        int slot = (int)(trial & (Slots - 1)) * SlotWords;
        while (Sram.ReadShared(Flags, slot + 3) != trial + 1)
        {
        }

        adjoints[0] = (short)Sram.ReadShared(Flags, slot);
        adjoints[1] = (short)Sram.ReadShared(Flags, slot + 1);
        adjoints[2] = (short)Sram.ReadShared(Flags, slot + 2);
    }

    /// <summary>Bottom: sends the output weights to <see cref="Weights"/> from word <paramref name="first"/> on, words in vector order.</summary>
    public static void SendWeights(VectorH[] weights, int first)
    {
        uint target = Target(WeightsAddress) + (uint)first;
        for (int vector = 0; vector < weights.Length; vector++)
        {
            Sram.Store(Outgoing, 0, weights[vector]);
            Processor.Synchronize();
            for (int word = 0; word < WordsPerVector; word++)
            {
                Omnibus.Write(target, Outgoing[word]);
                target++;
            }
        }
    }

    /// <summary>Bottom: all weights of update number <paramref name="update"/> (from 1) are in the synapses.</summary>
    public static void SignalUpdate(uint update) => Omnibus.Write(Target(FlagsAddress) + UpdateFlag, update);

    /// <summary>Top: waits for an update of the bottom processor.</summary>
    public static void AwaitUpdate(uint update)
    {
        while (Sram.ReadShared(Flags, UpdateFlag) != update)
        {
        }
    }

    private static uint Target(int byteAddress) => OmnibusMap.ProcessorSram + ((uint)byteAddress >> 2);
}
