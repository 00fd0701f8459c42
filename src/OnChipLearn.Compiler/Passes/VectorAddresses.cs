using OnChipLearn.Compiler.Ir;

namespace OnChipLearn.Compiler.Passes;

/// <summary>
/// Vector loads and stores have no displacement, but add two registers: a distance becomes a constant of its own, which a loop makes once.
/// </summary>
internal static class VectorAddresses
{
    public static void Run(Function function)
    {
        foreach (var access in function.Values.Where(value => value.Operation is Operation.Load or Operation.Store && value.Width == Width.Vector && value.Immediate != 0).ToArray())
        {
            var address = access.Operands[0];
            var block = access.Block!;
            var at = block.Values.IndexOf(access);
            if (address.Operation == Operation.Address)
            {
                var moved = address.Clone();
                moved.Immediate += access.Immediate;
                block.Insert(at, moved);
                access.Operands[0] = moved;
            }
            else
            {
                var distance = new Value(Operation.Constant, IrType.Word) { Immediate = access.Immediate, Position = access.Position };
                var sum = new Value(Operation.Add, IrType.Word, address, distance) { Position = access.Position };
                block.Insert(at, distance);
                block.Insert(at + 1, sum);
                access.Operands[0] = sum;
            }

            access.Immediate = 0;
        }
    }
}
