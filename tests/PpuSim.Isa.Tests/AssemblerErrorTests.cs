using PpuSim.Isa.Assembly;

namespace PpuSim.Isa.Tests;

/// <summary>Messages for sources that cannot be assembled: file, line, column and what was expected.</summary>
public sealed class AssemblerErrorTests
{
    [Theory]
    [InlineData("  addq 3,4,5", "bad.s:1:3: unknown instruction 'addq'")]
    [InlineData("addi 3,4", "bad.s:1:1: addi has 2 operands, expected RT,RA,SI")]
    [InlineData("nop 3", "bad.s:1:1: nop has 1 operands, expected none")]
    [InlineData("addi 3,4,40000", "bad.s:1:10: addi: operand SI is 40000, expected -32768 to 32767")]
    [InlineData("addi 3,4,", "bad.s:1:10: addi: operand SI is missing")]
    [InlineData("add 3,4,r32", "bad.s:1:9: undefined symbol 'r32'")]
    [InlineData("add 3,4,32", "bad.s:1:9: add: operand RB is 32, expected 0 to 31")]
    [InlineData("add 3,4,v3", "bad.s:1:9: operand RB cannot be vector register v3")]
    [InlineData("fxvaddhm 1,2,r3", "bad.s:1:14: operand VRB cannot be general purpose register r3")]
    [InlineData("li 3,r4", "bad.s:1:6: operand SI cannot be general purpose register r4")]
    [InlineData("fxvaddhm 1,2,3,4", "bad.s:1:16: fxvaddhm: operand COND is 4, expected 0 to 3")]
    [InlineData("fxvshh 1,2,16", "bad.s:1:12: fxvshh: operand VSH is 16, expected -16 to 15")]
    [InlineData("ori 3,3,-1", "bad.s:1:9: ori: operand UI is -1, expected 0 to 65535")]
    [InlineData("lwz 3,8", "bad.s:1:7: lwz: expected D(RA), such as 8(r1)")]
    [InlineData("lwz 3,40000(1)", "bad.s:1:7: lwz: operand D is 40000, expected -32768 to 32767")]
    [InlineData("b far; .equ far,0x4000000", "bad.s:1:3: b: target is 67108864 bytes away, expected -33554432 to 33554428 in steps of 4")]
    [InlineData("beq .+2", "bad.s:1:6: beq: target is 2 bytes away, expected -32768 to 32764 in steps of 4")]
    [InlineData("bl nowhere", "bad.s:1:4: undefined symbol 'nowhere'")]
    [InlineData("b 1f", "bad.s:1:3: no local label 1 behind this place")]
    [InlineData("b 1b", "bad.s:1:3: no local label 1 before this place")]
    [InlineData("x: nop\nx: nop", "bad.s:2:1: symbol 'x' is already defined at bad.s:1:1")]
    [InlineData("x: nop\n.equ x,3", "bad.s:2:6: symbol 'x' is already defined at bad.s:1:1")]
    [InlineData("x = x + 1; .byte 2", "bad.s:1:5: symbol 'x' is defined by itself")]
    [InlineData(".wrong 3", "bad.s:1:1: unknown directive '.wrong'")]
    [InlineData(".byte 256", "bad.s:1:7: .byte: value is 256, expected -128 to 255")]
    [InlineData(".space end-x; x: nop; end:", "bad.s:1:8: undefined symbol 'end'")]
    [InlineData("nop; .space .", "bad.s:1:13: this value must be known here, but it depends on the address of a section")]
    [InlineData(".space -1", "bad.s:1:1: -1 bytes, expected 0 to 16777216")]
    [InlineData(".align 20", "bad.s:1:8: .align: alignment is 20, expected 0 to 16 (power of two)")]
    [InlineData(".balign 3", "bad.s:1:9: .balign: alignment is 3, expected a power of two up to 65536")]
    [InlineData(".byte 1/0", "bad.s:1:8: division by zero")]
    [InlineData(".byte 1+", "bad.s:1:9: expected a value, found the end of the statement")]
    [InlineData(".byte (1", "bad.s:1:9: expected ')', found the end of the statement")]
    [InlineData(".byte 1 2", "bad.s:1:9: expected the end of the statement, found 2")]
    [InlineData(".byte 09", "bad.s:1:7: '09' is not a number of at most 64 bits")]
    [InlineData(".ascii 3", "bad.s:1:8: expected a string, found 3")]
    [InlineData(".ascii \"abc", "bad.s:1:8: string does not end on its line")]
    [InlineData("/* nop", "bad.s:1:1: comment does not end")]
    [InlineData("nop ?", "bad.s:1:5: unexpected character '?'")]
    [InlineData("li 3,x@x", "bad.s:1:8: expected @l, @h or @ha, found @x")]
    [InlineData(".bss; .byte 1", "bad.s:1:7: .byte: section .bss holds zeros only")]
    [InlineData(".bss; nop", "bad.s:1:7: section .bss holds zeros only")]
    [InlineData(".byte 1; nop", "bad.s:1:10: instruction at offset 0x1 of section .text, expected a multiple of 4")]
    [InlineData(".popsection", "bad.s:1:1: .popsection without .pushsection")]
    [InlineData(".org 8; .org 4", "bad.s:1:14: .org: 0x4 lies before the current offset 0x8 of section .text")]
    [InlineData("rlwinm 3,4,0,0xf0f", "bad.s:1:1: rlwinm: operand mask is 0xf0f, expected one run of ones")]
    [InlineData("extlwi 3,4,0,5", "bad.s:1:1: rlwinm: operand ME is -1, expected 0 to 31")]
    [InlineData("fxvmatachm 5,1,2,gt", "bad.s:1:12: fxvmatachm: operand VRT is 5, expected 0 to 0")]
    [InlineData(") 3", "bad.s:1:1: expected a label, an instruction or a directive, found )")]
    public void OneError(string source, string message) => Assert.Equal(message, Assert.Throws<AssemblyException>(() => Assembler.Assemble(source, "bad.s")).Message);

    [Fact]
    public void SeveralErrorsAreAllReportedInOrder()
    {
        const string Source = "nop\n\taddq 1\n\tli 3,x\nx: .long 0x123456789\nx: lwz 3,4\n\tli 4,y\n\t.odd\n";
        var exception = Assert.Throws<AssemblyException>(() => Assembler.Assemble([new SourceText("one.s", Source), new SourceText("two.s", "\tbad\n")]));
        Assert.Equal(
            [
                "one.s:2:2: unknown instruction 'addq'",
                "one.s:4:10: .long: value is 4886718345, expected -2147483648 to 4294967295",
                "one.s:5:1: symbol 'x' is already defined at one.s:4:1",
                "one.s:5:10: lwz: expected D(RA), such as 8(r1)",
                "one.s:6:7: undefined symbol 'y'",
                "one.s:7:2: unknown directive '.odd'",
                "two.s:1:2: unknown instruction 'bad'",
            ],
            exception.Errors.Select(error => error.ToString()));
    }

    [Fact]
    public void MutatedSourcesNeitherCrashNorHang()
    {
        var count = Environment.GetEnvironmentVariable("ONCHIPLEARN_FULL") == "1" ? 100_000 : 5_000;
        const string Good = """
            # a loop over weights
                    .equ Count, 16
                    .data
            weights: .short 1,2,-3,'x',Count*2
                    .align 2
            text:   .asciz "a\tb\x41"
                    .text
                    .globl _start
            _start: lis r3,weights@ha
                    lwz 4,weights@l(r3)
            1:      cmpwi cr1,4,Count-1
                    beq+ cr1,2f
                    fxvaddhm v1,v2,v3,gt
                    bdnz 1b
            2:      rlwinm. 3,4,(5+3),0xff00 ; wait
                    .size _start,.-_start
            """;
        const string Alphabet = "\n \t#;,:()+-*/<>@\"'\\%.=&|~!0123456789abcdefrvx_lishw[]{}?\u00e9\0";
        var random = new Random(6);
        var (assembled, refused) = (0, 0);
        for (var i = 0; i < count; i++)
        {
            var text = new System.Text.StringBuilder(Good);
            for (var n = random.Next(1, 5); n > 0; n--)
            {
                var at = random.Next(text.Length);
                switch (random.Next(4))
                {
                    case 0:
                        text.Remove(at, Math.Min(random.Next(1, 12), text.Length - at));
                        break;
                    case 1:
                        text.Insert(at, Alphabet[random.Next(Alphabet.Length)]);
                        break;
                    case 2:
                        text.Insert(at, Good.AsSpan(random.Next(Good.Length - 20), 20));
                        break;
                    default:
                        text[at] = Alphabet[random.Next(Alphabet.Length)];
                        break;
                }
            }

            try
            {
                Assembler.Assemble(text.ToString());
                assembled++;
            }
            catch (AssemblyException exception)
            {
                Assert.NotEmpty(exception.Errors);
                refused++;
            }
        }

        Assert.True(assembled > count / 50 && refused > count / 50, $"{assembled} assembled, {refused} refused");
    }
}
