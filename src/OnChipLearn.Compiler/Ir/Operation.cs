namespace OnChipLearn.Compiler.Ir;

/// <summary>Operations of the intermediate representation; operands in brackets.</summary>
internal enum Operation : byte
{
    /// <summary>The word <see cref="Value.Immediate"/>.</summary>
    Constant,

    /// <summary>Address of <see cref="Value.Symbol"/> plus <see cref="Value.Immediate"/>.</summary>
    Address,

    /// <summary>Parameter number <see cref="Value.Immediate"/> of the function.</summary>
    Parameter,

    /// <summary>One operand per predecessor of the block, in their order.</summary>
    Phi,

    /// <summary>A value nobody may depend on (a local read before it is written cannot happen in verified IL).</summary>
    Undefined,

    Add,
    Subtract,
    Multiply,
    MultiplyHighSigned,
    MultiplyHighUnsigned,
    DivideSigned,
    DivideUnsigned,
    And,
    Or,
    Xor,

    /// <summary>Shifts take their count modulo 32, in C# as on the core.</summary>
    ShiftLeft,
    ShiftRightLogical,
    ShiftRightArithmetic,
    RotateLeft,
    SignExtendByte,
    SignExtendHalfword,
    CountLeadingZeros,

    /// <summary>1 when <see cref="Value.Predicate"/> holds of [a, b], else 0.</summary>
    Compare,

    /// <summary>[address]; <see cref="Value.Immediate"/> is added to the address.</summary>
    Load,

    /// <summary>[address, value]; <see cref="Value.Immediate"/> is added to the address.</summary>
    Store,

    /// <summary>Address of <see cref="Value.Immediate"/> bytes in the frame of the function.</summary>
    Slot,

    /// <summary>[arguments] to <see cref="Value.Callee"/>; results by <see cref="Result"/>.</summary>
    Call,

    /// <summary>Result number <see cref="Value.Immediate"/> of the [call].</summary>
    Result,

    /// <summary>Stops the program with a trap when <see cref="Value.Predicate"/> holds of [a, b].</summary>
    TrapIf,

    /// <summary>
    /// One vector instruction, <see cref="Value.Row"/>: [kept vector if the condition may leave elements alone] and the source operands in the
    /// order of the encoding; <see cref="Value.Immediate"/> is the condition, pack size or shift amount once it is known to be constant.
    /// </summary>
    Vector,

    /// <summary>Reads special purpose register <see cref="Value.Immediate"/>.</summary>
    ReadSpecial,
    Synchronize,
    Wait,

    // Terminators.
    Jump,

    /// <summary>To the first successor when <see cref="Value.Predicate"/> holds of [a, b], else to the second.</summary>
    Branch,

    /// <summary>To the first successor when the counter, decremented, is not zero, else to the second.</summary>
    CountedBranch,

    /// <summary>[results].</summary>
    Return,

    /// <summary>Never gets here.</summary>
    Unreachable,

    /// <summary>Sets the counter of <see cref="CountedBranch"/> to [n], at least 1.</summary>
    SetCounter,
}
