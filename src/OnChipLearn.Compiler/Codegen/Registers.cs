namespace OnChipLearn.Compiler.Codegen;

/// <summary>Kinds of registers that the allocator hands out.</summary>
internal enum RegisterClass : byte
{
    General,
    Vector,
    Condition,
}

/// <summary>Register numbers: physical ones of all classes, then virtual ones.</summary>
internal static class Registers
{
    public const int None = -1;
    public const int Vector0 = 32;
    public const int Condition0 = 64;

    /// <summary>First virtual register.</summary>
    public const int FirstVirtual = 72;

    /// <summary>First register of arguments and results; further ones follow.</summary>
    public const int FirstArgument = 3;

    public const int FirstVectorArgument = Vector0 + 1;

    /// <summary>Field of the condition register that comparisons with a result in a general register go through.</summary>
    public const int ComparisonField = Condition0 + 7;

    /// <summary>Field that the record forms (andi.) write.</summary>
    public const int RecordField = Condition0;

    /// <summary>
    /// r0 reads as zero in address operands and is not interlocked as the source of a splat; r1 is left to debuggers, which expect a stack pointer there.
    /// </summary>
    public static readonly int[] General = [3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 2, .. Enumerable.Range(13, 19)];

    public static readonly int[] Vector = [.. Enumerable.Range(Vector0, 32)];

    public static readonly int[] Condition = [64, 65, 70, 69, 68, 67, 66, 71];

    public static bool IsVirtual(int register) => register >= FirstVirtual;

    public static IReadOnlyList<int> Allocatable(RegisterClass registerClass) => registerClass switch
    {
        RegisterClass.General => General,
        RegisterClass.Vector => Vector,
        _ => Condition,
    };

    public static RegisterClass PhysicalClass(int register) =>
        register < Vector0 ? RegisterClass.General : register < Condition0 ? RegisterClass.Vector : RegisterClass.Condition;

    public static string Name(int register) => register switch
    {
        < 0 => "-",
        < Vector0 => $"r{register}",
        < Condition0 => $"v{register - Vector0}",
        < FirstVirtual => $"cr{register - Condition0}",
        _ => $"%{register}",
    };
}
