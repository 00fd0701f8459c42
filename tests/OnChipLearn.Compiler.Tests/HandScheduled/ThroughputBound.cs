using PpuSim.Isa;

namespace OnChipLearn.Compiler.Tests.HandScheduled;

/// <summary>
/// Cycles below which no order can bring a block, however long it is repeated: what its instructions need of the busiest vector unit, and of the register
/// file's port, which does one read or write per cycle for all units. Source: nux-timing section 8.
/// </summary>
/// <param name="Unit">The busiest unit.</param>
/// <param name="UnitCycles">Its cycles per round.</param>
/// <param name="PortCycles">Reads and writes of vector registers per round.</param>
internal sealed record ThroughputBound(Unit Unit, int UnitCycles, int PortCycles)
{
    // Choosing an operation and starting it, beside one cycle per register read.
    private const int Sequencing = 2;

    // 32 words and at least five cycles around them.
    private const int SerialAccess = 37;

    public int Cycles => Math.Max(UnitCycles, PortCycles);

    public static ThroughputBound Of(IEnumerable<uint> block)
    {
        var units = new Dictionary<Unit, int>();
        var port = 0;
        foreach (var row in block.Select(word => InstructionTable.Find(word)!).Where(row => row.IsVector))
        {
            var operands = row.Operands.Split('[')[0].Split(',');
            var isStore = row.Op is Op.Fxvstax or Op.Fxvoutx;
            var reads = isStore ? 1 : operands.Count(operand => operand is "VRA" or "VRB");
            port += reads + (!isStore && operands.Contains("VRT") ? 1 : 0);
            units[row.Unit] = units.GetValueOrDefault(row.Unit) + (row.Unit == Unit.VectorSerial ? SerialAccess : Sequencing + reads);
        }

        var busiest = units.MaxBy(pair => pair.Value);
        return new ThroughputBound(busiest.Key, busiest.Value, port);
    }
}
