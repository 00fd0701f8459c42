using PpuSim.AddressMap;
using PpuSim.Machine;

namespace PpuSim.Profiling.Recording;

/// <summary>
/// Counters (<see cref="CounterLayout"/>) and last seen word of every instruction address. SRAM addresses are indexed directly; others get a place when they are
/// seen first, which is the only time that memory is allocated.
/// </summary>
internal sealed class AddressCounters
{
    private const int SramWords = MemoryMap.SramBytes / sizeof(uint);

    private readonly Dictionary<uint, int> _placeOf = [];
    private readonly List<uint> _outside = [];
    private long[] _counters = new long[SramWords * CounterLayout.Length];
    private uint[] _words = new uint[SramWords];

    /// <summary>Addresses that were counted, in ascending order.</summary>
    public IEnumerable<uint> Addresses =>
        Enumerable.Range(0, SramWords).Select(word => (uint)word * sizeof(uint)).Concat(_outside.Order()).Where(address => IsCounted(Of(address)));

    /// <summary>The counters of an instruction.</summary>
    public Span<long> Of(uint address)
    {
        // First the place: finding it may replace the arrays.
        var place = PlaceOf(address);
        return _counters.AsSpan(place * CounterLayout.Length, CounterLayout.Length);
    }

    /// <summary>The instruction word that was last executed at an address; 0 if none was.</summary>
    public ref uint Word(uint address)
    {
        var place = PlaceOf(address);
        return ref _words[place];
    }

    private static bool IsCounted(ReadOnlySpan<long> counters) => counters.ContainsAnyExcept(0);

    private int PlaceOf(uint address)
    {
        if (MemoryMap.IsSram(address))
        {
            return (int)(address / sizeof(uint));
        }

        if (!_placeOf.TryGetValue(address, out var place))
        {
            place = SramWords + _outside.Count;
            _outside.Add(address);
            _placeOf.Add(address, place);
            if (place == _words.Length)
            {
                Array.Resize(ref _words, 2 * _words.Length);
                Array.Resize(ref _counters, 2 * _counters.Length);
            }
        }

        return place;
    }
}
