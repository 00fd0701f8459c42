using System.CommandLine.Parsing;
using System.Globalization;

namespace OnChipLearn.Cli.Commands.Ppu;

/// <summary>Addresses on the command line: decimal, or hexadecimal with 0x.</summary>
internal static class NumberOption
{
    /// <summary>Parser for an option with one 32-bit number.</summary>
    public static uint Parse(ArgumentResult result)
    {
        var text = result.Tokens[0].Value;
        if (TryParse(text, out var value))
        {
            return value;
        }

        result.AddError($"'{text}' is not a number: expected a 32-bit number, decimal or hexadecimal with 0x");
        return 0;
    }

    public static bool TryParse(string text, out uint value) => text.StartsWith("0x", StringComparison.OrdinalIgnoreCase)
        ? uint.TryParse(text.AsSpan(2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out value)
        : uint.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out value);
}
