namespace OnChipLearn.Chip.Configuration;

/// <summary>How a processor gets to see spike times. None of them exists on the silicon as published.</summary>
public enum SpikePath
{
    /// <summary>The FPGA writes time-stamped records into memory that the processor can load (gateware change only).</summary>
    FpgaDram,

    /// <summary>A FIFO on the Omnibus beside each processor, one record per read (a change of the chip).</summary>
    EventFifo,
}

/// <summary>What happens to the analog state when a trial begins.</summary>
public enum TrialIsolation
{
    /// <summary>Nothing: what is left of the last trial stays.</summary>
    None,

    /// <summary>Membranes, currents, refractory times and drivers are at rest, as after a long pause. An assumption of the run.</summary>
    Rest,
}
