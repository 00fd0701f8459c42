using OnChipLearn.EventProp.Elementary;

namespace OnChipLearn.EventProp.FirstSpike;

/// <summary>
/// Sizes of a network with one hidden layer, and the layout of its weights: one array, first [input][hidden], then [output][hidden], each
/// row padded with zeros to a whole number of vectors of <see cref="Lanes"/> doubles.
/// </summary>
public sealed record FirstSpikeShape
{
    /// <summary>Doubles to which rows are padded, on machines of any width.</summary>
    public const int Lanes = IDoubles<Doubles8>.Padding;

    public FirstSpikeShape(int inputs, int hidden, int outputs)
    {
        Require("inputs", inputs);
        Require("hidden neurons", hidden);
        Require("outputs", outputs);
        if (outputs > Lanes)
        {
            throw new EventPropInputException("network", "outputs", outputs, $"at most {Lanes} for the closed first-spike form");
        }

        Inputs = inputs;
        Hidden = hidden;
        Outputs = outputs;
        Row = (hidden + Lanes - 1) / Lanes * Lanes;
    }

    /// <summary>Input channels.</summary>
    public int Inputs { get; }

    /// <summary>Hidden neurons.</summary>
    public int Hidden { get; }

    /// <summary>Output neurons.</summary>
    public int Outputs { get; }

    /// <summary>Doubles per row of weights.</summary>
    public int Row { get; }

    /// <summary>Doubles of the whole weight array, padding included.</summary>
    public int WeightCount => (Inputs + Outputs) * Row;

    /// <summary>Position of the weight from an input to a hidden neuron.</summary>
    public int HiddenWeight(int input, int hidden) => (input * Row) + hidden;

    /// <summary>Position of the weight from a hidden neuron to an output.</summary>
    public int OutputWeight(int output, int hidden) => ((Inputs + output) * Row) + hidden;

    private static void Require(string field, int value)
    {
        if (value < 1)
        {
            throw new EventPropInputException("network", field, value, "at least 1");
        }
    }
}
