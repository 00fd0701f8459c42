namespace PpuSim.Isa.Operands;

/// <summary>What an operand names, which decides how it is written.</summary>
public enum OperandKind : byte
{
    /// <summary>A plain number.</summary>
    Number,

    /// <summary>General purpose register: <c>r5</c> or <c>5</c>.</summary>
    Register,

    /// <summary>General purpose register, where number 0 stands for the constant 0.</summary>
    RegisterOrZero,

    /// <summary>Vector register: <c>v5</c> or <c>5</c>.</summary>
    VectorRegister,

    /// <summary>Condition register field: <c>cr1</c> or <c>1</c>.</summary>
    ConditionField,

    /// <summary>Condition register bit: <c>4*cr1+eq</c> or <c>6</c>.</summary>
    ConditionBit,

    /// <summary>Vector condition: <c>gt</c>, <c>lt</c>, <c>eq</c> or 0 to 3.</summary>
    VectorCondition,

    /// <summary>Special purpose register: <c>srr0</c> or <c>26</c>.</summary>
    SpecialRegister,

    /// <summary>Branch target. Its value in the word is the distance in bytes from the branch, or the address for absolute branches.</summary>
    Target,
}
