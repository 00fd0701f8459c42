using System.Globalization;
using System.Text.Json;
using PpuSim.Isa.Mnemonics;

namespace PpuSim.Isa.Tests;

/// <summary>The table is consistent in itself and equals the encodings collected from the RTL.</summary>
public sealed class InstructionTableTests
{
    [Fact]
    public void PatternsDoNotOverlap()
    {
        var rows = InstructionTable.Rows;
        for (var i = 0; i < rows.Count; i++)
        {
            for (var j = 0; j < i; j++)
            {
                Assert.True(((rows[i].Match ^ rows[j].Match) & rows[i].Mask & rows[j].Mask) != 0, $"{rows[i].Mnemonic} and {rows[j].Mnemonic} overlap");
            }
        }
    }

    [Fact]
    public void EveryInstructionHasOneRow()
    {
        Assert.Equal(Enum.GetValues<Op>().Except([Op.Undefined]), InstructionTable.Rows.Select(row => row.Op).Order());
        Assert.All(InstructionTable.Rows, row => Assert.Equal(row.Match, row.Match & row.Mask));
    }

    [Fact]
    public void DecoderFindsEachRowWithAnyOperandBits()
    {
        var random = new Random(1);
        foreach (var row in InstructionTable.Rows)
        {
            for (var i = 0; i < 200; i++)
            {
                var word = row.Match | (uint)random.NextInt64(1L << 32) & ~row.Mask;
                Assert.Equal(row, InstructionTable.Find(word));
            }
        }
    }

    [Fact]
    public void DecoderAgreesWithTheMasksOnRandomWords()
    {
        var random = new Random(2);
        for (var i = 0; i < 100_000; i++)
        {
            var word = (uint)random.NextInt64(1L << 32);
            word = random.Next(2) == 0 ? word & 0x03ff_ffff | (random.Next(3) switch { 0 => 0x7c00_0000u, 1 => 0x4c00_0000u, _ => 0x1000_0000u }) : word;
            Assert.Equal(InstructionTable.Rows.SingleOrDefault(row => row.Matches(word)), InstructionTable.Find(word));
        }
    }

    [Fact]
    public void RowsEqualTheEncodingsOfTheCore()
    {
        var expected = JsonSerializer.Deserialize<JsonElement[]>(File.ReadAllText(Fixture.Path("encodings", "ppu-encodings.json")))!;
        Assert.Equal(expected.Select(Describe).Order(), InstructionTable.Rows.Select(Describe).Order());
    }

    [Fact]
    public void OperandsCoverDisjointBitsOutsideTheOpcode()
    {
        foreach (var row in InstructionTable.Rows)
        {
            var used = RowSpellings.SuffixesOf(row).Aggregate(row.Mask, (bits, suffix) => bits | (uint)suffix.Bits);
            foreach (var operand in Encoder.Operands(row.Op))
            {
                Assert.True((used & operand.Mask) == 0, $"{row.Mnemonic}: {operand.Name} shares bits");
                used |= operand.Mask;
            }
        }
    }

    private static string Describe(InstructionRow row) =>
        $"{row.Mnemonic} {row.Mask:x8} {row.Match:x8} {Union(Encoder.Operands(row.Op).Select(operand => (operand.Name, operand.Mask))):x8} rc {row.Is(Traits.HasRc)} oe {row.Is(Traits.HasOe)}";

    // Bit 11 tells mfocrf and mtocrf from mfcr and mtcrf: in the collection it is a field, in the table part of the pattern.
    private static string Describe(JsonElement row)
    {
        var syntax = row.GetProperty("syntax").GetString()!;
        var fields = row.GetProperty("fields").EnumerateArray().Select(field => (Name: field.GetProperty("name").GetString()!, Mask: Mask(field)));
        var mnemonic = row.GetProperty("mnemonic").GetString()!;
        var oneField = Union(fields.Where(field => field.Name == "ONE"));
        var match = Hex(row, "match") | (mnemonic is "mfocrf" or "mtocrf" ? oneField : 0);
        return $"{mnemonic} {Hex(row, "mask") | oneField:x8} {match:x8} {Union(fields.Where(field => IsOperand(field.Name, syntax))):x8} rc {HasBit(row, "rc")} oe {HasBit(row, "oe")}";
    }

    private static uint Union(IEnumerable<(string Name, uint Mask)> fields) => fields.Aggregate(0u, (bits, field) => bits | field.Mask);

    private static bool IsOperand(string name, string syntax) => name switch
    {
        "LI" or "BD" => true,
        "SPRLO" or "SPRHI" => true,
        _ => syntax.Contains(name, StringComparison.Ordinal),
    };

    private static uint Mask(JsonElement field)
    {
        var (msb, lsb) = (field.GetProperty("msb").GetInt32(), field.GetProperty("lsb").GetInt32());
        return uint.MaxValue >> msb & uint.MaxValue << (31 - lsb);
    }

    private static uint Hex(JsonElement row, string name) => uint.Parse(row.GetProperty(name).GetString()![2..], NumberStyles.HexNumber, CultureInfo.InvariantCulture);

    private static bool HasBit(JsonElement row, string name) => row.GetProperty(name).GetString() == "optional";
}
