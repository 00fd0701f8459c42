using System.Reflection;
using OnChipLearn.Chip;
using OnChipLearn.Chip.Configuration;
using OnChipLearn.Chip.Fpga;
using OnChipLearn.Device.Host;
using OnChipLearn.EventProp.Tasks;
using OnChipLearn.Experiments.Checkpoints;
using OnChipLearn.Firmware.Reports;
using OnChipLearn.Firmware.Rules.FirstSpike;

namespace OnChipLearn.Experiments.FirmwareHost;

/// <summary>The firmware of both processors on the host CLR, against the chip model.</summary>
public sealed class FirmwareHostRun
{
    private readonly HostScheduler scheduler = new();
    private readonly HostProcessor[] processors;
    private readonly HostChipDevice[] devices;

    /// <param name="chip">A chip that is configured and whose player has its samples.</param>
    /// <param name="words">Configuration words, <see cref="Configuration.Words"/>.</param>
    /// <param name="rule">Whose programs run.</param>
    public FirmwareHostRun(HicannX chip, uint[] words, IFirmwareRule rule)
    {
        Chip = chip;
        processors = [.. rule.Programs.Select(program => new HostProcessor(scheduler, program.Assembly.Location, program.FullName!))];
        devices = new HostChipDevice[processors.Length];
        for (int index = 0; index < processors.Length; index++)
        {
            chip.Processors[index] = new HostProcessorMemory(processors[index]);
            devices[index] = new HostChipDevice(chip, index, processors[index].Yield, scheduler.Progress);
            processors[index].Connect(devices[index]);
            for (int word = 0; word < words.Length; word++)
            {
                processors[index].WriteSram((Configuration.Address >> 2) + word, words[word]);
            }

            HostProcessor processor = processors[index];
            processor.RestWhenChanged(() => processor.Static<uint[]>(typeof(EpochProgress).FullName!, nameof(EpochProgress.Finished))[0]);
        }
    }

    /// <summary>Who runs the processors.</summary>
    public HostScheduler Scheduler => scheduler;

    /// <summary>The chip.</summary>
    public HicannX Chip { get; }

    /// <summary>Runs to the end.</summary>
    /// <exception cref="FirmwareException">The firmware failed.</exception>
    public void Run() => scheduler.Run();

    /// <summary>Counters of one epoch (from 1), elements as in <see cref="EpochReport"/>; the ring holds the last eight.</summary>
    public uint[] Epoch(int epoch)
    {
        uint[] ring = processors[1].Static<uint[]>(typeof(EpochReport).FullName!, nameof(EpochReport.Ring));
        int entry = ((epoch - 1) % EpochReport.Entries) * EpochReport.Words;
        return ring[entry..(entry + EpochReport.Words)];
    }

    /// <summary>Saves chip and programs while the programs rest.</summary>
    public void Save(StateWriter state)
    {
        state.Write(Chip);
        for (int index = 0; index < processors.Length; index++)
        {
            state.Write(devices[index].State);
            state.Write(processors[index].Registers);
            foreach (FieldInfo field in processors[index].Statics)
            {
                state.Write(field.GetValue(null));
            }
        }
    }

    /// <summary>Takes over what <see cref="Save"/> wrote; before <see cref="Run"/>.</summary>
    public void Restore(StateReader state)
    {
        state.Read(Chip);
        for (int index = 0; index < processors.Length; index++)
        {
            state.Read(devices[index].State);
            state.Read(processors[index].Registers);
            foreach (FieldInfo field in processors[index].Statics)
            {
                object? own = field.GetValue(null), saved = state.Read(own);
                if (!ReferenceEquals(own, saved))
                {
                    field.SetValue(null, saved);
                }
            }
        }
    }

    /// <summary>Vectors of a processor's static field: 0 top, 1 bottom.</summary>
    public Device.VectorH[] Vectors(int processor, Type type, string field) => processors[processor].Static<Device.VectorH[]>(type.FullName!, field);

    /// <summary>Shadow weights: hidden [input][byte of the row], output [output][hidden byte], in LSB.</summary>
    public Device.VectorH[] HiddenWeights => Vectors(0, typeof(HiddenLayer), nameof(HiddenLayer.Weights));

    /// <summary>Output shadow weights, layout of <see cref="OutputLayer.Weights"/>.</summary>
    public Device.VectorH[] OutputWeights => Vectors(1, typeof(OutputLayer), nameof(OutputLayer.Weights));
}
