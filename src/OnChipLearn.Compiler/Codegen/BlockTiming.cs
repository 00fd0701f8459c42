using OnChipLearn.Compiler.Ir;
using PpuSim.Isa;
using PpuSim.Machine;
using PpuSim.Timing;

namespace OnChipLearn.Compiler.Codegen;

/// <summary>
/// Cycles of one block on the timing model itself: the block's instructions run alone on a core whose registers and memories hold zeroes, loops for a few
/// rounds. Only for blocks with physical registers.
/// </summary>
/// <remarks>
/// Addresses that come from elsewhere are zero here, so everything with an unknown address takes the time of SRAM or of a synapse row. Calls take no time.
/// Branches out of the block wait for their condition and are not taken.
/// </remarks>
internal sealed class BlockTiming : IInstructionMemory
{
    /// <summary>Rounds of a loop: the first ones fill the pipelines, the branch back is mispredicted twice.</summary>
    private const int Rounds = 5;

    private const int WordBytes = 4;

    // r1 belongs to debuggers, so no block reads it.
    private const int CounterRegister = 1;
    private const int CounterNumber = 9;

    // Room for the slowest access of every instruction.
    private const long CyclesPerInstruction = 500;
    private readonly PpuCore<NoProbe> core;
    private readonly List<uint> program = [];

    /// <param name="preset">The core and what surrounds it.</param>
    public BlockTiming(CorePreset preset)
    {
        var parameters = preset.Core with { SeparateInstructionMemory = true, InstructionCache = null };
        var ports = new StandalonePorts(preset.Ports);
        core = new PpuCore<NoProbe>(parameters, new ScalarState(), new VectorState(), new Sram(), new CorePorts(ports, ports, this));
    }

    /// <summary>True when the block can run alone: it does not put the core to sleep.</summary>
    public static bool CanRun(IEnumerable<MachineInstruction> code) => !code.Any(instruction => instruction.Op == Op.Wait);

    /// <summary>Words of the instructions as they run here, in their order; <see cref="Of"/> takes them in any legal order.</summary>
    public static uint[] Words(IEnumerable<MachineInstruction> code) => [.. code.Select(Word)];

    /// <summary>Cycles from reset until everything is done, or null where zeroes in all registers lead the block astray (an access that is not aligned).</summary>
    /// <param name="words">The block's words.</param>
    /// <param name="order">Which word comes first, second and so on.</param>
    /// <param name="isLoop">Repeats the block.</param>
    public long? Of(ReadOnlySpan<uint> words, ReadOnlySpan<int> order, bool isLoop)
    {
        program.Clear();
        program.Add(Word(new MachineInstruction(Op.Addi) { First = CounterRegister, Immediate = Rounds }));
        program.Add(Word(new MachineInstruction(Op.Mtspr) { First = CounterRegister, Immediate = CounterNumber }));
        var start = new MachineBlock(0) { Address = program.Count * WordBytes };
        foreach (var index in order)
        {
            program.Add(words[index]);
        }

        if (isLoop)
        {
            program.Add(InstructionEncoding.Encode(new MachineInstruction(Op.Bc) { First = DecrementAndBranch, Target = start }, program.Count * WordBytes, 0));
        }

        var end = program.Count;
        program.Add(Word(new MachineInstruction(Op.Wait)));
        core.State.Gpr.AsSpan().Clear();
        core.Sram.Bytes.Clear();
        core.Reset();
        var limit = CyclesPerInstruction * (isLoop ? Rounds : 1) * program.Count;
        return core.RunUntilSleep(limit) && core.Pc / WordBytes >= end ? core.Cycle : null;
    }

    uint IInstructionMemory.Fetch(uint address) => address / WordBytes < program.Count ? program[(int)(address / WordBytes)] : Encoding.Nop;

    private const int DecrementAndBranch = 16;

    private static uint Word(MachineInstruction instruction) => instruction switch
    {
        { Op: Op.Bc, First: not DecrementAndBranch } => Encode(new MachineInstruction(Op.Mcrf) { First = instruction.Second, Second = instruction.Second }),
        { Op: Op.B or Op.Bc or Op.Bclr } => Encoding.Nop,
        _ => Encode(instruction),
    };

    // Data has no address yet; it counts as lying at 0.
    private static uint Encode(MachineInstruction instruction) => instruction switch
    {
        { Op: Op.Mcrf } => instruction.Row.Match | (uint)(instruction.First - Registers.Condition0) << 23 | (uint)(instruction.Second - Registers.Condition0) << 18,
        { Symbol: not null } => InstructionEncoding.Encode(instruction, 0, 0) & 0xffff0000 | (ushort)instruction.Immediate,
        _ => InstructionEncoding.Encode(instruction, 0, 0),
    };
}
