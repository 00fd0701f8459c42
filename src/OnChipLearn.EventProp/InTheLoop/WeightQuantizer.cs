namespace OnChipLearn.EventProp.InTheLoop;

/// <summary>
/// Between shadow weights (float, units of theta) and the chip's signed 6-bit weights. Each input occupies several rows; their sum carries
/// the weight, so the steps are those of one row but the range is that of all.
/// </summary>
/// <param name="Scale">Weight steps per theta.</param>
/// <param name="RowsPerInput">Rows that carry the same input.</param>
public sealed record WeightQuantizer(double Scale = WeightQuantizer.NominalScale, int RowsPerInput = 5)
{
    /// <summary>Weight steps per theta of the calibrated chip (jaxsnn's <c>weight_scale</c>).</summary>
    public const double NominalScale = 58;

    /// <summary>Largest magnitude of a 6-bit weight.</summary>
    public const int Largest = 63;

    /// <summary>Spreads one weight over rows [RowsPerInput]; returns what they amount to in units of theta.</summary>
    public double Spread(double weight, Span<sbyte> rows)
    {
        var total = Round(weight, RowsPerInput * Largest);
        var share = Math.DivRem(total, RowsPerInput, out var rest);
        for (var row = 0; row < RowsPerInput; row++)
        {
            rows[row] = (sbyte)(share + (row < Math.Abs(rest) ? Math.Sign(rest) : 0));
        }

        return total / Scale;
    }

    /// <summary>One weight in one row; <paramref name="effective"/> is what it amounts to in units of theta.</summary>
    public sbyte Single(double weight, out double effective)
    {
        var value = Round(weight, Largest);
        effective = value / Scale;
        return (sbyte)value;
    }

    private int Round(double weight, int limit)
    {
        EventPropInputException.RequireFinite("quantizer", "weight", weight);
        return (int)Math.Clamp(Math.Round(weight * Scale), -limit, limit);
    }
}
