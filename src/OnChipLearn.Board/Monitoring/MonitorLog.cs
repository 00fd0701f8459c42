using System.Globalization;
using OnChipLearn.Board.Rails;

namespace OnChipLearn.Board.Monitoring;

/// <summary>Readings as CSV: time in s, then volts, amperes and a clipped flag per rail, then the temperature.</summary>
public static class MonitorLog
{
    /// <summary>The first line.</summary>
    public static string Header() => string.Join(
        ',',
        RailSpecification.All.SelectMany(rail => new[] { rail.Name + "_volts", rail.Name + "_amperes", rail.Name + "_clipped" }).Prepend("seconds").Append("celsius"));

    /// <summary>One line, for readings at a time (ns).</summary>
    public static string Line(long nanoseconds, BoardReading reading) => string.Join(
        ',',
        reading.Rails
            .SelectMany(rail => new[] { Text(rail.Volts, "0.000"), Text(rail.Amperes, "0.000000"), rail.Clipped ? "1" : "0" })
            .Prepend(Text(nanoseconds * 1e-9, "0.000000000"))
            .Append(Text(reading.Celsius, "0.0000")));

    private static string Text(double value, string format) => value.ToString(format, CultureInfo.InvariantCulture);
}
