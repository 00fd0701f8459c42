using OnChipLearn.Chip.Configuration;

namespace OnChipLearn.Chip.Events;

/// <summary>Takes the copies of an event that leave the crossbar.</summary>
internal interface ICrossbarOutputs
{
    /// <summary>A copy leaves output <paramref name="output"/> at <paramref name="cycle"/>.</summary>
    void Leave(int output, ushort label, long cycle);
}

/// <summary>
/// The event crossbar. A node lets an event pass if (label and mask) equals its target. Each output passes one event per interval;
/// a few wait, further copies are dropped and counted at the input (16-bit register, if the node enables it) and in the statistics (always).
/// Events must be presented in order of their cycles.
/// </summary>
public sealed class Crossbar
{
    private const int LabelMask = 0x3FFF;
    private readonly ChipTiming _timing;
    private readonly EventStatistics _statistics;
    private readonly (ushort Mask, ushort Target, bool CountsDrops)[] _nodes = new (ushort, ushort, bool)[CrossbarNodes.All.Count];
    private readonly int[] _firstNode = new int[CrossbarNodes.Inputs + 1];
    private readonly byte[] _output = new byte[CrossbarNodes.All.Count];
    private readonly long[] _free = new long[CrossbarNodes.Outputs];
    private readonly ushort[] _drops = new ushort[CrossbarNodes.Inputs];
    private readonly uint[] _events = new uint[CrossbarNodes.Outputs];

    internal Crossbar(ChipTiming timing, EventStatistics statistics)
    {
        _timing = timing;
        _statistics = statistics;
        for (int node = 0; node < _nodes.Length; node++)
        {
            (int input, int output) = CrossbarNodes.All[node];
            _output[node] = (byte)output;
            _firstNode[input + 1] = node + 1;
            _nodes[node] = (0, 1, false); // blocked
        }
    }

    /// <summary>Outputs whose register counts events, bit per output.</summary>
    public uint CountingOutputs { get; set; }

    /// <summary>Sets a node: 14-bit mask and target, and whether its drops count in the register.</summary>
    public void SetNode(int node, int mask, int target, bool countsDrops) =>
        _nodes[node] = ((ushort)(mask & LabelMask), (ushort)(target & LabelMask), countsDrops);

    /// <summary>Mask, target and drop counting of a node.</summary>
    public (ushort Mask, ushort Target, bool CountsDrops) Node(int node) => _nodes[node];

    /// <summary>Drop counter of an input, 16 bits.</summary>
    public ushort Drops(int input) => _drops[input];

    /// <summary>Clears a drop counter.</summary>
    public void ClearDrops(int input) => _drops[input] = 0;

    /// <summary>Event counter of an output, 24 bits.</summary>
    public uint Events(int output) => _events[output];

    /// <summary>Clears an event counter.</summary>
    public void ClearEvents(int output) => _events[output] = 0;

    /// <summary>Presents an event at an input.</summary>
    internal void Enter(int input, ushort label, long cycle, ICrossbarOutputs outputs)
    {
        _statistics.In++;
        bool passed = false;
        for (int node = _firstNode[input]; node < _firstNode[input + 1]; node++)
        {
            (ushort mask, ushort target, bool countsDrops) = _nodes[node];
            if ((label & mask) != target)
            {
                continue;
            }

            passed = true;
            _statistics.Copies++;
            int output = _output[node];
            long start = Math.Max(cycle, _free[output]);
            if (start - cycle > (long)_timing.CrossbarDepth * _timing.CrossbarInterval)
            {
                _statistics.Dropped++;
                if (countsDrops)
                {
                    _drops[input]++;
                }

                continue;
            }

            _free[output] = start + _timing.CrossbarInterval;
            _statistics.Routed++;
            if ((CountingOutputs >> output & 1) != 0)
            {
                _events[output] = (_events[output] + 1) & 0xFFFFFF;
            }

            outputs.Leave(output, label, start);
        }

        if (!passed)
        {
            _statistics.Filtered++;
        }
    }
}
