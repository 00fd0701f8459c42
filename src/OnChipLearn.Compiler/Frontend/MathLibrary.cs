namespace OnChipLearn.Compiler.Frontend;

/// <summary>Members of System.Math and BitOperations that static constructors may use.</summary>
internal static class MathLibrary
{
    /// <summary>The result, or null where the member is not known.</summary>
    public static object? Call(ExternalMethod method, object?[] arguments) => arguments switch
    {
        [double x] => Real(method.Name, x),
        [double x, double y] => Real(method.Name, x, y),
        [double x, int digits] when method.Name == "Round" => Math.Round(x, digits),
        [double x, int mode] when method.Name == "Round" => Math.Round(x, (MidpointRounding)mode),
        [int x] => Integer(method.Name, x),
        [int x, int y] => method.Signature.ReturnType.Kind == CliKind.UInt32 ? Unsigned(method.Name, (uint)x, (uint)y) : Integer(method.Name, x, y),
        [int x, int low, int high] when method.Name == "Clamp" => Math.Clamp(x, low, high),
        [double x, double low, double high] when method.Name == "Clamp" => Math.Clamp(x, low, high),
        _ => null,
    };

    private static object? Real(string name, double x) => name switch
    {
        "Exp" => Math.Exp(x),
        "Log" => Math.Log(x),
        "Log2" => Math.Log2(x),
        "Log10" => Math.Log10(x),
        "Sqrt" => Math.Sqrt(x),
        "Sin" => Math.Sin(x),
        "Cos" => Math.Cos(x),
        "Tan" => Math.Tan(x),
        "Tanh" => Math.Tanh(x),
        "Atan" => Math.Atan(x),
        "Abs" => Math.Abs(x),
        "Floor" => Math.Floor(x),
        "Ceiling" => Math.Ceiling(x),
        "Round" => Math.Round(x),
        "Truncate" => Math.Truncate(x),
        _ => null,
    };

    private static object? Real(string name, double x, double y) => name switch
    {
        "Pow" => Math.Pow(x, y),
        "Min" => Math.Min(x, y),
        "Max" => Math.Max(x, y),
        "Atan2" => Math.Atan2(x, y),
        "Log" => Math.Log(x, y),
        _ => null,
    };

    private static object? Integer(string name, int x) => name switch
    {
        "Abs" => Math.Abs(x),
        "Sign" => Math.Sign(x),
        "LeadingZeroCount" => System.Numerics.BitOperations.LeadingZeroCount((uint)x),
        "TrailingZeroCount" => System.Numerics.BitOperations.TrailingZeroCount(x),
        "PopCount" => System.Numerics.BitOperations.PopCount((uint)x),
        _ => null,
    };

    private static object? Integer(string name, int x, int y) => name switch
    {
        "Min" => Math.Min(x, y),
        "Max" => Math.Max(x, y),
        "RotateLeft" => (int)System.Numerics.BitOperations.RotateLeft((uint)x, y),
        "RotateRight" => (int)System.Numerics.BitOperations.RotateRight((uint)x, y),
        _ => null,
    };

    private static object? Unsigned(string name, uint x, uint y) => name switch
    {
        "Min" => (int)Math.Min(x, y),
        "Max" => (int)Math.Max(x, y),
        "RotateLeft" => (int)System.Numerics.BitOperations.RotateLeft(x, (int)y),
        "RotateRight" => (int)System.Numerics.BitOperations.RotateRight(x, (int)y),
        _ => null,
    };
}
