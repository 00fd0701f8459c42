using PpuSim.Isa.Operands;

namespace PpuSim.Isa.Mnemonics;

/// <summary><c>mfctr</c>, <c>mtsrr0</c> and the like: the special purpose register in the mnemonic.</summary>
internal static class SpecialRegisterSpellings
{
    public static IEnumerable<Spelling> All()
    {
        foreach (var (name, number) in SpecialRegisterNames.WithMnemonic)
        {
            // Reading the time base by name means SPR 268 and 269 in GNU as, which this core lacks: only the write has a name.
            if (number is not (Spr.Tbl or Spr.Tbu))
            {
                yield return Of("mf" + name, Op.Mfspr, number, "RT");
            }

            yield return Of("mt" + name, Op.Mtspr, number, "RS");
        }
    }

    private static Spelling Of(string mnemonic, Op op, int number, string operands)
    {
        var row = InstructionTable.Row(op);
        return new Spelling(mnemonic, op, row.Match | OperandCatalog.Find("SPR", row.Form).Insert(number), OperandList.Parse(operands, row.Form), true);
    }
}
