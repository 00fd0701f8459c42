using System.Runtime.InteropServices;
using OnChipLearn.EventProp.Forward;

namespace OnChipLearn.EventProp.InTheLoop;

/// <summary>Spikes that an emulator recorded, in any order. Reused from sample to sample.</summary>
public sealed class SpikeRecording
{
    private readonly List<Spike> _spikes = [];

    /// <summary>The spikes.</summary>
    public ReadOnlySpan<Spike> Spikes => CollectionsMarshal.AsSpan(_spikes);

    /// <summary>Forgets all spikes.</summary>
    public void Clear() => _spikes.Clear();

    /// <summary>Adds one.</summary>
    public void Add(int channel, double time) => _spikes.Add(new Spike(channel, time));

    /// <summary>Brings the spikes into order of time, then channel.</summary>
    public void SortByTime() => CollectionsMarshal.AsSpan(_spikes).Sort(static (a, b) => a.Time != b.Time ? a.Time.CompareTo(b.Time) : a.Channel.CompareTo(b.Channel));

    /// <summary>
    /// First spike time of each channel in <paramref name="times"/> [channels]; positive infinity for silence. Times below 0 (an offset of
    /// the recorder) become 0.
    /// </summary>
    public void FirstTimes(Span<double> times)
    {
        times.Fill(double.PositiveInfinity);
        foreach (var (channel, time) in Spikes)
        {
            if ((uint)channel >= (uint)times.Length)
            {
                throw new EventPropInputException("recording", "channel", channel, $"0 to {times.Length - 1}");
            }

            if (!double.IsFinite(time))
            {
                throw new EventPropInputException($"recording, channel {channel}", "time", time, "a finite time");
            }

            times[channel] = Math.Min(times[channel], Math.Max(0, time));
        }
    }
}
