using OnChipLearn.Compiler.Ir;

namespace OnChipLearn.Compiler.Passes;

/// <summary>What an operation does besides computing its result.</summary>
internal static class Effects
{
    /// <summary>Must stay even if nobody uses the result.</summary>
    public static bool MustStay(Value value) => value.IsTerminator || value.Operation switch
    {
        Operation.Store or Operation.Call or Operation.TrapIf or Operation.Synchronize or Operation.Wait or Operation.SetCounter => true,
        Operation.Load => value.IsVolatile,
        Operation.Vector => value.Type == IrType.None || VectorOperands.IsPort(value.Row!),
        _ => false,
    };

    /// <summary>Gives the same result wherever its operands are available: may be moved, merged and repeated.</summary>
    public static bool IsPure(Value value) => value.Operation switch
    {
        Operation.Constant or Operation.Address or Operation.Add or Operation.Subtract or Operation.Multiply or Operation.MultiplyHighSigned
            or Operation.MultiplyHighUnsigned or Operation.And or Operation.Or or Operation.Xor or Operation.ShiftLeft or Operation.ShiftRightLogical
            or Operation.ShiftRightArithmetic or Operation.RotateLeft or Operation.SignExtendByte or Operation.SignExtendHalfword
            or Operation.CountLeadingZeros or Operation.Compare or Operation.DivideSigned or Operation.DivideUnsigned => true,
        Operation.Vector => value.Type == IrType.Vector && VectorOperands.IsPure(value),
        _ => false,
    };
}
