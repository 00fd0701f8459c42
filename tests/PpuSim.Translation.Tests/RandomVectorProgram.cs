using System.Text;
using PpuSim.Isa.Assembly;
using PpuSim.AddressMap;
using PpuSim.Machine;

namespace PpuSim.Translation.Tests;

/// <summary>
/// A random loop over vector arithmetic, compares, transfers through memory and through the port, splats and scalar accesses to the same memory, some of
/// them at addresses that change, then sleep.
/// </summary>
internal sealed class RandomVectorProgram
{
    private const int Items = 40;
    private const int Rounds = 12;

    private static readonly string[] Forms =
    [
        "fxvaddhfs {0},{1},{2},{3}", "fxvsubhm {0},{1},{2},{3}", "fxvmulhfs {0},{1},{2},{3}", "fxvmahfs {0},{1},{2},{3}", "fxvmatachm {1},{2},{3}", "fxvmtach {1}",
        "fxvaddactachm {1}", "fxvaddachfs {0},{1},{3}", "fxvcmph {1}", "fxvcmpb {1}", "fxvsel {0},{1},{2},{3}", "fxvshh {0},{1},2", "fxvpckbu {0},{1},{2},{3}",
        "fxvupckbl {0},{1},{2},{3}", "fxvmabm {0},{1},{2},{3}", "fxvsplath {0},{4}", "fxvsplatb {0},{4}", "fxvlax {0},0,{5}", "fxvstax {0},0,{5}", "fxvinx {0},0,{5},{3}", "fxvoutx {0},0,{5},{3}",
        "lwz {4},{6}(16)", "stw {4},{6}(16)", "sth {4},{6}(17)", "lbzx {4},16,15", "mullw {4},{4},15", "divw {4},{4},14", "addi {4},{4},{6}", "addic. {4},{4},3", "sync", "nop", "xor 15,15,{4}",
        "lwzu {4},4(16)", "stwu {4},-4(16)", "mfspr {4},284", "cmpwi {4},77\n bgt 1f\n addi {4},{4},1\n1:", "stmw 28,{6}(17)", "lmw 28,{6}(17)", "andi. 15,15,28",
    ];

    public RandomVectorProgram(int seed)
    {
        var random = new Random(seed);
        var text = new StringBuilder();
        for (var register = 0; register < 32; register++)
        {
            text.AppendLine($"li {register},{random.Next(-3000, 3000)}\nfxvsplath {register},{register}\nsync");
        }

        text.AppendLine($"li 14,7\nli 15,8\nli 16,0x2800\nli 17,0x2a00\nli 18,0x2800\nli 19,0x2880\nli 20,0x2a00\nli 21,{Rounds}\nmtctr 21\nround:");
        for (var item = 0; item < Items; item++)
        {
            text.AppendLine(string.Format(
                null, Forms[random.Next(Forms.Length)], random.Next(32), random.Next(32), random.Next(32), random.Next(4), random.Next(1, 13), random.Next(18, 21), 4 * random.Next(16)));
        }

        text.AppendLine("bdnz round\nsync\nwait\nnop\nnop\nnop\nnop");
        Text = text.ToString();
        Memory = new byte[MemoryMap.SramBytes];
        random.NextBytes(Memory.AsSpan(0x2800, 0x600));
        Assembler.Assemble(Text).Sections.Single().Bytes.Span.CopyTo(Memory);
    }

    public string Text { get; }

    public byte[] Memory { get; }
}
