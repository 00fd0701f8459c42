namespace OnChipLearn.EventProp;

/// <summary>Bad input to the theory: names where it was found, the field, the value and what was expected.</summary>
public sealed class EventPropInputException(string where, string field, object? value, string expected)
    : Exception(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{where}: {field} is {value ?? "missing"}, expected {expected}"))
{
    /// <summary>Throws unless <paramref name="value"/> is finite.</summary>
    public static void RequireFinite(string where, string field, double value)
    {
        if (!double.IsFinite(value))
        {
            throw new EventPropInputException(where, field, value, "a finite number");
        }
    }

    /// <summary>Throws unless <paramref name="value"/> is finite and above zero.</summary>
    public static void RequirePositive(string where, string field, double value)
    {
        if (!(double.IsFinite(value) && value > 0))
        {
            throw new EventPropInputException(where, field, value, "a finite number above 0");
        }
    }
}
