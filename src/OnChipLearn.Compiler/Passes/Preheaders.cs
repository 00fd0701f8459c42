using OnChipLearn.Compiler.Ir;

namespace OnChipLearn.Compiler.Passes;

/// <summary>Blocks in front of loops.</summary>
internal static class Preheaders
{
    /// <summary>The block that leads to the loop and nowhere else; made where there is none.</summary>
    public static Block Ensure(Function function, Loop loop)
    {
        if (loop.Preheader is { } existing)
        {
            return existing;
        }

        var header = loop.Header;
        var outside = header.Predecessors.Where(block => !loop.Blocks.Contains(block)).ToArray();
        var preheader = function.NewBlock();
        foreach (var phi in header.Phis.ToArray())
        {
            var incoming = outside.Select(block => phi.Operands[header.Predecessors.IndexOf(block)]).ToArray();
            Value merged;
            if (incoming.Distinct().Count() == 1)
            {
                merged = incoming[0];
            }
            else
            {
                merged = new Value(Operation.Phi, phi.Type, incoming) { Position = phi.Position };
                preheader.Append(merged);
            }

            phi.Operands.Add(merged);
        }

        header.Predecessors.Add(preheader);
        preheader.Successors.Add(header);
        foreach (var block in outside)
        {
            var index = header.Predecessors.IndexOf(block);
            header.Predecessors.RemoveAt(index);
            foreach (var phi in header.Phis)
            {
                phi.Operands.RemoveAt(index);
            }

            block.Successors[block.Successors.IndexOf(header)] = preheader;
            preheader.Predecessors.Add(block);
        }

        preheader.Append(new Value(Operation.Jump, IrType.None) { Position = header.Values[0].Position });
        return preheader;
    }

    /// <summary>Puts a block on an edge.</summary>
    public static Block Split(Function function, Block from, Block to)
    {
        var middle = function.NewBlock();
        from.Successors[from.Successors.IndexOf(to)] = middle;
        to.Predecessors[to.Predecessors.IndexOf(from)] = middle;
        middle.Predecessors.Add(from);
        middle.Successors.Add(to);
        middle.Append(new Value(Operation.Jump, IrType.None) { Position = from.Terminator.Position });
        return middle;
    }
}
