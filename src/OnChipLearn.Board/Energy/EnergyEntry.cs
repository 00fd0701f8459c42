using OnChipLearn.Board.Rails;

namespace OnChipLearn.Board.Energy;

/// <summary>A number of the energy table in SI units, and what it rests on.</summary>
/// <param name="Value">J per event, W, or a share of 1.</param>
/// <param name="Sigma">Standard uncertainty, same unit; entries are taken as independent.</param>
/// <param name="Source">Where it comes from.</param>
/// <param name="Evidence">What kind of source that is.</param>
/// <param name="Rail">The rail that pays for an event.</param>
public sealed record EnergyEntry(double Value, double Sigma, string Source, Evidence Evidence, Rail Rail);
