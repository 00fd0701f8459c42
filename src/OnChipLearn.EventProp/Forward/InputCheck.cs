namespace OnChipLearn.EventProp.Forward;

/// <summary>Refuses spike lists that no run can start from.</summary>
internal static class InputCheck
{
    public static void Inputs(ReadOnlySpan<Spike> spikes, int inputs, double horizon)
    {
        if (!(horizon > 0))
        {
            throw new EventPropInputException("run", "horizon", horizon, "a time above 0");
        }

        Ordered("input spikes", spikes, inputs);
    }

    /// <summary>Times finite, at least 0 and in order; channels in range.</summary>
    public static void Ordered(string where, ReadOnlySpan<Spike> spikes, int channels)
    {
        var last = 0.0;
        for (var i = 0; i < spikes.Length; i++)
        {
            var (channel, time) = spikes[i];
            if ((uint)channel >= (uint)channels)
            {
                throw new EventPropInputException($"{where}, entry {i}", "channel", channel, $"0 to {channels - 1}");
            }

            if (!(time >= last && time < double.PositiveInfinity))
            {
                throw new EventPropInputException($"{where}, entry {i}", "time", time, $"a finite time of at least {last:R} (spikes in order of time)");
            }

            last = time;
        }
    }
}
