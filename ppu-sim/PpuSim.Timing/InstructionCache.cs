namespace PpuSim.Timing;

/// <summary>Tags of the direct-mapped instruction cache; contents are read through.</summary>
internal sealed class InstructionCache
{
    private readonly InstructionCacheParameters _parameters;
    private readonly uint[] _tags;

    public InstructionCache(InstructionCacheParameters parameters)
    {
        _parameters = parameters;
        _tags = new uint[parameters.Lines];
        Reset();
    }

    public void Reset() => Array.Fill(_tags, uint.MaxValue);

    /// <summary>Cycles that the fetch of a word address is delayed: 0 for a hit; a miss loads the line.</summary>
    public int Fetch(uint wordAddress)
    {
        var line = wordAddress / (uint)_parameters.WordsPerLine;
        ref var tag = ref _tags[line % (uint)_parameters.Lines];
        if (tag == line)
        {
            return 0;
        }

        tag = line;
        return _parameters.MissCycles;
    }
}
