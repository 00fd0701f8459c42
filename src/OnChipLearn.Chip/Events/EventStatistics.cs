namespace OnChipLearn.Chip.Events;

/// <summary>
/// Where every event went, since the start of the chip. Invariants, held by a property test:
/// <c>In = Filtered + events with a copy</c>; <c>Copies = Routed + Dropped</c>; <c>Routed = ToDrivers + Refused + ToLink</c>;
/// <c>ToLink = LinkSent + UplinkDropped</c>.
/// </summary>
public sealed class EventStatistics
{
    /// <summary>Events that reached a crossbar input.</summary>
    public long In { get; internal set; }

    /// <summary>Events that no node let pass.</summary>
    public long Filtered { get; internal set; }

    /// <summary>Nodes passed, one copy each.</summary>
    public long Copies { get; internal set; }

    /// <summary>Copies that left an output.</summary>
    public long Routed { get; internal set; }

    /// <summary>Copies dropped because their output was overloaded.</summary>
    public long Dropped { get; internal set; }

    /// <summary>Copies that a PADI bus took.</summary>
    public long ToDrivers { get; internal set; }

    /// <summary>Copies that a PADI bus refused because it takes triggers instead.</summary>
    public long Refused { get; internal set; }

    /// <summary>Copies for the FPGA.</summary>
    public long ToLink { get; internal set; }

    /// <summary>Events sent to the FPGA.</summary>
    public long LinkSent { get; internal set; }

    /// <summary>Events for the FPGA dropped because the link was overloaded.</summary>
    public long UplinkDropped { get; internal set; }

    /// <summary>Events of the player dropped because the link was overloaded; these never reached the crossbar.</summary>
    public long DownlinkDropped { get; internal set; }

    /// <summary>Events of the player that crossed the link to the chip.</summary>
    public long LinkReceived { get; internal set; }

    /// <summary>Events triggered through the PADI registers.</summary>
    public long Triggered { get; internal set; }

    /// <summary>Triggers refused because the bus takes crossbar events.</summary>
    public long TriggersRefused { get; internal set; }
}
