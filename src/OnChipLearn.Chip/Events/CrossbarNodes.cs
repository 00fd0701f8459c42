namespace OnChipLearn.Chip.Events;

/// <summary>
/// Geometry of the crossbar: 20 inputs (0..7 neuron outputs, 8..11 from the FPGA, 12..19 background sources), 12 outputs (0..3 PADI buses top,
/// 4..7 bottom, 8..11 to the FPGA), and the 76 nodes that exist, in the order of their registers (reference section 5.2).
/// </summary>
public static class CrossbarNodes
{
    /// <summary>Inputs.</summary>
    public const int Inputs = 20;

    /// <summary>Outputs.</summary>
    public const int Outputs = 12;

    /// <summary>First input from the FPGA.</summary>
    public const int FirstLinkInput = 8;

    /// <summary>First background input.</summary>
    public const int FirstBackgroundInput = 12;

    /// <summary>First output to the FPGA.</summary>
    public const int FirstLinkOutput = 8;

    /// <summary>Nodes as (input, output) in register order.</summary>
    public static IReadOnlyList<(int Input, int Output)> All { get; } = [.. Enumerate()];

    private static IEnumerable<(int Input, int Output)> Enumerate()
    {
        for (int input = 0; input < 8; input++)
        {
            for (int group = 0; group < 3; group++)
            {
                yield return (input, (4 * group) + (input % 4));
            }
        }

        for (int input = 8; input < 12; input++)
        {
            for (int output = 0; output < 8; output++)
            {
                yield return (input, output);
            }

            yield return (input, 8 + (input - 8));
        }

        for (int input = 12; input < 20; input++)
        {
            int bus = (input - 12) % 4;
            yield return (input, input < 16 ? bus : 4 + bus);
            yield return (input, 8 + bus);
        }
    }
}
