namespace PpuSim.Isa.Operands;

/// <summary>Names of the special purpose registers (ppu-reference section 1.3).</summary>
public static class SpecialRegisterNames
{
    /// <summary>Registers that GNU as knows a mnemonic for, such as <c>mfctr</c>.</summary>
    internal static readonly (string Name, int Number)[] WithMnemonic =
    [
        ("xer", Spr.Xer), ("lr", Spr.Lr), ("ctr", Spr.Ctr), ("dec", Spr.Dec), ("srr0", Spr.Srr0), ("srr1", Spr.Srr1), ("decar", Spr.Decar),
        ("csrr0", Spr.Csrr0), ("csrr1", Spr.Csrr1), ("dear", Spr.Dear), ("esr", Spr.Esr), ("tbl", Spr.Tbl), ("tbu", Spr.Tbu),
        ("tsr", Spr.Tsr), ("tcr", Spr.Tcr), ("mcsrr0", Spr.Mcsrr0), ("mcsrr1", Spr.Mcsrr1),
    ];

    private static readonly (string Name, int Number)[] All =
        [.. WithMnemonic, ("gin", Spr.Gin), ("gout", Spr.Gout), ("goe", Spr.Goe), ("iccr", Spr.Iccr)];

    /// <summary>Number of a register, or null for an unknown name; case does not matter.</summary>
    public static int? Find(string name)
    {
        foreach (var (known, number) in All)
        {
            if (known.Equals(name, StringComparison.OrdinalIgnoreCase))
            {
                return number;
            }
        }

        return null;
    }
}
