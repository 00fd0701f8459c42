using OnChipLearn.Compiler.Ir;

namespace OnChipLearn.Compiler.Passes;

/// <summary>Which memory operations may touch the same bytes.</summary>
internal static class MemoryDependence
{
    /// <summary>The datum that an address certainly points into (indices are checked, so an address stays inside of its datum), or null.</summary>
    public static object? Datum(Value address) => address.Operation switch
    {
        Operation.Address => address.Symbol,
        Operation.Slot => address,
        Operation.Add => Datum(address.Operands[1]) ?? Datum(address.Operands[0]),
        _ => null,
    };

    /// <summary>Two loads or stores that may overlap.</summary>
    public static bool MayOverlap(Value a, Value b)
    {
        var (x, y) = (Datum(a.Operands[0]), Datum(b.Operands[0]));
        if (x is not null && y is not null && x != y)
        {
            return false;
        }

        return !MemoryPlace.Of(a).IsApartFrom(MemoryPlace.Of(b));
    }

    /// <summary>Anything may have happened to memory behind it.</summary>
    public static bool IsBarrier(Value value) => value.Operation is Operation.Call or Operation.Synchronize or Operation.Wait
        || (value.Operation == Operation.Vector && VectorOperands.IsPort(value.Row!))
        || (value.Operation is Operation.Load or Operation.Store && value.IsVolatile);
}
