namespace OnChipLearn.Firmware.Rules;

/// <summary>What a rule says about the bottom processor's program; <see cref="OutputSchedule{TProgram}"/> says when. Static members alone: no object exists.</summary>
public interface IOutputProgram
{
    /// <summary>Once after the start: initial weights, latency of the link.</summary>
    static abstract void Begin(uint[] configuration);

    /// <summary>Reads the next trial and tells the top processor.</summary>
    static abstract void Read(bool training);

    /// <summary>Adds the gradient of the trial that was read.</summary>
    static abstract void Learn();

    /// <summary>Updates the weights from the gradients of a batch, and the synapses.</summary>
    static abstract void Update();

    /// <summary>Learning rates of the next epoch.</summary>
    static abstract void LowerRates(uint[] configuration);
}
