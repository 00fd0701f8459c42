namespace PpuSim.Machine;

/// <summary>Bits of XER; all others read 0.</summary>
public static class XerBits
{
    public const uint So = 0x8000_0000;
    public const uint Ov = 0x4000_0000;
    public const uint Ca = 0x2000_0000;
    public const uint Writable = So | Ov | Ca;
}

/// <summary>Bits of one condition register field, most significant first.</summary>
public static class CrBits
{
    public const uint Lt = 8;
    public const uint Gt = 4;
    public const uint Eq = 2;
    public const uint So = 1;
}

/// <summary>Bits of MSR (ppu-reference section 1.4).</summary>
public static class MsrBits
{
    public const uint Ce = 0x0002_0000;
    public const uint Ee = 0x0000_8000;
    public const uint Me = 0x0000_1000;
    public const uint De = 0x0000_0200;
    public const uint Writable = 0x0002_9230;

    /// <summary>What interrupt entry keeps.</summary>
    public const uint KeptOnInterrupt = Ce | Me | De;
}

/// <summary>Bits of ESR: storage mask, and what hardware writes on a trap.</summary>
public static class EsrBits
{
    public const uint Writable = 0x0f8f_07e2;
    public const uint Ptr = 0x0200_0000;
}

/// <summary>Bits of the timer control and status registers (ppu-reference section 1.6).</summary>
public static class TimerBits
{
    public const uint TcrDie = 0x0400_0000;
    public const uint TcrFie = 0x0080_0000;
    public const uint TcrAre = 0x0040_0000;
    public const int TcrFpShift = 24;
    public const uint TsrDis = 0x0800_0000;
    public const uint TsrFis = 0x0400_0000;
}
