namespace PpuSim.Translation;

/// <summary>
/// Where the code of a region is left: before an action of a trace; behind a question that was answered, with the answer; or, without a trace, at a state.
/// </summary>
internal readonly record struct RegionExit(Trace? Trace, int Action, PipelineState State, bool IsAnswered = false);
