namespace PpuSim.Isa.Tests;

/// <summary>Words from operands: every row and back, and the messages for operands that do not fit.</summary>
public sealed class EncoderTests
{
    [Fact]
    public void EveryRowRoundTripsWithRandomOperands()
    {
        var random = new Random(3);
        foreach (var row in InstructionTable.Rows)
        {
            var operands = Encoder.Operands(row.Op);
            for (var i = 0; i < 100; i++)
            {
                var values = operands.Select(operand => random.Next(operand.Minimum / operand.Step, operand.Maximum / operand.Step + 1) * operand.Step).ToArray();
                var word = Encoder.Encode(row.Op, values);
                Assert.Equal(row, InstructionTable.Find(word));
                Assert.Equal(word, Encoder.EncodeFields(row.Op, Suffixes.None, operands.Select((operand, at) => (operand.Name, values[at])).Reverse().ToArray()));
                for (var at = 0; at < values.Length; at++)
                {
                    Assert.True(operands[at].TryExtract(word, out var value));
                    Assert.Equal(values[at], value);
                }
            }
        }
    }

    [Fact]
    public void WordsOfTheReference()
    {
        // Examples of ppu-reference section 3.2 and 1.7.
        Assert.Equal(0x102007B0u, Encoder.Encode(Op.Fxvlax, 1, 0, 0));
        Assert.Equal(0x10011030u, Encoder.Encode(Op.Fxvmahm, 0, 1, 2));
        Assert.Equal(0x10011031u, Encoder.Encode(Op.Fxvmahm, 0, 1, 2, 1));
        Assert.Equal(0x10020D30u, Encoder.Encode(Op.Fxvsubhm, 0, 2, 1));
        Assert.Equal(0x100017F0u, Encoder.Encode(Op.Fxvstax, 0, 0, 2));
        Assert.Equal(0x7C00007Cu, Encoder.Encode(Op.Wait));
        Assert.Equal(0x80610008u, Encoder.Encode(Op.Lwz, 3, 8, 1));
        Assert.Equal(0x7C642E15u, Encoder.Encode(Op.Add, Suffixes.Overflow | Suffixes.Record, [3, 4, 5]));
        Assert.Equal(0x4BFFFFFDu, Encoder.Encode(Op.B, Suffixes.Link, [-4]));
    }

    [Fact]
    public void UnusableOperands()
    {
        Assert.Equal("addi: operand SI is 40000, expected -32768 to 32767", Message(() => Encoder.Encode(Op.Addi, 3, 0, 40000)));
        Assert.Equal("add: operand RB is 32, expected 0 to 31", Message(() => Encoder.Encode(Op.Add, 3, 4, 32)));
        Assert.Equal("bc: operand near is 6, expected a multiple of 4", Message(() => Encoder.Encode(Op.Bc, 20, 0, 6)));
        Assert.Equal("add: 2 operands, expected 3 (RT,RA,RB)", Message(() => Encoder.Encode(Op.Add, 3, 4)));
        Assert.Equal("fxvsel: 5 operands, expected 3 to 4 (VRT,VRA,VRB[,COND])", Message(() => Encoder.Encode(Op.Fxvsel, 1, 2, 3, 0, 0)));
        Assert.Equal("lwz: no operand RB, expected one of RT,D(RA|0)", Message(() => Encoder.EncodeFields(Op.Lwz, Suffixes.None, ("RB", 3))));
        Assert.Equal("mulhw: suffixes Overflow do not exist for this instruction", Message(() => Encoder.Encode(Op.Mulhw, Suffixes.Overflow, [1, 2, 3])));
        Assert.Equal("Undefined: no such instruction", Message(() => Encoder.Encode(Op.Undefined)));
    }

    private static string Message(Action action) => Assert.Throws<EncodingException>(action).Message;
}
