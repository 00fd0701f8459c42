using OnChipLearn.Compiler.Ir;

namespace OnChipLearn.Compiler.Frontend;

/// <summary>
/// Builds single assignment form while blocks are filled (Braun et al.: Simple and Efficient Construction of Static Single Assignment Form).
/// Trivial phis are left to the pass that removes them.
/// </summary>
internal sealed class SsaVariables(Func<Block, int, Value> initialValue, Func<int, IrType> typeOf)
{
    private readonly Dictionary<(Block Block, int Variable), Value> definitions = [];
    private readonly Dictionary<Block, List<(int Variable, Value Phi)>> incomplete = [];
    private readonly HashSet<Block> sealedBlocks = [];

    public void Write(Block block, int variable, Value value) => definitions[(block, variable)] = value;

    public Value Read(Block block, int variable)
    {
        if (definitions.TryGetValue((block, variable), out var known))
        {
            return known;
        }

        Value value;
        if (!sealedBlocks.Contains(block))
        {
            value = NewPhi(block, variable);
            if (!incomplete.TryGetValue(block, out var list))
            {
                incomplete[block] = list = [];
            }

            list.Add((variable, value));
        }
        else if (block.Predecessors.Count == 0)
        {
            value = initialValue(block, variable);
        }
        else if (block.Predecessors.Count == 1)
        {
            value = Read(block.Predecessors[0], variable);
        }
        else
        {
            value = NewPhi(block, variable);
            Write(block, variable, value);
            FillPhi(block, variable, value);
        }

        Write(block, variable, value);
        return value;
    }

    /// <summary>All predecessors of the block are known and filled.</summary>
    public void Seal(Block block)
    {
        if (!sealedBlocks.Add(block) || !incomplete.Remove(block, out var list))
        {
            return;
        }

        foreach (var (variable, phi) in list)
        {
            FillPhi(block, variable, phi);
        }
    }

    public bool IsSealed(Block block) => sealedBlocks.Contains(block);

    private Value NewPhi(Block block, int variable)
    {
        var phi = new Value(Operation.Phi, typeOf(variable));
        block.Insert(0, phi);
        return phi;
    }

    private void FillPhi(Block block, int variable, Value phi)
    {
        foreach (var predecessor in block.Predecessors)
        {
            phi.Operands.Add(Read(predecessor, variable));
        }
    }
}
