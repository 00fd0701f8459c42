namespace PpuSim.Timing.Tests;

/// <summary>Pieces of assembler text.</summary>
internal static class Source
{
    public const string Wait = ".long 0x7c00007c\n";

    private static readonly string[] VectorNames =
        ["machineCheck", "critical", "dataStorage", "instructionStorage", "external", "alignment", "program", "systemCall", "doorbell", "criticalDoorbell", "interval", "decrementer"];

    /// <summary>Loads a 32-bit constant.</summary>
    public static string Load(int register, uint value) => $"lis {register},{(short)(value >> 16)}\nori {register},{register},{value & 0xffff}\n";

    /// <summary>Writes a constant to a special register; changes r30.</summary>
    public static string SetSpr(int number, uint value) => Load(30, value) + $"mtspr {number},30\n";

    /// <summary>Writes a constant to MSR; changes r30.</summary>
    public static string SetMsr(uint value) => Load(30, value) + "mtmsr 30\n";

    /// <summary>
    /// A whole program: the vector table (reset, then twelve vectors, one branch each), the body, and handlers. Vectors without a handler save their number
    /// in r29 and sleep with interrupts off.
    /// </summary>
    /// <param name="body">What reset branches to.</param>
    /// <param name="handlers">Vector name (external, alignment, program, doorbell, interval, decrementer ...) and handler.</param>
    public static string Program(string body, params (string Vector, string Handler)[] handlers)
    {
        var table = "b start\n" + string.Concat(VectorNames.Select(name => $"b {name}\n"));
        var rest = VectorNames.Select((name, k) =>
            $"{name}:\n" + (handlers.Any(handler => handler.Vector == name) ? handlers.Single(handler => handler.Vector == name).Handler : $"li 29,{4 * k + 4}\nb stop\n"));
        return $"{table}start:\n{body}\nstop:\n{Wait}b stop\n" + string.Join('\n', rest);
    }
}
