namespace OnChipLearn.Experiments.Budget;

/// <summary>One thing that a network needs and the chip or the firmware has so much of.</summary>
/// <param name="Resource">What.</param>
/// <param name="Needed">How much of it the network needs.</param>
/// <param name="Available">How much there is.</param>
/// <param name="Exact">True if the firmware is built for exactly the available number.</param>
public sealed record ResourceLimit(string Resource, int Needed, int Available, bool Exact = false)
{
    /// <summary>Whether it is enough.</summary>
    public bool Holds => Exact ? Needed == Available : Needed <= Available;
}
