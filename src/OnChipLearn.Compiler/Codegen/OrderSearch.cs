using PpuSim.Isa;

namespace OnChipLearn.Compiler.Codegen;

/// <summary>
/// Improves the order of instructions on the timing model itself: instructions move to other places that their dependences allow, results to other
/// registers, and what takes no longer is kept. Comes last, when the registers are fixed. Same program and options, same result.
/// </summary>
/// <param name="timing">The model.</param>
/// <param name="trials">Orders to try in a block within a loop.</param>
internal sealed class OrderSearch(BlockTiming timing, int trials)
{
    /// <summary>Blocks outside of loops get this part of the trials.</summary>
    private const int StraightShare = 4;

    /// <summary>Gives up when this part of the trials in a row brought nothing.</summary>
    private const int PatienceShare = 2;

    /// <summary>Every so many trials change a register instead of the order.</summary>
    private const int RenamingShare = 5;

    private const int MostMoves = 3;
    private const int NearbyPlaces = 6;
    private const int Seed = 1;

    public void Run(MachineFunction function)
    {
        var liveness = new Liveness(function);
        var conditions = new ConditionLiveness(function);
        foreach (var block in function.Blocks)
        {
            var (body, isLoop) = Body(block);
            if (body.Count > 2 && BlockTiming.CanRun(body) && body.Any(instruction => instruction.Row.Unit is not (Unit.FixedPoint or Unit.Branch)))
            {
                var rest = block.Instructions.Skip(body.Count).ToArray();
                var after = rest.Length > 0 ? LiveBefore(rest, liveness.LiveOut(block)) : liveness.LiveOut(block);
                var search = new BlockSearch(timing, function, body, after, conditions.IsLiveOut(block), isLoop);
                block.Instructions = [.. search.Run(block.Depth > 0 ? trials : trials / StraightShare), .. rest];
            }
        }
    }

    /// <summary>Cycles of a block as it stands, or null where it cannot run alone.</summary>
    public static long? Cycles(MachineBlock block, BlockTiming timing)
    {
        var (body, isLoop) = Body(block);
        return BlockTiming.CanRun(body) ? timing.Of(BlockTiming.Words(body), [.. Enumerable.Range(0, body.Count)], isLoop) : null;
    }

    // Everything up to the first branch; a condition that decides it takes part, so that it is ready in time.
    private static (List<MachineInstruction> Body, bool IsLoop) Body(MachineBlock block)
    {
        var count = block.Instructions.FindIndex(instruction => instruction.IsTerminator);
        count = count < 0 ? block.Instructions.Count : count;
        var terminators = block.Instructions.Skip(count).ToArray();
        var isConditional = terminators is [{ Op: Op.Bc, First: 12 or 4 }, ..];
        return (block.Instructions.GetRange(0, count + (isConditional ? 1 : 0)), terminators.Any(instruction => instruction.Target == block));
    }

    private static BitSet LiveBefore(MachineInstruction[] branches, BitSet live)
    {
        var reads = new List<int>();
        foreach (var branch in branches)
        {
            branch.CollectReads(reads);
        }

        reads.ForEach(live.Add);
        return live;
    }

    private sealed class BlockSearch(BlockTiming timing, MachineFunction function, List<MachineInstruction> code, BitSet liveOut, bool conditionIsLiveOut, bool isLoop)
    {
        private readonly Random random = new(Seed);
        private readonly double[] wishes = new double[code.Count];
        private readonly int[] candidate = new int[code.Count];
        private int[] order = [.. Enumerable.Range(0, code.Count)];
        private uint[] words = BlockTiming.Words(code);
        private BlockOrder legal = new(code, conditionIsLiveOut);
        private long cycles;

        public IEnumerable<MachineInstruction> Run(int trials)
        {
            if (timing.Of(words, order, isLoop) is not { } initial)
            {
                return code;
            }

            cycles = initial;
            var idle = 0;
            for (var trial = 0; trial < trials && idle < trials / PatienceShare; trial++)
            {
                var before = cycles;
                if (trial % RenamingShare == 0)
                {
                    TryRegister();
                }
                else
                {
                    TryOrder();
                }

                idle = cycles < before ? 0 : idle + 1;
            }

            return order.Select(index => code[index]);
        }

        private void TryOrder()
        {
            for (var place = 0; place < order.Length; place++)
            {
                wishes[order[place]] = place;
            }

            for (var moves = 1 + random.Next(MostMoves); moves > 0; moves--)
            {
                var place = random.Next(order.Length);
                var distance = random.Next(2) == 0 ? order.Length : NearbyPlaces;
                wishes[order[place]] = place + random.Next(-distance, distance + 1) + (random.Next(2) == 0 ? 0.5 : -0.5);
            }

            legal.Arrange(wishes, candidate);
            if (!candidate.AsSpan().SequenceEqual(order) && timing.Of(words, candidate, isLoop) is { } found && found <= cycles)
            {
                cycles = found;
                candidate.CopyTo(order, 0);
            }
        }

        private void TryRegister()
        {
            // Which registers are free depends on the order, so the present one becomes that of the code.
            code = [.. order.Select(index => code[index])];
            order = [.. Enumerable.Range(0, code.Count)];
            var renaming = new RegisterRenaming(code, liveOut, Choices);
            if (renaming.Try(random))
            {
                words = BlockTiming.Words(code);
                if (timing.Of(words, order, isLoop) is { } found && found <= cycles)
                {
                    cycles = found;
                    function.Clobbers.Add(renaming.Renamed.To);
                }
                else
                {
                    renaming.Undo();
                }
            }

            words = BlockTiming.Words(code);
            legal = new BlockOrder(code, conditionIsLiveOut);
        }

        // Callers keep nothing in registers that are changed anyway.
        private List<int> Choices(int register) => function.ClassOf(register) == RegisterClass.Condition
            ? []
            : [.. Registers.Allocatable(function.ClassOf(register)).Where(choice => function.IsEntry || function.Clobbers.Contains(choice))];
    }
}
