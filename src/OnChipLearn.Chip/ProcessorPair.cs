using OnChipLearn.Chip.Fpga;
using PpuSim.Machine;
using PpuSim.Timing;

namespace OnChipLearn.Chip;

/// <summary>
/// The two processors of a chip: within a cycle the top one first. They are stepped in lock-step wherever both are awake; cores that can run ahead keep the
/// same order of everything that leaves them. A processor that sleeps for good does not hold the other one up.
/// </summary>
public sealed class ProcessorPair
{
    // So long at most does the chip beside the processors wait for word of them.
    private const int SilenceCycles = 2 * AdvanceAhead.StepCycles;

    private readonly HicannX _chip;
    private readonly IPpuCore[] _cores;

    /// <summary>Connects two cores to a chip.</summary>
    /// <param name="chip">Chip.</param>
    /// <param name="create">Makes a core from its ports; the argument before is 0 for the top one.</param>
    public ProcessorPair(HicannX chip, Func<int, CorePorts, IPpuCore> create)
    {
        _chip = chip;
        FpgaInstructionMemory instructions = new(chip.Memory);
        _cores = [Connect(0), Connect(1)];

        IPpuCore Connect(int processor)
        {
            IPpuCore core = create(processor, new CorePorts(chip.DataPort(processor), chip.VectorPort(processor), instructions));
            chip.Processors[processor] = core is ICoupledCore coupled
                ? new CoupledProcessor(coupled, processor, () => chip.Now - chip.DataPort(processor).Epoch)
                : new CoreProcessor(core);
            return core;
        }
    }

    /// <summary>Two cores without observer.</summary>
    public ProcessorPair(HicannX chip, CoreParameters parameters)
        : this(chip, (_, ports) => new PpuCore<NoProbe>(parameters, new ScalarState(), new VectorState(parameters.Slices), new Sram(), ports))
    {
    }

    /// <summary>
    /// Threads that a run may use. With two, the chip around the processors goes on beside them as far as they do not access it; this changes no
    /// result, and needs cores that can run ahead.
    /// </summary>
    public int Threads
    {
        get => _chip.Ahead.IsUsed ? 2 : 1;
        init => _chip.Ahead.IsUsed = value > 1;
    }

    /// <summary>A core; 0 = top.</summary>
    public IPpuCore this[int processor] => _cores[processor];

    /// <summary>Releases both processors from reset at the chip's present cycle.</summary>
    public void Release()
    {
        for (int processor = 0; processor < _cores.Length; processor++)
        {
            _chip.DataPort(processor).Epoch = _chip.Now;
            _chip.VectorPort(processor).Epoch = _chip.Now;
            _cores[processor].Reset();
        }
    }

    /// <summary>
    /// Names SRAM words of a processor that the other one accesses. Cores that run ahead have to know; for others it changes nothing.
    /// </summary>
    /// <exception cref="CoupledAccessException">Later, where one accesses others.</exception>
    public void Share(int processor, uint address, int bytes) => (_cores[processor] as ICoupledCore)?.Share(address, bytes);

    /// <summary>Runs until both processors sleep for good, or each has reached <paramref name="limit"/> cycles since its release.</summary>
    /// <returns>True if both sleep for good.</returns>
    public bool Run(long limit)
    {
        if (_cores is [ICoupledCore leader, ICoupledCore follower])
        {
            RunCoupled(leader, follower, limit);
        }

        while (true)
        {
            bool topDone = Done(_cores[0], limit);
            bool bottomDone = Done(_cores[1], limit);
            if (topDone && bottomDone)
            {
                bool asleep = Sleeps(_cores[0]) && Sleeps(_cores[1]);
                _chip.CatchUp(asleep ? Math.Max(ChipCycle(0), ChipCycle(1)) : Math.Min(Present(0), Present(1)));
                return asleep;
            }

            if (topDone || bottomDone)
            {
                StepAlone(_cores[topDone ? 1 : 0], limit);
                continue;
            }

            _cores[ChipCycle(0) <= ChipCycle(1) ? 0 : 1].Step(limit);
        }
    }

    private void RunCoupled(ICoupledCore leader, ICoupledCore follower, long limit)
    {
        long epoch = _chip.DataPort(0).Epoch;
        long shift = epoch - _chip.DataPort(1).Epoch;
        leader.BeforeAccess = cycle =>
        {
            if (follower.Horizon < cycle + shift)
            {
                follower.Follow(limit, cycle + shift);
            }

            Offer(cycle + epoch);
        };
        leader.LongestSilence = _chip.Ahead.IsUsed ? SilenceCycles : long.MaxValue;
        leader.RunUntilSleep(limit);
        Offer(Math.Min(limit, follower.Horizon - shift) + epoch);
        follower.Follow(limit, long.MaxValue);
    }

    // Nobody accesses the chip before.
    private void Offer(long cycle)
    {
        if (_chip.Ahead.IsUsed)
        {
            _chip.Ahead.Offer(Math.Min(cycle, _chip.QuietUntil - 1));
        }
    }

    private long ChipCycle(int processor) => _chip.DataPort(processor).Epoch + _cores[processor].Cycle;

    // The chip must not be ahead of a core that goes on: how often a run is interrupted changes no result.
    private long Present(int processor) => Sleeps(_cores[processor]) ? long.MaxValue : ChipCycle(processor);

    private static bool Sleeps(IPpuCore core) => core.IsAsleep && !core.CanWake;

    private static bool Done(IPpuCore core, long limit) => core.Cycle >= limit || Sleeps(core);

    // Another processor that sleeps for good can be woken by nothing that this one does within a step.
    private static void StepAlone(IPpuCore core, long limit) => core.Step(limit);
}
