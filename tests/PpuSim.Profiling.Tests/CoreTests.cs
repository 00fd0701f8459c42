using System.Buffers.Binary;
using PpuSim.Image;
using PpuSim.Isa;
using PpuSim.Machine;
using PpuSim.Profiling.Recording;
using PpuSim.Timing;

namespace PpuSim.Profiling.Tests;

/// <summary>A profile of a real core: its totals are those of the core.</summary>
public sealed class CoreTests
{
    private const uint Start = 0x40;
    private const uint Handler = 0x80;
    private const uint Work = 0xc0;
    private const int Dec = 22;
    private const int Tsr = 336;
    private const int Tcr = 340;

    private static readonly (uint Address, uint[] Words)[] Code =
    [
        (0x00, [RecordedRun.Branch(0, Start, link: false)]),
        (0x30, [RecordedRun.Branch(0x30, Handler, link: false)]),
        (Start,
        [
            Immediate(Op.Addi, 3, 0, 10),
            RecordedRun.Branch(Start + 4, Work, link: true),
            RecordedRun.Nop,
            Immediate(Op.Addi, 4, 0, 0x7fff),
            Word(Op.Fxvsplath, 1, 4, 0),
            Word(Op.Fxvaddhfs, 2, 1, 1),
            Word(Op.Sync, 0, 0, 0),
            Immediate(Op.Addi, 5, 0, 500),
            WriteSpr(Dec, 5),
            Immediate(Op.Addis, 6, 0, 0x0400),
            WriteSpr(Tcr, 6),
            Immediate(Op.Ori, 0, 7, 0x8000),
            Word(Op.Mtmsr, 7, 0, 0),
            Word(Op.Wait, 0, 0, 0),
        ]),
        (Handler,
        [
            Immediate(Op.Addis, 8, 0, 0x0800),
            WriteSpr(Tsr, 8),
            Immediate(Op.Addi, 9, 0, 0),
            WriteSpr(Tcr, 9),
            Word(Op.Wait, 0, 0, 0),
        ]),
        (Work,
        [
            Word(Op.Mullw, 10, 3, 3),
            Word(Op.Divw, 11, 10, 3),
            Immediate(Op.Addi, 12, 11, 1),
            RecordedRun.Blr,
        ]),
    ];

    [Fact]
    public void TotalsAreThoseOfTheCore()
    {
        var symbols = new SymbolTable(new[] { ("start", Start), ("handler", Handler), ("work", Work), ("vectors", 0u) }
            .Select(s => new Symbol(s.Item1, s.Item2, 0, SymbolKind.Function, true)));
        var image = new ProgramImage("core", Code.Select((part, k) => new Segment("code" + k, part.Address, Bytes(part.Words), 0, SegmentAccess.Execute)), symbols, LineTable.Empty, 0);
        var recorder = new ProfileRecorder(new FunctionMap(image));
        var core = new PpuCore<ProfileProbe>(
            new CoreParameters(), new ScalarState(), new VectorState(), new Sram(), new CorePorts(new Nowhere(), new Nowhere()), new ProfileProbe(recorder));
        image.CopyTo(core.Sram.Bytes);

        core.RunUntil(5000);
        Assert.True(core.IsAsleep);

        recorder.Finish(core.Cycle);
        var profile = ProfileBuilder.Build(recorder, image);
        ProfileTests.MustAddUp(profile);
        Assert.Equal(core.Cycle, profile.Total.Cycles);
        Assert.Equal(core.Issues, profile.Total.Issues);
        Assert.Equal(core.Instructions, profile.Total.Executions);
        Assert.Equal(core.Stalls, profile.Total.Stalls);
        Assert.True(profile.Total.Stall(StallCause.Sleep) > 400);
        Assert.True(profile.Functions.Single(f => f.Name == "work").Counts.Stall(StallCause.Divider) > 20);
        Assert.Equal(64, profile.Opcodes.Single(o => o.Mnemonic == "fxvaddhfs").SaturatedElements);
        Assert.Equal(1, profile.Functions.Single(f => f.Name == "work").Calls);
        Assert.Equal(["start", "start;handler", "start;vectors", "start;work", "vectors"], profile.Paths.Select(p => string.Join(';', p.Functions)).Order());
    }

    private static uint Word(Op op, uint first, uint second, uint third) => InstructionTable.Row(op).Match | (first << 21) | (second << 16) | (third << 11);

    private static uint Immediate(Op op, uint first, uint second, uint value) => InstructionTable.Row(op).Match | (first << 21) | (second << 16) | value;

    private static uint WriteSpr(int number, uint source) => Word(Op.Mtspr, source, (uint)number & 31, (uint)number >> 5);

    private static byte[] Bytes(uint[] words)
    {
        var bytes = new byte[words.Length * sizeof(uint)];
        for (var k = 0; k < words.Length; k++)
        {
            BinaryPrimitives.WriteUInt32BigEndian(bytes.AsSpan(k * sizeof(uint)), words[k]);
        }

        return bytes;
    }
}
