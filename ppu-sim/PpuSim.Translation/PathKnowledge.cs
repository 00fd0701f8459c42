using PpuSim.Machine;
using PpuSim.Timing;

namespace PpuSim.Translation;

/// <summary>
/// What compiled code knows at a point of a path: a path begins at a label of a region and runs through traces, one behind the other. Memory always has the
/// values, too, but for fields of the condition register that are not written yet.
/// </summary>
internal sealed class PathKnowledge
{
    /// <summary>Cycles from the beginning of the path to that of the present state's traces.</summary>
    public int Cycles { get; set; }

    /// <summary>Traces of the path that have ended.</summary>
    public PassedTrace? Passed { get; set; }

    /// <summary>General purpose registers, and addresses and data of access slots, that are in locals: one bit each.</summary>
    public ulong Registers { get; set; }

    public uint Addresses { get; set; }

    public uint Data { get; set; }

    /// <summary>The comparison that a field of the condition register stems from, with both values in locals.</summary>
    public Comparison[] Comparisons { get; private init; } = new Comparison[ConditionFields];

    public const int ConditionFields = 8;

    static PathKnowledge()
    {
        const int SlotBits = 32;
        if (LiveDatapath.AccessSlots > SlotBits || ScalarState.ZeroRegister >= 2 * SlotBits)
        {
            throw new InvalidOperationException("more slots or registers than bits");
        }
    }

    public PathKnowledge Copy() => new()
    {
        Cycles = Cycles, Passed = Passed, Registers = Registers, Addresses = Addresses, Data = Data, Comparisons = [.. Comparisons],
    };
}

/// <summary>A trace that a path has gone through, and those before it.</summary>
internal sealed record PassedTrace(Trace Trace, PassedTrace? Before);

/// <summary>How a field of the condition register was compared, and whether the register lacks the outcome.</summary>
internal readonly record struct Comparison(ComparisonKind Kind, bool IsUnwritten);

internal enum ComparisonKind : byte
{
    Unknown,
    Signed,
    Unsigned,
}
