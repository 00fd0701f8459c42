using OnChipLearn.Analog.Neurons;
using OnChipLearn.Analog.Synapses;
using OnChipLearn.Chip.Configuration;
using OnChipLearn.Chip.Events;
using OnChipLearn.Chip.Fpga;
using PpuSim.AddressMap;

namespace OnChipLearn.Chip.Tests;

/// <summary>Sample player, recorder and FIFOs through the ports of a processor.</summary>
public sealed class TrialTests
{
    private static readonly PlayerSample[] Samples =
    [
        new PlayerSample(2, [new PlayerEvent(5, 10), new PlayerEvent(6, 300)]),
        new PlayerSample(1, [new PlayerEvent(5, 0)]),
    ];

    [Fact]
    public void RecordHoldsSampleLabelInputsAndSpikes()
    {
        HicannX chip = Create(new TrialConfiguration());
        chip.DataPort(0).Write(SamplePlayerMap.Request, 0, 15, 101);
        chip.AdvanceTo(102 + 7500 + 200);
        Assert.Equal(1, chip.Recorder.Completed);
        byte[] vector = chip.ReadVector(0, 0x8100_0000, 9000);
        uint[] words = Words(vector);
        Assert.Equal(1u, words[TrialRecordMap.SequenceWord]);
        Assert.Equal(0u, words[TrialRecordMap.SampleWord]);
        Assert.Equal(2u, words[TrialRecordMap.LabelWord]);
        Assert.Equal(2u, words[TrialRecordMap.InputsWord]);
        Assert.Equal((5u << 16) | 0, words[8]);
        Assert.Equal((6u << 16) | 290, words[9]);
        int spikes = (int)words[TrialRecordMap.EventsWord];
        Assert.Equal(chip.Analog[0].Spikes, spikes);
        Assert.True(spikes > 0);
        uint label = words[10] >> 16;
        Assert.Equal(chip.Events.Backend.Label(0, 0), label & 0x3FFF);
        ChipTiming timing = new();
        double path = (timing.Downlink + timing.CrossbarToDriver + timing.NeuronToCrossbar + timing.Uplink) / 2.0;
        Assert.InRange(words[10] & 0xFFFF, path, path + 500);
    }

    [Fact]
    public void TrialsStartOnTheGridAndSkippedPeriodsAreMissedDeadlines()
    {
        HicannX chip = Create(new TrialConfiguration { PeriodCycles = 8000 });
        chip.DataPort(0).Write(SamplePlayerMap.Request, 0, 15, 100);
        chip.DataPort(0).Write(SamplePlayerMap.Request, 1, 15, 5000);
        Assert.Equal(1u, chip.ReadWord(0, SamplePlayerMap.TrialsBegun, 8101));
        Assert.Equal(2u, chip.ReadWord(0, SamplePlayerMap.TrialsBegun, 8102));
        chip.DataPort(0).Write(SamplePlayerMap.Request, 1, 15, 8102 + 8000 + 1);
        Assert.Equal(1u, chip.ReadWord(0, SamplePlayerMap.MissedDeadlines, 8102 + 8000 + 2));
        Assert.Equal(2u, chip.ReadWord(0, SamplePlayerMap.TrialsBegun, 8102 + 16000 - 1));
        Assert.Equal(3u, chip.ReadWord(0, SamplePlayerMap.TrialsBegun, 8102 + 16000));
    }

    [Fact]
    public void RequestsAreReplacedAndRefusedVisibly()
    {
        HicannX chip = Create(new TrialConfiguration());
        chip.DataPort(0).Write(SamplePlayerMap.Request, 0, 15, 100);
        chip.DataPort(0).Write(SamplePlayerMap.Request, 1, 15, 100);
        chip.DataPort(0).Write(SamplePlayerMap.Request, 2, 15, 100);
        Assert.Equal(1, chip.Player.ReplacedRequests);
        Assert.Equal(1, chip.Player.RefusedRequests);
        chip.AdvanceTo(20000);
        Assert.Equal(1u, chip.Memory.ReadWord(TrialRecord.Address(chip.Configuration.Trials, 1, TrialRecordMap.SampleWord)));
    }

    [Theory]
    [InlineData(SpikePath.FpgaDram)]
    [InlineData(SpikePath.EventFifo)]
    public void WhatATrialShowsDoesNotDependOnWhenTheNextBegins(SpikePath path)
    {
        Assert.Equal(EventsOfTwoTrials(path, secondRequest: 5000), EventsOfTwoTrials(path, secondRequest: 12_000));
        Assert.Contains(EventsOfTwoTrials(path, secondRequest: 5000), record => record >> 16 == 5);
    }

    [Fact]
    public void FullRecordsLoseSpikesVisibly()
    {
        HicannX chip = Create(new TrialConfiguration { RecordWords = 32 });
        for (int column = 2; column < 200; column += 2)
        {
            chip.Analog.ConfigureNeuron(0, column, new NeuronParameters { ExcitatoryGainVolt = 0.05 });
            chip.Analog[0].Synapses.Set(SynapseField.Weight, 0, column, 63);
            chip.Analog[0].Synapses.Set(SynapseField.Label, 0, column, 5);
        }

        chip.DataPort(0).Write(SamplePlayerMap.Request, 0, 15, 100);
        chip.AdvanceTo(20000);
        uint[] words = Words(chip.ReadVector(0, 0x8100_0000, 20001));
        Assert.Equal(22u, words[TrialRecordMap.EventsWord]);
        Assert.Equal(chip.Recorder.Lost, words[TrialRecordMap.LostWord]);
        Assert.True(words[TrialRecordMap.LostWord] > 0);
        Assert.Equal(chip.Events.Statistics.LinkSent, chip.Recorder.Stored + chip.Recorder.Lost + chip.Recorder.Unrecorded);
    }

    [Fact]
    public void FifoGivesSpikesOneByOneAndEndsTheTrial()
    {
        HicannX chip = Create(new TrialConfiguration { SpikePath = SpikePath.EventFifo });
        chip.DataPort(0).Write(SamplePlayerMap.Request, 0, 15, 100);
        chip.AdvanceTo(15000);
        long spikes = chip.Analog[0].Spikes;
        uint data = ChipSetup.Byte(0x0018_0000);
        Assert.Equal((uint)spikes + 1, chip.ReadWord(0, data + 4, 15000));
        for (int k = 0; k < spikes; k++)
        {
            uint record = chip.ReadWord(0, data, 15001 + k);
            Assert.Equal(chip.Events.Backend.Label(0, 0), (record >> 16) & 0x3FFF);
        }

        Assert.Equal(EventFifoMap.EndOfTrial, chip.ReadWord(0, data, 16000));
        Assert.Equal(EventFifoMap.Empty, chip.ReadWord(0, data, 16001));
        Assert.Equal(0u, chip.Memory.ReadWord(TrialRecord.Address(chip.Configuration.Trials, 1, TrialRecordMap.EventsWord)));
    }

    [Fact]
    public void FifoOverflowIsCountedAndTheEndMarkerKept()
    {
        EventFifo fifo = new(4);
        for (uint k = 0; k < 7; k++)
        {
            fifo.Add(k);
        }

        fifo.AddEndOfTrial();
        Assert.Equal(3u, fifo.Overflow);
        Assert.Equal([0u, 1u, 2u, 3u, EventFifoMap.EndOfTrial, EventFifoMap.Empty], Enumerable.Range(0, 6).Select(_ => fifo.Read()));
    }

    [Fact]
    public void SelfStimulationBeginsARecordWithAForcedSpike()
    {
        HicannX chip = Create(new TrialConfiguration { MarkerLabel = 0 });
        chip.Events.BusTakesCrossbar[0] = 14;
        chip.Events.Backend[0, 0] = 9;
        chip.DataPort(0).Write(ChipSetup.Byte(0x0012_2000 + (4 * 2)), 0, 15, 1000); // column 2 sends label 0
        chip.DataPort(0).Write(ChipSetup.Byte(0x0011_0000), 1 | (5u << 16), 15, 1040);
        chip.AdvanceTo(10000);
        Assert.Equal(1, chip.Recorder.Completed);
        uint[] words = Words(chip.ReadVector(0, 0x8100_0000, 10001));
        Assert.Equal(0u, words[8]);
        Assert.Equal(9u, words[9] >> 16 & 0x3FFF);
        Assert.True((words[9] & 0xFFFF) > 20);
    }

    [Fact]
    public void SameRunsGiveSameRecordsAndNoWriteComesFromTheHost()
    {
        byte[][] runs = [.. Enumerable.Range(0, 2).Select(cut =>
        {
            HicannX chip = Create(new TrialConfiguration());
            WriteLog log = new();
            chip.Observer = log;
            chip.DataPort(0).Write(SamplePlayerMap.Request, 0, 15, 100);
            for (long cycle = 200; cycle < 8000; cycle += cut == 0 ? 7 : 1000)
            {
                chip.AdvanceTo(cycle);
            }

            chip.AdvanceTo(9000);
            Assert.Equal([Initiator.TopProcessor, Initiator.Player, Initiator.Recorder], log.Initiators);
            return chip.ReadVector(0, 0x8100_0000, 9001);
        })];
        Assert.Equal(runs[0], runs[1]);
    }

    [Fact]
    public void BadSamplesAreRefused()
    {
        HicannX chip = Create(new TrialConfiguration());
        Assert.Contains("events[1].tick", Assert.Throws<ChipInputException>(() => chip.Player.Load([new PlayerSample(0, [new PlayerEvent(0, 5), new PlayerEvent(0, 4)])])).Message);
        Assert.Contains("found -1", Assert.Throws<ChipInputException>(() => chip.Player.Load([new PlayerSample(0, [new PlayerEvent(0, -1)])])).Message);
        Assert.Contains("at most", Assert.Throws<ChipInputException>(() => chip.Player.Load([new PlayerSample(0, [.. Enumerable.Repeat(new PlayerEvent(0, 1), 600)])])).Message);
        Assert.Contains("at least one", Assert.Throws<ChipInputException>(() => chip.Player.Load([new PlayerSample(0, [])])).Message);
        Assert.Throws<ChipInputException>(() => Create(new TrialConfiguration { PeriodCycles = 100 }));
        Assert.Throws<ChipInputException>(() => Create(new TrialConfiguration { RecordWords = 1 << 20, RecordSlots = 1024 }));
    }

    // Input events come back over the link; the second sample's first one is under way at the very start of its trial.
    private static List<uint> EventsOfTwoTrials(SpikePath path, long secondRequest)
    {
        HicannX chip = Create(new TrialConfiguration { SpikePath = path });
        chip.Events.Crossbar.SetNode(CrossbarNodes.All.ToList().IndexOf((CrossbarNodes.FirstLinkInput, CrossbarNodes.FirstLinkOutput)), 0, 0, true);
        chip.DataPort(0).Write(SamplePlayerMap.Request, 0, 15, 100);
        chip.DataPort(0).Write(SamplePlayerMap.Request, 1, 15, secondRequest);
        chip.AdvanceTo(30_000);
        List<uint> events = [];
        if (path == SpikePath.EventFifo)
        {
            while (chip.Fifos[0].Count > 0)
            {
                events.Add(chip.Fifos[0].Read());
            }

            return events;
        }

        for (int sequence = 1; sequence <= 2; sequence++)
        {
            uint Word(int index) => chip.Memory.ReadWord(TrialRecord.Address(chip.Configuration.Trials, sequence, index));
            int first = TrialRecordMap.HeaderWords + (int)Word(TrialRecordMap.InputsWord);
            events.AddRange(Enumerable.Range(first, (int)Word(TrialRecordMap.EventsWord)).Select(Word));
        }

        return events;
    }

    private static HicannX Create(TrialConfiguration trials)
    {
        HicannX chip = ChipSetup.Ideal(trials);
        chip.OneNeuron(0, label: 5);
        for (int node = 0; node < 76; node++)
        {
            (int input, int output) = CrossbarNodes.All[node];
            if ((input == 8 && output == 0) || (input < 8 && output >= 8))
            {
                chip.Events.Crossbar.SetNode(node, 0, 0, true);
            }
        }

        chip.Player.Load(Samples);
        return chip;
    }

    private static uint[] Words(byte[] vector) =>
        [.. Enumerable.Range(0, 32).Select(k => System.Buffers.Binary.BinaryPrimitives.ReadUInt32BigEndian(vector.AsSpan(4 * k)))];

    private sealed class WriteLog : IWriteObserver
    {
        private readonly HashSet<Initiator> _seen = [];

        public Initiator[] Initiators => [.. _seen.Order()];

        public void OnWrite(Initiator initiator, MemoryRegion region, uint address, long cycle) => _seen.Add(initiator);
    }
}
