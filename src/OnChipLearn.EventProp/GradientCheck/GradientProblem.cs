using OnChipLearn.EventProp.Forward;
using OnChipLearn.EventProp.Losses;
using OnChipLearn.EventProp.Networks;

namespace OnChipLearn.EventProp.GradientCheck;

/// <summary>A network, its input, and a loss: something whose gradient can be checked.</summary>
/// <param name="Description">What kind of network and loss, for reports.</param>
/// <param name="Network">The network; weights and delays are varied and restored.</param>
/// <param name="Inputs">Input spikes in order of time.</param>
/// <param name="Horizon">End of the run.</param>
/// <param name="Loss">The loss.</param>
/// <param name="Label">Its label.</param>
public sealed record GradientProblem(string Description, Network Network, Spike[] Inputs, double Horizon, ILoss Loss, int Label);
