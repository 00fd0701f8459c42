namespace PpuSim.Translation;

/// <summary>When a region is compiled to machine code. It changes no result: until then its traces are replayed.</summary>
public enum RegionCompilation
{
    /// <summary>At once, on the thread of the simulation: what is compiled code and what is replay depends on the program alone.</summary>
    AtOnce,

    /// <summary>On another thread, one region of all cores at a time.</summary>
    Beside,
}

/// <summary>Makes machine code beside the simulation: one region at a time, on a thread of the pool that is free again when nothing is to be done.</summary>
internal static class RegionThread
{
    private static readonly TaskFactory<CompiledRegion> OneAtATime = new(new ConcurrentExclusiveSchedulerPair().ExclusiveScheduler);

    public static Task<CompiledRegion> Run(Func<CompiledRegion> compile) => OneAtATime.StartNew(compile);
}
