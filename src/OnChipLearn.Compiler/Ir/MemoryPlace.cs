namespace OnChipLearn.Compiler.Ir;

/// <summary>Where a load or store goes: bytes at a constant distance from a root, which is a datum or a value that both accesses know.</summary>
/// <param name="Root">Symbol, or the value that the constants were added to.</param>
/// <param name="Offset">Distance in bytes.</param>
/// <param name="Bytes">Size of the access.</param>
internal sealed record MemoryPlace(object Root, int Offset, int Bytes)
{
    /// <summary>The place of a load or store.</summary>
    public static MemoryPlace Of(Value access)
    {
        var (root, offset) = (access.Operands[0], access.Immediate);
        while (root.Operation == Operation.Add && root.Operands[1].Operation == Operation.Constant)
        {
            offset += root.Operands[1].Immediate;
            root = root.Operands[0];
        }

        return root.Operation == Operation.Address ? new MemoryPlace(root.Symbol!, offset + root.Immediate, access.Width.Bytes()) : new MemoryPlace(root, offset, access.Width.Bytes());
    }

    /// <summary>True when the two cannot share a byte.</summary>
    public bool IsApartFrom(MemoryPlace other) => Equals(Root, other.Root) && (Offset + Bytes <= other.Offset || other.Offset + other.Bytes <= Offset);
}
