namespace OnChipLearn.EventProp.Tasks;

/// <summary>
/// The Yin-Yang data set as published (Kriener, Göltz, Petrovici 2022): 5000 training, 1000 validation and 1000 test samples of
/// (x, y, 1-x, 1-y) in [0, 1] with the classes yin, yang, dot.
/// </summary>
public sealed class YinYang
{
    /// <summary>Classes.</summary>
    public const int Classes = 3;

    /// <summary>Input channels: four values and a bias.</summary>
    public const int Channels = Values + 1;

    private const int Values = 4;

    private YinYang(SampleSet train, SampleSet validation, SampleSet test)
    {
        Train = train;
        Validation = validation;
        Test = test;
    }

    /// <summary>For learning.</summary>
    public SampleSet Train { get; }

    /// <summary>For choosing hyper-parameters.</summary>
    public SampleSet Validation { get; }

    /// <summary>For the accuracies that are reported.</summary>
    public SampleSet Test { get; }

    /// <summary>The first samples of each set, for short runs.</summary>
    public YinYang Take(int train, int validation, int test) => new(Train.Take(train), Validation.Take(validation), Test.Take(test));

    /// <summary>Reads the six arrays <c>{train,validation,test}_{samples,labels}.npy</c> of a folder.</summary>
    public static YinYang Load(string folder, LatencyEncoding encoding) =>
        new(LoadSet(folder, "train", encoding), LoadSet(folder, "validation", encoding), LoadSet(folder, "test", encoding));

    /// <summary>One sample from a point of the plane, as the decision map asks for.</summary>
    public static void Encode(double x, double y, LatencyEncoding encoding, Span<double> times) =>
        encoding.Encode([x, y, 1 - x, 1 - y], times);

    private static SampleSet LoadSet(string folder, string name, LatencyEncoding encoding)
    {
        var sampleFile = Path.Combine(folder, $"{name}_samples.npy");
        var labelFile = Path.Combine(folder, $"{name}_labels.npy");
        var (values, shape) = NumpyArray.ReadDoubles(sampleFile, dimensions: 2);
        var (labels, labelShape) = NumpyArray.ReadIntegers(labelFile, dimensions: 1);
        if (shape[1] != Values || shape[0] < 1)
        {
            throw new EventPropInputException(sampleFile, "shape", $"({shape[0]}, {shape[1]})", $"(samples, {Values})");
        }

        if (labelShape[0] != shape[0])
        {
            throw new EventPropInputException(labelFile, "number of labels", labelShape[0], $"{shape[0]}, one per sample");
        }

        var times = new double[shape[0] * Channels];
        var classes = new int[shape[0]];
        for (var sample = 0; sample < shape[0]; sample++)
        {
            if (labels[sample] is < 0 or >= Classes)
            {
                throw new EventPropInputException(labelFile, $"label of sample {sample}", labels[sample], $"0 to {Classes - 1}");
            }

            var coordinates = values.AsSpan(sample * Values, Values);
            foreach (var value in coordinates)
            {
                if (!(value is >= 0 and <= 1))
                {
                    throw new EventPropInputException(sampleFile, $"value of sample {sample}", value, "0 to 1");
                }
            }

            classes[sample] = (int)labels[sample];
            encoding.Encode(coordinates, times.AsSpan(sample * Channels, Channels));
        }

        return new SampleSet(Channels, times, classes);
    }
}
