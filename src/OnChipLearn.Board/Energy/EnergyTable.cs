using System.Collections.Immutable;
using System.Text;
using OnChipLearn.Board.Rails;

namespace OnChipLearn.Board.Energy;

/// <summary>
/// What things cost: standby power of the chip and how it spreads over the rails, and energy per counted event. The default table is a
/// resource of this assembly; a user's file replaces it as a whole.
/// </summary>
public sealed class EnergyTable
{
    private const string DefaultResource = "OnChipLearn.Board.Energy.default-energy-table.json";
    private static readonly Lazy<EnergyTable> Shipped = new(() => EnergyTableReader.Parse(DefaultText(), "default energy table"));
    private readonly ImmutableArray<EnergyEntry> _events;

    internal EnergyTable(string name, EnergyEntry standby, ImmutableArray<EnergyEntry> shares, ImmutableArray<EnergyEntry> events)
    {
        Name = name;
        Standby = standby;
        StandbyShares = shares;
        _events = events;
    }

    /// <summary>The table that ships with the project.</summary>
    public static EnergyTable Default => Shipped.Value;

    /// <summary>File name, for reports.</summary>
    public string Name { get; }

    /// <summary>Power of the chip at rest, all rails, W: clocks, bias currents, links, leakage.</summary>
    public EnergyEntry Standby { get; }

    /// <summary>Share of each rail in it, shape [6], sum 1.</summary>
    public ImmutableArray<EnergyEntry> StandbyShares { get; }

    /// <summary>Energy per event.</summary>
    public EnergyEntry this[Activity activity] => _events[(int)activity];

    /// <summary>The default table as JSON text, to start one's own from.</summary>
    public static string DefaultText()
    {
        using var stream = typeof(EnergyTable).Assembly.GetManifestResourceStream(DefaultResource)!;
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return reader.ReadToEnd();
    }

    /// <summary>Reads a table from a file.</summary>
    public static EnergyTable Load(string path) => EnergyTableReader.Parse(File.ReadAllText(path), path);

    /// <summary>Standby power of a rail, W.</summary>
    public double StandbyWatts(Rail rail) => Standby.Value * StandbyShares[(int)rail].Value;

    /// <summary>Its standard uncertainty, W: that of the total and that of the share.</summary>
    public double StandbyWattsSigma(Rail rail)
    {
        var share = StandbyShares[(int)rail];
        return double.Hypot(Standby.Sigma * share.Value, Standby.Value * share.Sigma);
    }
}
