namespace OnChipLearn.Analog.Synapses;

/// <summary>Configuration of one synapse driver (reference section 4.7, driver SRAM words 0 to 2; only what the model uses).</summary>
public readonly record struct DriverSettings
{
    /// <summary>Mode of row 2d.</summary>
    public RowMode BottomRow { get; init; }

    /// <summary>Mode of row 2d+1.</summary>
    public RowMode TopRow { get; init; }

    /// <summary>Row-select bits that must equal the driver's position; 0 accepts every row select.</summary>
    public byte RowSelectMask { get; init; }

    /// <summary>Whether the driver listens to its bus and passes the address on.</summary>
    public bool Receives { get; init; }

    /// <summary>Pulse length carries the activation: address bit 5 selects the label class, the low five bits the amplitude.</summary>
    public bool Hagen { get; init; }

    /// <summary>Short-term plasticity of this driver.</summary>
    public ShortTermPlasticity Plasticity { get; init; }
}
