using System.Text;
using System.Text.Json;
using PpuSim.AddressMap;
using PpuSim.Image;
using PpuSim.Machine;
using PpuSim.Timing;
using PpuSim.Translation;

namespace OnChipLearn.Experiments.Programs;

/// <summary>Loads an image into a core with nothing but memory around it and runs it until it sleeps.</summary>
public static class ProgramRunner
{
    private const int ReturnCodeAddress = (int)MemoryMap.MailboxBase - 4;
    private const string MailboxSymbol = "mailbox_base";

    /// <exception cref="ImageException">The image does not fit into the memories.</exception>
    public static ProgramRunResult Run(ProgramImage image, ProgramRunOptions options) => Run(image, options, default(NoProbe));

    /// <summary>The same run with an observer.</summary>
    /// <exception cref="ImageException">The image does not fit into the memories.</exception>
    public static ProgramRunResult Run<TProbe>(ProgramImage image, ProgramRunOptions options, TProbe probe)
        where TProbe : struct, IProbe
    {
        var observer = new RunObserver(options);
        var ports = new StandalonePorts(options.Preset.Ports);
        var state = new ScalarState();
        var sram = new Sram();
        observer.State = state;
        if (options.Seed is { } seed)
        {
            Scramble(state, sram, seed);
        }

        Load(image, sram, ports, observer);
        var core = CoreFactory.Create(
            options.Strict ? CoreEngine.Interpreter : options.Engine, options.Preset.Core, state, new VectorState(options.Preset.Core.Slices), sram, new CorePorts(ports, ports, ports),
            new ProbePair<RunProbe, TProbe>(new RunProbe(observer), probe));
        var reason = "cycleLimit";
        string? detail = null;
        try
        {
            if (core.RunUntilSleep(options.MaxCycles))
            {
                reason = "asleep";
            }
            else
            {
                detail = $"still running at pc 0x{core.Pc:x} after {options.MaxCycles} cycles (raise --max-cycles to go on)";
            }
        }
        catch (StrictViolation violation)
        {
            reason = "strictViolation";
            detail = violation.Message;
        }

        return new ProgramRunResult
        {
            Image = image.Name,
            Preset = options.Preset.Name,
            Cycles = core.Cycle,
            Instructions = core.Instructions,
            Issues = core.Issues,
            ExitReason = reason,
            Detail = detail,
            Stalls = Stalls(core),
            MailboxText = MailboxText(image, sram, observer),
            ReturnCode = observer.WasStored(ReturnCodeAddress) ? sram.ReadWord(ReturnCodeAddress) : null,
            SramBytesTouched = observer.TouchedBytes,
            StackBytes = observer.StackBytes,
            Interrupts = observer.Interrupts,
        };
    }

    /// <summary>Stall causes with cycles, by the names of the JSON output.</summary>
    public static IReadOnlyDictionary<string, long> Stalls(IPpuCore core)
    {
        var stalls = new SortedDictionary<string, long>(StringComparer.Ordinal);
        for (var cause = 0; cause < core.Stalls.Count; cause++)
        {
            if (core.Stalls[cause] > 0)
            {
                stalls[JsonNamingPolicy.CamelCase.ConvertName(((StallCause)cause).ToString())] = core.Stalls[cause];
            }
        }

        return stalls;
    }

    private static void Load(ProgramImage image, Sram sram, StandalonePorts ports, RunObserver observer)
    {
        LoadableMemory.Require(image);
        image.CopyTo(sram.Bytes);
        foreach (var segment in image.Segments)
        {
            if (MemoryMap.IsSram(segment.Address))
            {
                observer.Image(segment.Address, (int)segment.Length);
            }
            else
            {
                ports.Load(segment.Address >= MemoryMap.BlockRamFetchBase ? StandalonePorts.DataAddressOfFetch(segment.Address) : segment.Address, segment.Bytes.Span);
            }
        }
    }

    // Software that relies on zeros is caught by other contents.
    private static void Scramble(ScalarState state, Sram sram, int seed)
    {
        var random = new Random(seed);
        random.NextBytes(sram.Bytes);
        for (var register = 0; register < ScalarState.ZeroRegister; register++)
        {
            state.Gpr[register] = (uint)random.NextInt64(uint.MaxValue);
        }
    }

    // Characters are written one byte each from the beginning of the mailbox.
    private static string MailboxText(ProgramImage image, Sram sram, RunObserver observer)
    {
        var start = (int)(image.Symbols.Find(MailboxSymbol)?.Address ?? MemoryMap.MailboxBase);
        var text = new StringBuilder();
        for (var address = start; address < MemoryMap.SramBytes && observer.WasStored(address) && sram.Bytes[address] != 0; address++)
        {
            text.Append((char)sram.Bytes[address]);
        }

        return text.ToString();
    }
}
