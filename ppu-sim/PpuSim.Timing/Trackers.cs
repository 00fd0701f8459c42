namespace PpuSim.Timing;

/// <summary>
/// The short result shift registers of CTR, LR, MSR, special registers and branches (RTL result_shiftreg.sv, four stages each), packed one nibble
/// per tracker: bit k of a nibble says that stage k is occupied, stage 0 writes in this cycle.
/// </summary>
internal static class Trackers
{
    public const int Ctr = 0;
    public const int Lr = 4;
    public const int Msr = 8;
    public const int Spr = 12;
    public const int Branch = 16;

    /// <summary>Keeps nibbles apart when all are shifted down by one stage.</summary>
    public const uint ShiftMask = 0x0007_7777;

    /// <summary>Stages 1..3: a value under way that a reader has to wait for.</summary>
    public const uint UnderWay = 0xe;

    /// <summary>Stages 2..3: what a writer with a latency of one cycle would overtake or meet.</summary>
    public const uint BehindWriter = 0xc;

    /// <summary>Stage in which a result with a latency of one cycle enters.</summary>
    public const uint Entry = 0x2;
}
