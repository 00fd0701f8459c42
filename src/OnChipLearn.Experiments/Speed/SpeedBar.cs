namespace OnChipLearn.Experiments.Speed;

/// <summary>What a line of the speed table has to reach.</summary>
/// <param name="Value">The bar in the unit of the line.</param>
/// <param name="IsLeast">True: the figure is to be at least this; false: at most.</param>
public sealed record SpeedBar(double Value, bool IsLeast)
{
    public static SpeedBar AtLeast(double value) => new(value, true);

    public static SpeedBar AtMost(double value) => new(value, false);

    /// <summary>Above 1: better than the bar by this factor.</summary>
    public double Ratio(double figure) => IsLeast ? figure / Value : Value / figure;

    public bool Holds(double figure) => IsLeast ? figure >= Value : figure <= Value;
}
