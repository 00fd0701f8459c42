namespace OnChipLearn.Firmware.Optimizers;

/// <summary>Learning rates that fall in equal steps, one per epoch, and stay at the last step.</summary>
public static class RateSchedule
{
    /// <summary>The rate after <paramref name="rate"/>, of a schedule that begins at <paramref name="first"/> and has <paramref name="epochs"/> steps; Q0.15.</summary>
    public static int Next(int rate, int first, int epochs)
    {
        int step = first / epochs;
        return rate > 2 * step ? rate - step : step;
    }
}
