using System.Runtime.ExceptionServices;

namespace OnChipLearn.Chip;

/// <summary>
/// Lets the analog core and its events go on beside the processors, on a thread of the pool. The chip belongs to the processors' thread, which lends it out:
/// <see cref="Offer"/> says up to where nobody will access it, and the other thread takes the chip for one step at a time. Whoever wants to access
/// something takes it back (<see cref="TakeBack"/>) and makes the steps that are left itself, so that no thread waits for more than one step, and none for
/// a thread that gets no time.
/// </summary>
/// <remarks>
/// Steps end at multiples of <see cref="StepCycles"/> on either thread, also where nothing is offered: what the chip does depends on no thread's pace. Without
/// work for a while the other thread ends, and begins again with the next offer; nothing is allocated for it.
/// </remarks>
public sealed class AdvanceAhead : IThreadPoolWorkItem
{
    /// <summary>Cycles of a step; 1 us of chip time.</summary>
    internal const int StepCycles = 256;

    // Rounds of waiting without an offer, of which the first ones, some ten microseconds, keep the host's core: the next offer is near as a rule. Whoever
    // gives it away on a loaded machine gets it back late.
    private const int IdleRounds = 3000;
    private const int KeepingRounds = 100;
    private const int SpinsPerRound = 30;
    private const int Free = 0;
    private const int Taken = 1;
    private const int Failed = 2;

    private readonly HicannX _chip;
    private bool _isLent;
    private int _state = Taken;
    private int _isRunning;
    private long _offered = long.MinValue;
    private long _reached;
    private Exception? _failure;

    /// <summary>Whether processors offer anything.</summary>
    internal bool IsUsed { get; set; }

    internal AdvanceAhead(HicannX chip) => _chip = chip;

    /// <summary>Where the step ends that begins with or contains the cycle after this one.</summary>
    internal static long NextStep(long cycle) => ((cycle / StepCycles) + 1) * StepCycles;

    /// <summary>Up to and including this cycle nobody accesses the chip, and nothing happens in it that others can see without taking it back.</summary>
    internal void Offer(long cycle)
    {
        if (NextStep(_isLent ? _offered : _chip.Now) > cycle)
        {
            return;
        }

        Volatile.Write(ref _offered, cycle);
        if (!_isLent)
        {
            Volatile.Write(ref _reached, _chip.Now);
            _isLent = true;
            Volatile.Write(ref _state, Free);
        }

        // Between the offer and the look whether anybody is there to take it; the other side does the same in the other order.
        Interlocked.MemoryBarrier();
        if (Volatile.Read(ref _isRunning) == 0 && Interlocked.Exchange(ref _isRunning, 1) == 0)
        {
            ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
        }
    }

    /// <summary>The chip is the caller's again. What went wrong on the other thread is thrown here.</summary>
    internal void TakeBack()
    {
        if (!_isLent)
        {
            return;
        }

        int round = 0;
        int state = Interlocked.CompareExchange(ref _state, Taken, Free);
        while (state == Taken)
        {
            Wait(round++);
            state = Interlocked.CompareExchange(ref _state, Taken, Free);
        }

        _isLent = false;
        if (state == Failed)
        {
            _state = Taken;
            ExceptionDispatchInfo.Throw(_failure!);
        }
    }

    /// <inheritdoc/>
    void IThreadPoolWorkItem.Execute()
    {
        do
        {
            for (int round = 0; round < IdleRounds; round++)
            {
                if (IsWaiting && Step())
                {
                    round = 0;
                }
                else
                {
                    Wait(round);
                }
            }

            Interlocked.Exchange(ref _isRunning, 0);
        }
        while (IsWaiting && Interlocked.Exchange(ref _isRunning, 1) == 0);
    }

    private static void Wait(int round)
    {
        if (round < KeepingRounds)
        {
            Thread.SpinWait(SpinsPerRound);
        }
        else
        {
            Thread.Yield();
        }
    }

    private bool IsWaiting => NextStep(Volatile.Read(ref _reached)) <= Volatile.Read(ref _offered) && Volatile.Read(ref _state) == Free;

    // False where the chip has been taken back.
    private bool Step()
    {
        if (Interlocked.CompareExchange(ref _state, Taken, Free) != Free)
        {
            return false;
        }

        try
        {
            long end = NextStep(_chip.Now);
            if (end <= Volatile.Read(ref _offered))
            {
                _chip.Advance(end);
            }

            Volatile.Write(ref _reached, _chip.Now);
            Volatile.Write(ref _state, Free);
        }
        catch (Exception failure)
        {
            _failure = failure;
            Volatile.Write(ref _state, Failed);
        }

        return true;
    }
}
