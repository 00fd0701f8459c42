using PpuSim.Isa.Assembly;
using PpuSim.Isa.Disassembly;
using PpuSim.Isa.Mnemonics;

namespace PpuSim.Isa.Tests;

/// <summary>GNU as and objdump agree with our assembler and disassembler on scalar instructions.</summary>
public sealed class BinutilsTests : IDisposable
{
    // Options of the processor family whose instruction set the core implements most of: Power ISA 2.06, embedded.
    private const string AssemblerProcessor = "-me500mc";
    private const string DisassemblerProcessor = "e500mc,any";

    private static readonly int Rounds = Environment.GetEnvironmentVariable("ONCHIPLEARN_FULL") == "1" ? 100 : 10;

    // GNU as takes these only for other processors of the family, or names the field numbers differently.
    private static readonly string[] OtherProcessors =
        ["rfmci", "eciwx", "ecowx", "mtocrf", "mfocrf", "mtcrf", "xnop", "mftcr", "mfdear", "mtdear", "eieio", "wait", "mfdecar"];

    private readonly string folder = Directory.CreateTempSubdirectory("ppu-isa").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void GnuAsGivesTheSameWordsForEverySpelling()
    {
        var random = new Random(7);
        var lines = SpellingTable.All
            .Where(spelling => !spelling.Mnemonic.StartsWith("fxv", StringComparison.Ordinal) && !OtherProcessors.Contains(spelling.Mnemonic))
            .SelectMany(spelling => Enumerable.Range(0, Rounds).Select(_ => Source(spelling, random)).OfType<string>())
            .ToArray();
        Assert.True(lines.Length > 300 * Rounds);
        var text = string.Join('\n', lines) + "\n";
        var ours = Assembler.Assemble(text).Sections.Single().Bytes.Span;
        var gnus = Words(text);
        for (var i = 0; i < lines.Length; i++)
        {
            Assert.Equal((lines[i], Convert.ToHexString(gnus.AsSpan(4 * i, 4))), (lines[i], Convert.ToHexString(ours.Slice(4 * i, 4))));
        }
    }

    [Fact]
    public void ObjdumpPrintsTheSameText()
    {
        var random = new Random(8);
        var words = InstructionTable.Rows
            .Where(row => !row.IsVector && !OtherProcessors.Contains(row.Mnemonic) && row.Op is not (Op.Bc or Op.Bclr or Op.Bcctr or Op.Mfspr or Op.Mtspr or Op.Sync))
            .SelectMany(row => Enumerable.Range(0, 20 * Rounds).Select(_ => RandomWord(row, random)))
            .Concat(RandomBranches(random))
            .ToArray();
        var text = string.Concat(words.Select(word => $".long 0x{word:x8}\n"));
        Words(text);
        var lines = ExternalTool.Run("powerpc-linux-gnu-objdump", "-d", "-z", "-M", DisassemblerProcessor, Path.Combine(folder, "x.o")).Split('\n')
            .Where(line => line.Split('\t').Length >= 3).ToArray();
        Assert.Equal(words.Length, lines.Length);
        var different = new List<string>();
        for (var i = 0; i < words.Length; i++)
        {
            var ours = Disassembler.Disassemble(words[i], 4 * (uint)i).Text;
            var gnus = Normal(lines[i]);
            if (ours.Replace("0x", string.Empty, StringComparison.Ordinal) != gnus && !ours.StartsWith(".long", StringComparison.Ordinal))
            {
                different.Add($"{words[i]:x8}: '{ours}', objdump '{gnus}'");
            }
        }

        Assert.True(different.Count == 0, string.Join("\n", different.Take(40)));
    }

    private static string? Source(Spelling spelling, Random random)
    {
        var values = spelling.Operands.Select(operand => random.Next(operand.Minimum / operand.Step, operand.Maximum / operand.Step) * operand.Step).ToArray();
        if (spelling.Rewrite is not null)
        {
            return RewrittenSource(spelling, values, random);
        }

        var word = spelling.Encode(values);
        if (!IsValid(spelling, word))
        {
            return null;
        }

        var texts = new List<string>();
        for (var i = 0; i < values.Length; i++)
        {
            var operand = spelling.Operands[i];
            var text = operand.Kind == Operands.OperandKind.Target
                ? (spelling.IsAbsolute ? $"{values[i]}" : $".+({values[i] / 2})-({-(values[i] - values[i] / 2)})")
                : OperandText.Of(operand, values[i]);
            if (operand.InParentheses)
            {
                texts[^1] += $"({text})";
            }
            else
            {
                texts.Add(text);
            }
        }

        return $"{spelling.Mnemonic} {string.Join(',', texts)}";
    }

    // Fields that do not fit the word are errors in ours and in theirs.
    private static string? RewrittenSource(Spelling spelling, int[] values, Random random)
    {
        if (spelling.Operands[^1].Name == "mask")
        {
            var (begin, end) = (random.Next(32), random.Next(32));
            var (from, to) = (uint.MaxValue >> begin, uint.MaxValue << (31 - end));
            var mask = begin <= end ? from & to : from | to;
            var amount = spelling.Operands[2].Kind == Operands.OperandKind.Register ? $"r{values[2]}" : $"{values[2]}";
            return mask is 0 or uint.MaxValue ? null : $"{spelling.Mnemonic} r{values[0]},r{values[1]},{amount},0x{mask:x}";
        }

        var (n, b) = spelling.Mnemonic.StartsWith("clr", StringComparison.Ordinal)
            ? (random.Next(16, 32), random.Next(1, 16))
            : (random.Next(1, 16), random.Next(1, 16));
        return $"{spelling.Mnemonic} r{values[0]},r{values[1]},{n},{b}";
    }

    // GNU as refuses words that the Power ISA reserves, which the core executes all the same.
    private static bool IsValid(Spelling spelling, uint word)
    {
        var row = InstructionTable.Find(word);
        var (first, second) = (Encoding.First(word), Encoding.Second(word));
        return spelling.Op switch
        {
            Op.Bc or Op.Bclr => IsValidBranch(first) && spelling.Mnemonic is not ("bc" or "bcl" or "bca" or "bcla" or "bclr" or "bclrl"),
            Op.Bcctr => (first & 4) != 0 && spelling.Mnemonic is not ("bcctr" or "bcctrl"),
            Op.Lmw => second < first,
            Op.Cmp or Op.Cmpl or Op.Cmpi or Op.Cmpli => (word & 0x200000) == 0,
            Op.Mfspr or Op.Mtspr => !spelling.Mnemonic.EndsWith("spr", StringComparison.Ordinal) && spelling.Mnemonic is not "mttsr",
            _ => row is null || !row.Is(Traits.Update) || (second != 0 && (!row.Is(Traits.Load) || second != first)),
        };
    }

    private static bool IsValidBranch(int branch) => (branch & 0x14) switch
    {
        0 => (branch & 1) == 0,
        4 or 16 => branch is 4 or 6 or 7 or 12 or 14 or 15 or 16 or 18 or 24 or 25 or 26 or 27,
        _ => branch == 20,
    };

    private static uint RandomWord(InstructionRow row, Random random)
    {
        while (true)
        {
            var operands = Encoder.Operands(row.Op);
            var word = Encoder.Encode(row.Op, operands.Select(operand => random.Next(operand.Minimum / operand.Step, operand.Maximum / operand.Step) * operand.Step).ToArray());
            var spelling = SpellingTable.OfMnemonic(row.Mnemonic)[0];
            if (IsValid(spelling, word))
            {
                return word;
            }
        }
    }

    private static IEnumerable<uint> RandomBranches(Random random)
    {
        int[] branches = [0, 2, 4, 6, 7, 8, 10, 12, 14, 15, 16, 18, 20, 24, 25, 26, 27];
        foreach (var branch in branches.SelectMany(branch => Enumerable.Repeat(branch, 4 * Rounds)))
        {
            var bit = (branch & 0x14) is 16 or 20 ? 0 : random.Next(32);
            var link = random.Next(2) == 0 ? Suffixes.Link : Suffixes.None;

            // objdump has no simplified form of an unconditional bc.
            yield return branch == 20 ? Encoder.Encode(Op.Bclr, link, [branch, bit]) : Encoder.Encode(Op.Bc, link, [branch, bit, 4 * random.Next(-2000, 2000)]);
            yield return Encoder.Encode(Op.Bclr, link, [branch, bit]);
            if ((branch & 4) != 0)
            {
                yield return Encoder.Encode(Op.Bcctr, link, [branch, bit]);
            }
        }
    }

    private byte[] Words(string text)
    {
        var source = Path.Combine(folder, "x.s");
        var output = Path.Combine(folder, "x.o");
        var raw = Path.Combine(folder, "x.raw");
        File.WriteAllText(source, text);
        ExternalTool.Run("powerpc-linux-gnu-as", AssemblerProcessor, "-many", "-mregnames", "-o", output, source);
        ExternalTool.Run("powerpc-linux-gnu-objcopy", "-O", "binary", "-j", ".text", output, raw);
        return File.ReadAllBytes(raw);
    }

    private static string Normal(string line)
    {
        var parts = line.Split('\t')[2..];
        var text = string.Join(' ', parts).Trim();
        var symbol = text.IndexOf('<', StringComparison.Ordinal);
        text = symbol >= 0 ? text[..symbol].TrimEnd() : text;
        return System.Text.RegularExpressions.Regex.Replace(text, " +", " ").Replace("0x", string.Empty, StringComparison.Ordinal);
    }
}
