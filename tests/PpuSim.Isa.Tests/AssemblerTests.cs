using PpuSim.Isa.Assembly;

namespace PpuSim.Isa.Tests;

/// <summary>Directives, expressions, labels and mnemonic aliases.</summary>
public sealed class AssemblerTests
{
    [Theory]
    [InlineData(".byte 1,-1,'a',0x10,017,0b101", "01ff61100f05")]
    [InlineData(".short 0x1234,-2; .long 0x12345678,-1", "1234fffe12345678ffffffff")]
    [InlineData(".word 1; .2byte 2; .4byte 3; .int 4", "000100020000000300000004")]
    [InlineData(".ascii \"a\\n\\x41\\101\\\"\",\"b\"", "610a41412262")]
    [InlineData(".asciz \"ab\"\n.string \"c\"", "61620063 00")]
    [InlineData(".byte 1; .balign 4; .byte 2", "0100000002")]
    [InlineData(".data; .byte 1; .align 2; .byte 2", "0100000002")]
    [InlineData(".data; .byte 1; .p2align 2,0xee; .byte 2", "01eeeeee02")]
    [InlineData("nop; .align 3; nop", "600000006000000060000000")]
    [InlineData(".byte 1; .space 3,9; .skip 2; .zero 1", "01090909000000")]
    [InlineData(".org 4; .byte 7", "0000000007")]
    [InlineData(".equ n,3; .set m,n*2+1; .byte n,m; k = 9; .byte k", "030709")]
    [InlineData(".byte end-start; start: .byte 1,2,3; end:", "03010203")]
    [InlineData("x = end - start; start: .byte x; .byte 0; end:", "0200")]
    [InlineData(".set a,1; .byte a; .set a,2; .byte a", "0102")]
    [InlineData(".byte 1+2*3, (1+2)*3, 7/2, 7%4, 1<<3, 0xff>>4, ~0&15, 6|1, 5^1, -3+5, 2==2, 1<2, !0", "07090303080f0f070402ffff01")]
    [InlineData(".byte 1|2+4", "07")]
    [InlineData(".long .,.", "0000000000000004")]
    [InlineData("nop; .long .", "6000000000000004")]
    public void Data(string source, string expected) => Assert.Equal(expected.Replace(" ", string.Empty, StringComparison.Ordinal), Hex(source));

    [Theory]
    [InlineData("1: b 1b; b 1f; 1: b 1b", "48000000 48000004 48000000")]
    [InlineData("1: nop; 1: b 1b; b 1f; nop; 1:", "60000000 48000000 48000008 60000000")]
    [InlineData("bl f; f: blr", "48000005 4e800020")]
    [InlineData("b .+8; b .-4", "48000008 4bfffffc")]
    [InlineData("lis 3,v@ha; addi r3,r3,v@l; lwz %r4,v+4@l(%r3); ori 3,3,v@l; lis 3,v@h; .equ v,0x12348000", "3c601235 38638000 80838004 60638000 3c601234")]
    [InlineData("li 3,-1; li r3,0x7fff; lis 3,0xffff; li 3,'A'", "3860ffff 38607fff 3c60ffff 38600041")]
    [InlineData("lwz 3,(1); lwz 3,0(sp); lwz 3,4+4(1); lwz 3,(4+4)(1)", "80610000 80610000 80610008 80610008")]
    [InlineData("rlwinm 3,4,0,0xff; rlwinm. 3,4,5,0xf000000f; rlwimi 3,4,8,0xff00", "5483063e 5483 2f07 5083442e")]
    [InlineData("extlwi 3,4,8,5; extrwi 3,4,8,5; inslwi 3,4,8,5; insrwi 3,4,8,5; clrlslwi 3,4,8,3; rotrwi 3,4,5; clrrwi 3,4,5", "5483280e 54836e3e 5083d958 50839958 54831978 5483d83e 54830034")]
    [InlineData("subi 3,4,5; subis 3,4,1; subic 3,4,5; subic. 3,4,5; sub 3,4,5; subc. 3,4,5; la 3,8(4)", "3864fffb 3c64ffff 3064fffb 3464fffb 7c652050 7c652011 38640008")]
    [InlineData("cmpwi 3,4; cmpwi cr7,3,4; cmpw 3,4; cmplwi 3,4; cmplw cr1,3,4; cmpi 1,0,3,4; cmpi 1,3,4", "2c030004 2f830004 7c032000 28030004 7c832040 2c830004 2c830004")]
    [InlineData("bt 6,.; bf 4*cr1+eq,.; bt eq,.; beq cr1,.; bne .; bge .; blt .; bgt .; ble .; bdz .; bdnz .", "41860000 40860000 41820000 41860000 40820000 40800000 41800000 41810000 40810000 42400000 42000000")]
    [InlineData("bne+ .; bne- .; bdnz+ .; bdnz- .; beqlr+; bnelr- cr1", "40e20000 40c20000 43200000 43000000 4de20020 4cc60020")]
    [InlineData("blr; blrl; bctr; bctrl; beqctr; bnectrl cr2; bdnzlr; beqla 8", "4e800020 4e800021 4e800420 4e800421 4d820420 4c8a0421 4e000020 4182000b")]
    [InlineData("mflr 3; mtctr 4; mfxer 5; mtspr srr0,3; mfspr 3,ctr; mtsrr1 3; mfspr 3,tbl; mttbl 3; mtspr 336,3", "7c6802a6 7c8903a6 7ca102a6 7c7a03a6 7c6902a6 7c7b03a6 7c7c42a6 7c7c43a6 7c7053a6")]
    [InlineData("twgei 3,4; trap; twi 31,3,4; tweq 3,4; twlnli 3,4", "0d830004 7fe00008 0fe30004 7c832008 0ca30004")]
    [InlineData("crset 3; crclr 5; crmove 6,7; crnot 8,9; crset 4*cr1+so; mtcr 3; mtcrf 0x12,4; mtcrf 0x10,4; mtocrf 0x10,4", "4c631a42 4ca52982 4cc73b82 4d094842 4ce73a42 7c6ff120 7c812120 7c910120 7c910120")]
    [InlineData("nop; xnop; mr 3,4; mr. 3,4; not 3,4; isync; eieio; sync; hwsync; wait; rfi", "60000000 68000000 7c832378 7c832379 7c8320f8 4c00012c 7c0006ac 7c0004ac 7c0004ac 7c00007c 4c000064")]
    [InlineData("fxvmtac 3; fxvaddactacbm 3; fxvaddtach 3,4,eq", "1003003c 100305b4 100326b3")]
    [InlineData("fxvaddhm v1,v2,3,lt; fxvaddhm 1,2,3,GT; fxvinx 1,0,r3,3; fxvshb 1,2,-16; fxvsplatb v1,r2", "10221f32 10221f31 10201bb3 102284f4 10220434")]
    [InlineData("fxvmatachm 1,2; fxvmatachm 1,2,lt; fxvmatachm 0,1,2; fxvmatachm 0,1,2,gt; fxvmatachm v1,v2,3; fxvmatachm 1,2,3; fxvmatachm 0,1,gt", "100110b0 100110b2 100110b0 100110b1 100110b3 100110b3 100008b1")]
    [InlineData("ADDI 3,R4,5", "38640005")]
    public void Instructions(string source, string expected) => Assert.Equal(expected.Replace(" ", string.Empty, StringComparison.Ordinal), Hex(source));

    [Fact]
    public void Comments()
    {
        var program = Assembler.Assemble("# one\nnop // two\n/* three\nthree */ nop # four ; nop\n\tnop /* five */ ; nop\n");
        Assert.Equal([1, 1, 1, 1], program.Lines.Select(line => (int)line.Length / 4));
        Assert.Equal([(2, 1), (4, 10), (5, 2), (5, 19)], program.Lines.Select(line => (line.Position.Line, line.Position.Column)));
    }

    [Fact]
    public void AmbiguousAccumulatorOperandsGiveAWarning()
    {
        var program = Assembler.Assemble("\tfxvmultachm 0,1,2\n", "old.s");
        Assert.Equal(
            "old.s:1:2: the first operand of fxvmultachm is read as a target register that the instruction does not have; write a condition as gt, lt or eq",
            Assert.Single(program.Warnings).ToString());
        Assert.Empty(Assembler.Assemble("fxvmultachm 1,2; fxvmultachm 0,1,gt; fxvmultachm 1,2,3; fxvmultachm 0,0,1,0").Warnings);
    }

    [Fact]
    public void SectionsAreJoinedAndPlacedCodeFirst()
    {
        var program = Assembler.Assemble(
            """
                    .data
            weights: .byte 1,2,3
                    .bss
                    .balign 128
            buffer: .space 128
                    .text
            _start: lis 3,weights@ha
                    lwz 4,weights@l(3)
                    lwz 5,buffer@l(0)
                    .section .rodata
            table:  .short table
                    .section .note.GNU-stack,"",@progbits
                    .long 0xdeadbeef
                    .text
                    nop
            """,
            "sections.s",
            new AssemblerOptions { CodeAddress = 0x100 });
        Assert.Equal(
            [".text 100 10 x-", ".rodata 110 2 --", ".data 112 3 -w", ".bss 180 80 -w"],
            program.Sections.Select(section => $"{section.Name} {section.Address:x} {section.Bytes.Length + section.ZeroLength:x} {(section.IsExecutable ? 'x' : '-')}{(section.IsWritable ? 'w' : '-')}"));
        Assert.Equal("3c60000080830112 80a00180 60000000".Replace(" ", string.Empty, StringComparison.Ordinal), Convert.ToHexStringLower(program.Sections[0].Bytes.Span));
        Assert.Equal("0110", Convert.ToHexStringLower(program.Sections[1].Bytes.Span));
        Assert.Equal(0x100u, program.Entry);
        var apart = Assembler.Assemble("nop; .data; x: .long x", "apart.s", new AssemblerOptions { DataAddress = 0x2000 });
        Assert.Equal([0u, 0x2000u], apart.Sections.Select(section => section.Address));
    }

    [Fact]
    public void SymbolsHaveKindsAndSizes()
    {
        var program = Assembler.Assemble(
            """
                    .globl main
                    .type step,@function
            main:   nop
            inner:  nop
            step:   nop
                    .size step,.-step
            .Lhidden: nop
                    .equ Rate,5
                    .equ Alias,step+4
                    .comm shared,16,8
                    .globl late
            late:   nop
            """);
        Assert.Equal(
            [
                "Alias c 0 Label local", "Rate 5 0 Label local constant", "inner 4 0 Label local", "late 10 4 Function global",
                "main 0 8 Function global", "shared 18 10 Object local", "step 8 4 Function local",
            ],
            program.Symbols.Select(symbol => $"{symbol.Name} {symbol.Value:x} {symbol.Size:x} {symbol.Kind} {(symbol.IsGlobal ? "global" : "local")}{(symbol.IsConstant ? " constant" : string.Empty)}").Order(StringComparer.Ordinal));
    }

    [Fact]
    public void SeveralFilesShareSymbolsButNotLocalLabels()
    {
        var program = Assembler.Assemble([new SourceText("a.s", "1: bl f; .data; .byte 9"), new SourceText("b.s", "f: blr; 1: b 1b")]);
        Assert.Equal("480000054e80002048000000", Convert.ToHexStringLower(program.Sections[0].Bytes.Span));
        Assert.Equal(["a.s", "b.s", "b.s"], program.Lines.Select(line => line.Position.File));
    }

    [Fact]
    public void SymbolsFromOutside()
    {
        var program = Assembler.Assemble("lis 1,top@ha; addi 1,1,top@l", "x.s", new AssemblerOptions { Symbols = new Dictionary<string, uint> { ["top"] = 0x3f00 } });
        Assert.Equal("3c20000038213f00", Convert.ToHexStringLower(program.Sections[0].Bytes.Span));
    }

    [Fact]
    public void DebugInformationOfCompilersIsDropped()
    {
        var program = Assembler.Assemble("\tnop\n\t.section .debug_info,\"\",@progbits\n.Linfo:\t.uleb128 5\n\t.long .LVU7\n\t.section .text\n\tblr\n");
        Assert.Equal("600000004e800020", Convert.ToHexStringLower(Assert.Single(program.Sections).Bytes.Span));
    }

    [Fact]
    public void CompilerLineDirectives()
    {
        var program = Assembler.Assemble("\t.file 1 \"rule.c\"\n\t.loc 1 42 7\n\tnop\n\t.loc 1 43 1\n\tnop\n");
        Assert.Equal([new SourcePosition("rule.c", 42, 7), new SourcePosition("rule.c", 43, 1)], program.Lines.Select(line => line.Position));
    }

    private static string Hex(string source) => string.Concat(Assembler.Assemble(source).Sections.Select(section => Convert.ToHexStringLower(section.Bytes.Span)));
}
