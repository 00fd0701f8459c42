using OnChipLearn.Board.Energy;
using OnChipLearn.Experiments.Energy;
using PpuSim.Isa;
using PpuSim.Machine;
using PpuSim.Timing;

namespace OnChipLearn.Experiments.Tests;

/// <summary>Instructions become counters: every row has a class, and the counts of a real core add up to its cycles.</summary>
public sealed class PpuActivityTests
{
    [Theory]
    [InlineData(Op.Addi, Activity.ScalarArithmetic, 0, 0)]
    [InlineData(Op.Mfspr, Activity.ScalarSystem, 0, 0)]
    [InlineData(Op.Bc, Activity.ScalarBranch, 0, 0)]
    [InlineData(Op.Lwz, Activity.ScalarMemory, 0, 0)]
    [InlineData(Op.Mullw, Activity.ScalarMultiply, 0, 0)]
    [InlineData(Op.Divw, Activity.ScalarDivide, 0, 0)]
    [InlineData(Op.Fxvmahm, Activity.VectorMultiplyHalfwords, 2, 1)]
    [InlineData(Op.Fxvmabfs, Activity.VectorMultiplyBytes, 2, 1)]
    [InlineData(Op.Fxvmultacbm, Activity.VectorMultiplyBytes, 2, 0)]
    [InlineData(Op.Fxvaddhfs, Activity.VectorAddHalfwords, 2, 1)]
    [InlineData(Op.Fxvaddactacb, Activity.VectorAddBytes, 1, 0)]
    [InlineData(Op.Fxvmtachf, Activity.VectorPermute, 1, 0)]
    [InlineData(Op.Fxvshh, Activity.VectorAddHalfwords, 1, 1)]
    [InlineData(Op.Fxvcmpb, Activity.VectorAddBytes, 1, 0)]
    [InlineData(Op.Fxvsel, Activity.VectorPermute, 2, 1)]
    [InlineData(Op.Fxvsplath, Activity.VectorPermute, 0, 1)]
    [InlineData(Op.Fxvlax, Activity.VectorMemory, 0, 1)]
    [InlineData(Op.Fxvstax, Activity.VectorMemory, 1, 0)]
    [InlineData(Op.Fxvinx, Activity.VectorInputOutput, 0, 1)]
    [InlineData(Op.Fxvoutx, Activity.VectorInputOutput, 1, 0)]
    public void InstructionsHaveTheirClassAndRegisters(Op op, Activity activity, int reads, int writes) =>
        Assert.Equal(new InstructionActivity(activity, reads, writes), InstructionActivity.Of(op));

    [Fact]
    public void EveryVectorInstructionOfTheTableHasAVectorClass() =>
        Assert.All(InstructionTable.Rows.Where(row => row.IsVector), row => Assert.StartsWith("Vector", InstructionActivity.Of(row.Op).Class.ToString()));

    [Fact]
    public void CountsOfACoreAddUpToItsCycles()
    {
        var counter = new PpuActivityCounter();
        var core = new PpuCore<PpuActivityProbe>(
            new CoreParameters(), new ScalarState(), new VectorState(), new Sram(), new CorePorts(new Nowhere(), new Nowhere()), new PpuActivityProbe(counter));
        uint[] program =
        [
            Immediate(Op.Addi, 3, 0, 0x200),
            Word(Op.Fxvsplath, 1, 3, 0),
            Word(Op.Fxvaddhfs, 2, 1, 1),
            Word(Op.Fxvstax, 2, 0, 3),
            Word(Op.Fxvlax, 4, 0, 3),
            Word(Op.Sync, 0, 0, 0),
            Immediate(Op.Lwz, 5, 3, 0),
            Immediate(Op.Stw, 5, 3, 4),
            Word(Op.Mullw, 6, 5, 5),
            Word(Op.Wait, 0, 0, 0),
        ];
        for (var i = 0; i < program.Length; i++)
        {
            core.WriteSram((uint)i * 4, program[i]);
        }

        core.RunUntil(2000);
        Assert.True(core.IsAsleep);

        var counts = counter.Read(core);
        var instructions = 0L;
        for (var activity = Activity.ScalarArithmetic; activity <= Activity.VectorInputOutput; activity++)
        {
            instructions += counts[activity];
        }

        Assert.Equal(core.Instructions, instructions);
        Assert.Equal(core.Cycle - core.Issues - core.Stalls[(int)StallCause.Nop], counts[Activity.PpuStallCycles] + counts[Activity.PpuIdleCycles]);
        Assert.True(counts[Activity.PpuIdleCycles] > 1500);
        const int WordsPerVector = 32;
        Assert.Equal(program.Length + WordsPerVector + 1, counts[Activity.SramWordReads]);
        Assert.Equal(WordsPerVector + 1, counts[Activity.SramWordWrites]);
        Assert.Equal((3L, 3L), (counts[Activity.VectorRegisterReads], counts[Activity.VectorRegisterWrites]));
    }

    private static uint Word(Op op, uint first, uint second, uint third) =>
        InstructionTable.Row(op).Match | (first << 21) | (second << 16) | (third << 11);

    private static uint Immediate(Op op, uint first, uint second, ushort value) =>
        InstructionTable.Row(op).Match | (first << 21) | (second << 16) | value;

    /// <summary>No bus, no vector port: the program uses neither.</summary>
    private sealed class Nowhere : IDataPort, IVectorPort
    {
        public int AcceptDelay(uint address, bool write, long cycle) => 0;

        public uint Read(uint address, long cycle, out int latency)
        {
            latency = 1;
            return 0;
        }

        public int Write(uint address, uint value, int byteEnables, long cycle) => 1;

        public int Read(uint address, Span<byte> bytes, long cycle) => 1;

        public int Write(uint address, ReadOnlySpan<byte> bytes, ReadOnlySpan<byte> enables, long cycle) => 1;
    }
}
