namespace PpuSim.Isa.Operands;

/// <summary>Reads operand lists in the notation of <see cref="InstructionRow.Operands"/>, such as <c>RT,D(RA|0)</c> or <c>VRT,VRA,VRB[,COND]</c>.</summary>
internal static class OperandList
{
    public static Operand[] Parse(string list, Form form)
    {
        var operands = new List<Operand>();
        foreach (var part in list.Replace("[,", ",[", StringComparison.Ordinal).Split(',', StringSplitOptions.RemoveEmptyEntries))
        {
            var optional = part.StartsWith('[');
            var names = part.Trim('[', ']').TrimEnd(')').Split('(');
            operands.Add(OperandCatalog.Find(names[0], form).With(optional));
            if (names.Length > 1)
            {
                operands.Add(OperandCatalog.Find(names[1], form).With(inParentheses: true));
            }
        }

        return [.. operands];
    }
}
