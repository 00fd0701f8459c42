using System.Buffers.Binary;
using PpuSim.Machine;
using PpuSim.Timing;
using PpuSim.Translation;

namespace OnChipLearn.Experiments.Corpora;

/// <summary>The core, memory contents and doorbells that a corpus program was measured with.</summary>
public static class CorpusCore
{
    // A run that is this much longer than the measured one has gone wrong.
    private const long Grace = 2000;

    /// <summary>A core with the configuration of the program and with its code and data loaded.</summary>
    public static IPpuCore Create<TProbe>(CorpusProgram program, CorpusDevice device, TProbe probe, CoreEngine engine = CoreEngine.Interpreter)
        where TProbe : struct, IProbe
    {
        var core = CoreFactory.Create(
            engine, program.Parameters, new ScalarState(), new VectorState(program.Slices), new Sram(), new CorePorts(device, device, new CodeMemory(program)), probe);
        Load(core, program);
        return core;
    }

    /// <summary>The device that the program was measured with.</summary>
    public static CorpusDevice Device(CorpusProgram program) => new(program.ParallelLatency, program.ParallelAcceptDelay, program.DeviceIsMemory);

    /// <summary>Fills the SRAM as before the start.</summary>
    public static void Load(IPpuCore core, CorpusProgram program)
    {
        core.Sram.Bytes.Clear();
        if (!program.SeparateInstructionMemory)
        {
            Convert.FromHexString(program.Code).CopyTo(core.Sram.Bytes);
        }

        foreach (var (address, bytes) in CorpusProgram.Areas(program.Data))
        {
            bytes.CopyTo(core.Sram.Bytes[address..]);
        }
    }

    /// <summary>Runs until the core sleeps for good, with the doorbells of the program.</summary>
    /// <returns>False when it still runs some time after the measured end.</returns>
    public static bool Run(IPpuCore core, CorpusProgram program)
    {
        var limit = program.Cycles + Grace;
        if (program.DoorbellCycles is not { } doorbells)
        {
            return Finished(core, limit, false);
        }

        foreach (var cycle in doorbells.Where(cycle => cycle < limit).Distinct().Order())
        {
            if (Finished(core, cycle, true))
            {
                return true;
            }

            core.Doorbell = true;
            if (Finished(core, cycle + 1, true))
            {
                return true;
            }

            core.Doorbell = false;
        }

        return Finished(core, limit, false);
    }

    // Advances to the cycle, or until the core sleeps and no doorbell can wake it.
    private static bool Finished(IPpuCore core, long cycle, bool doorbellsFollow)
    {
        while (core.Cycle < cycle && core.RunUntilSleep(cycle))
        {
            if (!doorbellsFollow || (core.State.Msr & MsrBits.Ee) == 0)
            {
                return true;
            }

            core.RunUntil(cycle);
        }

        return false;
    }

    // The second memory of the test bench: the code at address 0, zeros behind it.
    private sealed class CodeMemory(CorpusProgram program) : IInstructionMemory
    {
        private readonly byte[] _bytes = Convert.FromHexString(program.Code);

        public bool IsConstant => true;

        public uint Fetch(uint address) =>
            address <= _bytes.Length - 4 ? BinaryPrimitives.ReadUInt32BigEndian(_bytes.AsSpan((int)address)) : 0;
    }
}
