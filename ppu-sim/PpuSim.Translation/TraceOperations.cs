using System.Runtime.Intrinsics;

namespace PpuSim.Translation;

/// <summary>Pieces of compiled traces.</summary>
internal static class TraceOperations
{
    /// <summary>True if one of some bytes is not 0.</summary>
    public static unsafe bool IsGuarded(byte* guards, int count)
    {
        if (count == Vector256<byte>.Count)
        {
            return !Vector256.EqualsAll(Vector256.Load(guards), default);
        }

        var any = 0ul;
        for (; count >= sizeof(ulong); count -= sizeof(ulong), guards += sizeof(ulong))
        {
            any |= *(ulong*)guards;
        }

        for (; count > 0; count--)
        {
            any |= *guards++;
        }

        return any != 0;
    }

    /// <summary>Says what the answer is for which there is no code.</summary>
    public static void Answer(TraceFrame frame, int answer) => frame.Answer = answer;

    /// <summary>Says how a region was left.</summary>
    /// <param name="exits">Exits of the region.</param>
    /// <param name="frame">To say it.</param>
    /// <param name="cycle">Cycle in which the traces of the present state begin.</param>
    /// <param name="number">Number of the exit.</param>
    /// <returns>The trace within which it was left, or null.</returns>
    public static Trace? Leave(RegionExit[] exits, TraceFrame frame, long cycle, int number)
    {
        ref readonly var exit = ref exits[number];
        frame.Cycle = cycle;
        frame.Action = exit.Action;
        frame.IsAnswered = exit.IsAnswered;
        if (exit.Trace is null)
        {
            frame.Next = exit.State;
        }

        return exit.Trace;
    }
}
