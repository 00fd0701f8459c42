namespace PpuSim.Isa;

/// <summary>Numbers of the special purpose registers (ppu-reference section 1.3).</summary>
public static class Spr
{
    public const int Xer = 1;
    public const int Lr = 8;
    public const int Ctr = 9;
    public const int Dec = 22;
    public const int Srr0 = 26;
    public const int Srr1 = 27;
    public const int Decar = 54;
    public const int Csrr0 = 58;
    public const int Csrr1 = 59;
    public const int Dear = 61;
    public const int Esr = 62;
    public const int Gin = 65;
    public const int Gout = 66;
    public const int Goe = 67;
    public const int Iccr = 68;
    public const int Tbl = 284;
    public const int Tbu = 285;
    public const int Tsr = 336;
    public const int Tcr = 340;
    public const int Mcsrr0 = 570;
    public const int Mcsrr1 = 571;
}
