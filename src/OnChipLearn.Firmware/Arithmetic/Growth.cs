namespace OnChipLearn.Firmware.Arithmetic;

/// <summary>
/// e^(+t / 2 tau_s) / 8 of one time: a table of 67 points, 64 ticks apart, with linear interpolation (relative error at most 2.3e-4 plus half an
/// LSB, of 1900 or more). Together with <see cref="Decay"/> it makes the factorised decay: one step per spike, only products per synapse.
/// </summary>
public static class Growth
{
    /// <summary>Smallest argument in ticks.</summary>
    public const int Smallest = -1152;

    /// <summary>Largest argument in ticks; the last interval ends there.</summary>
    public const int Largest = 3071;

    /// <summary>Result = growth * 2^15 / 2^ScaleShift.</summary>
    public const int ScaleShift = 3;

    /// <summary>The points of the table are 2^StepShift ticks apart.</summary>
    public const int StepShift = 6;

    private static readonly short[] Table =
    [
        1900, 1983, 2070, 2160, 2254, 2352, 2455, 2562, 2673, 2790, 2912, 3038, 3171, 3309, 3453, 3604, 3761, 3925, 4096, 4275, 4461, 4655,
        4858, 5070, 5291, 5522, 5762, 6014, 6276, 6549, 6835, 7133, 7444, 7768, 8107, 8460, 8829, 9214, 9615, 10034, 10472, 10928, 11405,
        11902, 12420, 12962, 13527, 14116, 14732, 15374, 16044, 16744, 17473, 18235, 19030, 19859, 20725, 21628, 22571, 23555, 24582, 25653,
        26772, 27939, 29156, 30427, 31754,
    ];

    /// <summary>Entry of the table: growth at Smallest + point * 2^StepShift ticks.</summary>
    public static int Point(int point) => Table[point];

    /// <summary>Growth in Q0.15 of an eighth; arguments outside the table are clamped.</summary>
    public static int OfTicks(int ticks)
    {
        int clamped = ticks < Smallest ? Smallest : ticks > Largest ? Largest : ticks;
        int position = clamped - Smallest;
        int index = position >> StepShift;
        int low = Table[index];
        return low + (((Table[index + 1] - low) * (position & ((1 << StepShift) - 1))) >> StepShift);
    }
}
