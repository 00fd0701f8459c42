using System.Runtime.CompilerServices;

namespace PpuSim.Translation;

/// <summary>How often the code of a region has gone through each of its paths, since somebody last added up.</summary>
internal sealed class PathCounts(IReadOnlyList<PassedTrace> paths) : IDerivedState
{
    private readonly PassedTrace[] _paths = [.. paths];
    private readonly long[] _counts = GC.AllocateArray<long>(Math.Max(1, paths.Count), pinned: true);

    /// <summary>Counts in the order of the paths.</summary>
    public unsafe nint Pointer => (nint)Unsafe.AsPointer(ref _counts[0]);

    /// <summary>Gives the traces their passes.</summary>
    public void Collect()
    {
        for (var path = 0; path < _paths.Length; path++)
        {
            if (_counts[path] == 0)
            {
                continue;
            }

            for (var passed = _paths[path]; passed is not null; passed = passed.Before)
            {
                passed.Trace.Passes += _counts[path];
            }

            _counts[path] = 0;
        }
    }
}
