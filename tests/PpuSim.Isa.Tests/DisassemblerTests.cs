using PpuSim.Isa.Assembly;
using PpuSim.Isa.Disassembly;
using PpuSim.Isa.Mnemonics;

namespace PpuSim.Isa.Tests;

/// <summary>Text of words, and the identity assemble(disassemble(word)) = word.</summary>
public sealed class DisassemblerTests
{
    [Theory]
    [InlineData(0x38600005, "li r3,5")]
    [InlineData(0x3c60ffff, "lis r3,-1")]
    [InlineData(0x3863fffb, "addi r3,r3,-5")]
    [InlineData(0x7c832378, "mr r3,r4")]
    [InlineData(0x7c8320f9, "not. r3,r4")]
    [InlineData(0x7c852050, "subf r4,r5,r4")]
    [InlineData(0x60000000, "nop")]
    [InlineData(0x54832834, "slwi r3,r4,5")]
    [InlineData(0x5483d97e, "srwi r3,r4,5")]
    [InlineData(0x5483017e, "clrlwi r3,r4,5")]
    [InlineData(0x54830034, "clrrwi r3,r4,5")]
    [InlineData(0x5483280e, "rlwinm r3,r4,5,0,7")]
    [InlineData(0x2c830004, "cmpwi cr1,r3,4")]
    [InlineData(0x2c030004, "cmpwi r3,4")]
    [InlineData(0x7c032040, "cmplw r3,r4")]
    [InlineData(0x4e800020, "blr")]
    [InlineData(0x4e800421, "bctrl")]
    [InlineData(0x4d820020, "beqlr")]
    [InlineData(0x41820008, "beq 0x108")]
    [InlineData(0x4086fff8, "bne cr1,0xf8")]
    [InlineData(0x41e20008, "beq+ 0x108")]
    [InlineData(0x41c20008, "beq- 0x108")]
    [InlineData(0x4200fffc, "bdnz 0xfc")]
    [InlineData(0x4320fffc, "bdnz+ 0xfc")]
    [InlineData(0x41060008, "bdnzt 4*cr1+eq,0x108")]
    [InlineData(0x41a20008, "bc 13,eq,0x108")]
    [InlineData(0x48000009, "bl 0x108")]
    [InlineData(0x48000042, "ba 0x40")]
    [InlineData(0x7fe00008, "trap")]
    [InlineData(0x0d830004, "twgei r3,4")]
    [InlineData(0x4c631a42, "crset so")]
    [InlineData(0x4cc73b82, "crmove 4*cr1+eq,4*cr1+so")]
    [InlineData(0x7c6ff120, "mtcr r3")]
    [InlineData(0x7c612120, "mtcrf 18,r3")]
    [InlineData(0x7c610120, ".long 0x7c610120")]
    [InlineData(0x7c710120, "mtocrf 16,r3")]
    [InlineData(0x7c6802a6, "mflr r3")]
    [InlineData(0x7c7a03a6, "mtsrr0 r3")]
    [InlineData(0x7c7c42a6, "mfspr r3,284")]
    [InlineData(0x80610008, "lwz r3,8(r1)")]
    [InlineData(0x80600008, "lwz r3,8(0)")]
    [InlineData(0x7c60202e, "lwzx r3,0,r4")]
    [InlineData(0x10011031, "fxvmahm v0,v1,v2,gt")]
    [InlineData(0x102007b0, "fxvlax v1,0,r0")]
    [InlineData(0x100104f2 + (3 << 21), ".long 0x106104f2")]
    [InlineData(0x1061f4f0, "fxvshh v3,v1,-2")]
    [InlineData(0x106103fe, "fxvpckbl v3,v1,v0,2")]
    [InlineData(0x7c00007c, "wait")]
    [InlineData(0x7c0004ac, "sync")]
    [InlineData(0x4c00012c, "isync")]
    [InlineData(0x00000000, ".long 0x00000000")]
    public void TextOfWords(uint word, string expected) => Assert.Equal(expected, Disassembler.Disassemble(word, 0x100).Text);

    [Fact]
    public void TargetsAndNotes()
    {
        Assert.Equal(0x108u, Disassembler.Disassemble(0x41820008, 0x100).Target);
        Assert.Null(Disassembler.Disassemble(0x4e800020).Target);
        Assert.Equal("undefined, passed over", Disassembler.Disassemble(0).Note);
        Assert.Equal("executes as lwzx r3,r4,r5, unused bits 0x1 set", Disassembler.Disassemble(0x7c64282f).Note);
        Assert.Equal("executes as mtcrf", Disassembler.Disassemble(0x7c610120).Note);
    }

    [Fact]
    public void AssembledTextOfEverySpellingGivesTheWordAgain()
    {
        var random = new Random(4);
        foreach (var spelling in SpellingTable.All.Where(spelling => spelling.Rewrite is null))
        {
            for (var i = 0; i < 5; i++)
            {
                var values = spelling.Operands.Select(operand => random.Next(operand.Minimum / operand.Step, operand.Maximum / operand.Step + 1) * operand.Step).ToArray();
                RequireIdentity(spelling.Encode(values), 4 * (uint)random.Next(0x1000));
            }
        }
    }

    [Fact]
    public void AssembledTextOfRandomWordsGivesTheWordAgain()
    {
        var random = new Random(5);
        for (var i = 0; i < 10_000; i++)
        {
            var word = (uint)random.NextInt64(1L << 32);

            // Half of the words share an opcode with many instructions.
            word = (i % 4) switch { 0 => word & 0x03ff_ffff | 0x7c00_0000, 1 => word & 0x03ff_ffff | 0x1000_0000, _ => word };
            RequireIdentity(word, 4 * (uint)random.Next(1 << 20));
        }
    }

    private static void RequireIdentity(uint word, uint address)
    {
        var text = Disassembler.Disassemble(word, address).Text;
        var bytes = Assembler.Assemble(text, "word.s", new AssemblerOptions { CodeAddress = address }).Sections.Single().Bytes;
        Assert.Equal((text, $"{word:x8}"), (text, Convert.ToHexStringLower(bytes.Span)));
    }
}
