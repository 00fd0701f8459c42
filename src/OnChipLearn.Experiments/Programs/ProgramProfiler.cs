using PpuSim.Image;
using PpuSim.Profiling;
using PpuSim.Profiling.Recording;

namespace OnChipLearn.Experiments.Programs;

/// <summary>Runs a program as <see cref="ProgramRunner"/> does and tells where its cycles went.</summary>
public static class ProgramProfiler
{
    /// <exception cref="ImageException">The image does not fit into the memories.</exception>
    public static ProgramProfile Run(ProgramImage image, ProgramRunOptions options)
    {
        var recorder = new ProfileRecorder(new FunctionMap(image));
        var result = ProgramRunner.Run(image, options, new ProfileProbe(recorder));
        recorder.Finish(result.Cycles);
        return new ProgramProfile(result, ProfileBuilder.Build(recorder, image));
    }
}

/// <summary>A run and its profile: cycles, issues, instructions and stalls of both are the same.</summary>
/// <param name="Run">What the program did.</param>
/// <param name="Profile">Where its cycles went.</param>
public sealed record ProgramProfile(ProgramRunResult Run, Profile Profile);
