using System.Text;
using PpuSim.Isa;
using PpuSim.Isa.Mnemonics;
using Encoder = PpuSim.Isa.Encoder;

namespace OnChipLearn.SystemTests.Qemu;

/// <summary>
/// Random items of a program body. Registers 0 to 25 hold data; 26 and 27 are prepared for one item at a time (update base; index, divisor, target);
/// 28 and 29 stay free; 30 points to the middle and 31 to the start of the data.
/// </summary>
internal sealed class ScalarOperations(Random random, bool architectural)
{
    private const int DataRegisters = 26;
    private const int Functions = 4;

    private static readonly Op[] ThreeRegisters =
        [Op.Add, Op.Addc, Op.Adde, Op.Subf, Op.Subfc, Op.Subfe, Op.Mullw, Op.Mulhw, Op.Mulhwu, Op.And, Op.Andc, Op.Nor, Op.Eqv, Op.Xor, Op.Orc, Op.Or, Op.Nand, Op.Rlwnm];

    private static readonly Op[] TwoRegisters =
        [Op.Addme, Op.Addze, Op.Subfme, Op.Subfze, Op.Neg, Op.Cntlzw, Op.Extsh, Op.Extsb, Op.Srawi, Op.Rlwimi, Op.Rlwinm];

    private static readonly Op[] Immediates =
        [Op.Addi, Op.Addis, Op.Addic, Op.AddicRecord, Op.Subfic, Op.Mulli, Op.Ori, Op.Oris, Op.Xori, Op.Xoris, Op.AndiRecord, Op.AndisRecord];

    private static readonly Op[] ConditionBits =
        [Op.Crnor, Op.Crandc, Op.Crxor, Op.Crnand, Op.Crand, Op.Creqv, Op.Crorc, Op.Cror, Op.Mcrf];

    private static readonly (string Stem, int Bytes)[] Accesses = [("lwz", 4), ("lbz", 1), ("lhz", 2), ("lha", 2), ("stw", 4), ("stb", 1), ("sth", 2)];

    private int labels;

    /// <summary>Value that a register or special register must start with, or null for any.</summary>
    public static uint? InitialOf(int register) => register switch
    {
        30 => RandomScalarProgram.Data + RandomScalarProgram.DataBytes / 2,
        31 => RandomScalarProgram.Data,
        _ => null,
    };

    public void WriteBody(StringBuilder text, int items)
    {
        for (var i = 0; i < items; i++)
        {
            Item(text, depth: 0);
        }
    }

    /// <summary>The functions that items call: some operations, then returns under a condition and without.</summary>
    public void WriteFunctions(StringBuilder text)
    {
        for (var i = 0; i < Functions; i++)
        {
            text.AppendLine($"function{i}:");
            Straight(text, 4);
            text.AppendLine($"        bclr {Condition(decrement: false)},{random.Next(32)}");
            Straight(text, 3);
            text.AppendLine("        blr");
        }
    }

    private void Item(StringBuilder text, int depth)
    {
        switch (random.Next(depth == 0 ? 16 : 11))
        {
            case 11 or 12:
                ForwardBranch(text, depth);
                break;
            case 13:
                ComputedJump(text, depth);
                break;
            case 14:
                Loop(text, depth);
                break;
            case 15:
                text.AppendLine($"        bl function{random.Next(Functions)}");
                break;
            default:
                Straight(text, 1);
                break;
        }
    }

    // Items without branches that keep CTR.
    private void Straight(StringBuilder text, int count)
    {
        for (var i = 0; i < count; i++)
        {
            switch (random.Next(12))
            {
                case 0 or 1:
                    Register(text, ThreeRegisters);
                    break;
                case 2:
                    Register(text, TwoRegisters);
                    break;
                case 3:
                    Register(text, Immediates);
                    break;
                case 4:
                    Shift(text);
                    break;
                case 5:
                    Divide(text);
                    break;
                case 6:
                    Compare(text);
                    break;
                case 7:
                    ConditionRegister(text);
                    break;
                case 8 or 9:
                    Access(text);
                    break;
                case 10:
                    Multiple(text);
                    break;
                default:
                    Other(text);
                    break;
            }
        }
    }

    private void Register(StringBuilder text, Op[] choice)
    {
        var row = InstructionTable.Row(choice[random.Next(choice.Length)]);
        var suffixes = RowSpellings.SuffixesOf(row).ToArray();
        var suffix = suffixes[random.Next(suffixes.Length)];
        var operands = Encoder.Operands(row.Op).Select(operand => operand.Kind switch
        {
            PpuSim.Isa.Operands.OperandKind.Register => Any(operand.Name is "RT" || (operand.Name is "RA" && WritesSecond(row))),
            PpuSim.Isa.Operands.OperandKind.RegisterOrZero => random.Next(32),
            _ => random.Next(operand.Minimum, operand.Maximum + 1),
        });
        text.AppendLine($"        {row.Mnemonic}{suffix.Text} {string.Join(',', operands)}");
    }

    private static bool WritesSecond(InstructionRow row) => (row.Registers & RegisterUse.WritesSecond) != 0;

    // The core shifts modulo 32.
    private void Shift(StringBuilder text)
    {
        var amount = random.Next(32);
        if (!architectural)
        {
            text.AppendLine($"        clrlwi 27,{amount},27");
            amount = 27;
        }

        var mnemonic = random.Next(3) switch { 0 => "slw", 1 => "srw", _ => "sraw" };
        text.AppendLine($"        {mnemonic}{Record()} {Data()},{random.Next(32)},{amount}");
    }

    // The architecture leaves division by zero and of the smallest number by -1 open: positive divisors, or negative ones of positive numbers.
    private void Divide(StringBuilder text)
    {
        text.AppendLine($"        rlwinm 27,{random.Next(32)},{random.Next(32)},{random.Next(1, 31)},31\n        ori 27,27,1");
        var dividend = random.Next(27);
        if (random.Next(3) == 0)
        {
            dividend = Data();
            text.AppendLine($"        neg 27,27\n        clrlwi {dividend},{random.Next(32)},1");
        }

        text.AppendLine($"        {(random.Next(2) == 0 ? "divw" : "divwu")}{(random.Next(3) == 0 ? "o" : string.Empty)}{Record()} {Data()},{dividend},27");
    }

    private void Compare(StringBuilder text)
    {
        var field = random.Next(8);
        text.AppendLine(random.Next(4) switch
        {
            0 => $"        cmpwi {field},{random.Next(32)},{random.Next(-0x8000, 0x8000)}",
            1 => $"        cmplwi {field},{random.Next(32)},{random.Next(0x10000)}",
            2 => $"        cmpw {field},{random.Next(32)},{random.Next(32)}",
            _ => $"        cmplw {field},{random.Next(32)},{random.Next(32)}",
        });
    }

    private void ConditionRegister(StringBuilder text)
    {
        switch (random.Next(6))
        {
            case 0:
                text.AppendLine($"        mfcr {Data()}");
                break;
            case 1:
                text.AppendLine($"        mtcrf {random.Next(256)},{random.Next(32)}");
                break;
            case 2:
                text.AppendLine($"        mtocrf {1 << random.Next(8)},{random.Next(32)}");
                break;
            case 3:
                // The architecture leaves the other fields open: the core keeps them, qemu clears them.
                var target = Data();
                text.AppendLine($"        li {target},0\n        mfocrf {target},{1 << random.Next(8)}");
                break;
            default:
                Register(text, ConditionBits);
                break;
        }
    }

    private void Access(StringBuilder text)
    {
        var (stem, bytes) = Accesses[random.Next(Accesses.Length)];
        var isLoad = stem[0] == 'l';
        var register = isLoad ? Data() : random.Next(26);
        var half = RandomScalarProgram.DataBytes / 2;

        // A halfword at offset 1 of a word is legal, too. The core zero-extends the displacements of lha.
        var step = bytes == 2 && random.Next(4) == 0 ? 1 : 0;
        var least = stem == "lha" && !architectural ? 0 : -half;
        var displacement = random.Next(least / 4, half / 4 - 1) * 4 + (bytes == 4 ? 0 : bytes == 1 ? random.Next(4) : step + 2 * (1 - step) * random.Next(2));
        switch (random.Next(5))
        {
            case 0 or 1:
                text.AppendLine($"        {stem} {register},{displacement}(30)");
                break;
            case 2:
                text.AppendLine($"        addi 26,30,{-displacement + (displacement & 3)}\n        {stem}u {register},{displacement}(26)");
                break;
            default:
                Indexed(text, stem, bytes, register);
                break;
        }
    }

    private void Indexed(StringBuilder text, string stem, int bytes, int register)
    {
        var lowBit = bytes switch { 4 => 29, 2 => 30, _ => 31 };
        text.AppendLine($"        rlwinm 27,{random.Next(32)},{random.Next(32)},22,{lowBit}");
        switch (random.Next(3))
        {
            case 0:
                text.AppendLine($"        {stem}x {register},31,27");
                break;
            case 1:
                text.AppendLine($"        addi 27,27,{RandomScalarProgram.Data}\n        {stem}x {register},0,27");
                break;
            default:
                text.AppendLine($"        mr 26,31\n        {stem}ux {register},26,27");
                break;
        }
    }

    // Registers are loaded from where they were stored, so that the pointers keep their values.
    private void Multiple(StringBuilder text)
    {
        var first = random.Next(8, 32);
        var displacement = 4 * random.Next(-RandomScalarProgram.DataBytes / 8, RandomScalarProgram.DataBytes / 8 - 24);
        text.AppendLine($"        stmw {first},{displacement}(30)");
        if (random.Next(2) == 0 && first < DataRegisters)
        {
            text.AppendLine($"        addi {random.Next(first, DataRegisters)},{random.Next(1, 32)},{random.Next(-99, 99)}\n        lmw {first},{displacement}(30)");
        }
    }

    private void Other(StringBuilder text)
    {
        switch (random.Next(8))
        {
            case 0:
                text.AppendLine($"        mfxer {Data()}");
                break;
            case 1:
                // Only the flags: qemu keeps other bits of XER, the core does not.
                text.AppendLine($"        rlwinm 27,{random.Next(32)},0,0,2\n        mtxer 27");
                break;
            case 2:
                text.AppendLine($"        mfctr {Data()}");
                break;
            case 3:
                text.AppendLine($"        mflr {Data()}");
                break;
            case 4:
                text.AppendLine("        sync\n        isync");
                break;
            case 5:
                text.AppendLine("        nop\n        eieio");
                break;
            case 6:
                text.AppendLine($"        tw 0,{random.Next(32)},{random.Next(32)}");
                break;
            default:
                text.AppendLine($"        twi 0,{random.Next(32)},{random.Next(-0x8000, 0x8000)}");
                break;
        }
    }

    private void ForwardBranch(StringBuilder text, int depth)
    {
        var label = $"skip{labels++}";
        var link = random.Next(4) == 0 ? "l" : string.Empty;
        if (random.Next(3) == 0)
        {
            text.AppendLine($"        li 27,{random.Next(0, 3)}\n        mtctr 27");
        }

        text.AppendLine(random.Next(6) == 0 ? $"        b{link} {label}" : $"        bc{link} {Condition(decrement: true)},{random.Next(32)},{label}");
        Several(text, depth);
        text.AppendLine(label + ":");
    }

    private void ComputedJump(StringBuilder text, int depth)
    {
        var label = $"skip{labels++}";
        var link = random.Next(4) == 0 ? "l" : string.Empty;
        var toCounter = random.Next(2) == 0;
        text.AppendLine($"        lis 27,{label}@ha\n        addi 27,27,{label}@l\n        mt{(toCounter ? "ctr" : "lr")} 27");
        text.AppendLine($"        {(toCounter ? "bcctr" : "bclr")}{link} {Condition(decrement: !toCounter)},{random.Next(32)}");
        Several(text, depth);
        text.AppendLine(label + ":");
    }

    private void Loop(StringBuilder text, int depth)
    {
        var label = $"loop{labels++}";
        text.AppendLine($"        li 27,{random.Next(1, 12)}\n        mtctr 27\n{label}:");
        Straight(text, random.Next(0, 4));
        text.AppendLine(random.Next(2) == 0 ? $"        bdnz {label}" : $"        bdnz{(random.Next(2) == 0 ? "t" : "f")} {random.Next(32)},{label}");
        if (depth == 0)
        {
            Several(text, depth);
        }
    }

    private void Several(StringBuilder text, int depth)
    {
        for (var count = random.Next(4); count > 0; count--)
        {
            Item(text, depth + 1);
        }
    }

    // BO of all kinds; hints where the architecture has them.
    private int Condition(bool decrement)
    {
        int[] without = [4, 6, 7, 12, 14, 15, 20];
        int[] with = [0, 2, 8, 10, 16, 18, 24, 25, 26, 27];
        var choice = decrement && random.Next(2) == 0 ? with : without;
        return choice[random.Next(choice.Length)];
    }

    private int Data() => random.Next(DataRegisters);

    private int Any(bool isTarget) => isTarget ? Data() : random.Next(32);

    private string Record() => random.Next(3) == 0 ? "." : string.Empty;
}
