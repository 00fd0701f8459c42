using System.Numerics;

namespace PpuSim.Isa.Assembly;

/// <summary>Directives that move to the next aligned address or to a given one.</summary>
internal static class AlignmentDirectives
{
    private const int LargestPower = 16;

    public static void Register(Dictionary<string, Directive> directives)
    {
        // For PowerPC ELF, .align counts in powers of two.
        directives.Add(".align", (pass, statement) => Align(pass, statement, isPower: true));
        directives.Add(".p2align", (pass, statement) => Align(pass, statement, isPower: true));
        directives.Add(".balign", (pass, statement) => Align(pass, statement, isPower: false));
        directives.Add(".org", Origin);
    }

    /// <summary>Appends bytes up to a multiple of <paramref name="alignment"/>: nops in code, zeros elsewhere.</summary>
    public static void Align(AssemblyPass pass, uint alignment, byte? fill, SourcePosition position)
    {
        var section = pass.Section;
        section.Alignment = Math.Max(section.Alignment, alignment);
        var padding = (alignment - section.Offset % alignment) % alignment;
        if (fill is null && section.IsExecutable && !section.IsZero)
        {
            pass.Emit(padding % InstructionAssembler.Length, 0, position);
            for (padding -= padding % InstructionAssembler.Length; padding > 0; padding -= InstructionAssembler.Length)
            {
                pass.EmitWord(Encoding.Nop);
            }

            return;
        }

        pass.Emit(padding, fill ?? 0, position);
    }

    // .align alignment[,fill[,most]]
    private static void Align(AssemblyPass pass, Statement statement, bool isPower)
    {
        var name = statement.Name!.Value;
        var arguments = statement.SplitArguments();
        if (arguments.Count is < 1 or > 3)
        {
            throw new AssemblyFault(name.Position, $"{name.Text} has {arguments.Count} operands, expected alignment[,fill[,most]]");
        }

        var position = arguments[0].Current.Position;
        var number = pass.EvaluateNow(ExpressionParser.Parse(arguments[0]));
        if (isPower ? number is < 0 or > LargestPower : number is < 0 or > 1 << LargestPower || (number > 0 && !BitOperations.IsPow2(number)))
        {
            var expected = isPower ? $"0 to {LargestPower} (power of two)" : $"a power of two up to {1 << LargestPower}";
            throw new AssemblyFault(position, $"{name.Text}: alignment is {number}, expected {expected}");
        }

        var alignment = isPower ? 1u << (int)number : (uint)Math.Max(number, 1);
        var fill = arguments.Count > 1 && !arguments[1].AtEnd ? (byte?)pass.EvaluateNow(ExpressionParser.Parse(arguments[1])) : null;
        var most = arguments.Count > 2 ? pass.EvaluateNow(ExpressionParser.Parse(arguments[2])) : long.MaxValue;
        if ((alignment - pass.Section.Offset % alignment) % alignment <= most)
        {
            Align(pass, alignment, fill, name.Position);
        }
    }

    // .org offset: the offset counts from the start of the section.
    private static void Origin(AssemblyPass pass, Statement statement)
    {
        var name = statement.Name!.Value;
        var tokens = new TokenReader(statement.Arguments, statement.End);
        var expression = ExpressionParser.Parse(tokens);
        tokens.RequireEnd();
        var target = pass.EvaluateNow(expression);
        if (target < pass.Section.Offset)
        {
            throw new AssemblyFault(expression.Position, $".org: 0x{target:x} lies before the current offset 0x{pass.Section.Offset:x} of section {pass.Section.Name}");
        }

        pass.Emit(target - pass.Section.Offset, 0, name.Position);
    }
}
