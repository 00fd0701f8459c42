using System.Runtime.Intrinsics;
using OnChipLearn.EventProp.Elementary;

namespace OnChipLearn.EventProp.FirstSpike;

/// <summary>
/// The closed form for tau_m = 2 tau_s, one spike per neuron, one hidden layer, theta = 1, V_l = 0, time in units of tau_s. Everything is
/// algebra in z = e^(-t/2): with E_i = 1/z_i of the presynaptic spikes, V = A z - B z^2, A = sum w E, B = sum w E^2, so a spike is
/// z = (A + sqrt(A^2 - 4B))/(2B), and the slope I - theta there is z sqrt(A^2 - 4B). The backward pass needs u = E_i z_j only:
/// dL/dw = -A_j 2u(1 - u), error to the presynaptic spike w A_j u(2u - 1), A_j = (dL/dt_j)/(I_j - theta).
/// Lanes of the vectors are hidden neurons (outputs in the last stage). Allocates nothing after construction.
/// </summary>
public sealed partial class FirstSpikeEngine
{
    /// <summary>
    /// On the time grid of a recorder a spike can share its tick with one of the layer before, which then is no cause of it. Each layer's recorded
    /// z is this much larger (its time by as many parts of tau_m earlier), so that rounding never decides who came first.
    /// </summary>
    private const double TieMargin = 1e-14;

    private readonly FirstSpikeShape _shape;
    private readonly double[] _inputTimes;
    private readonly int[] _inputOrder;
    private readonly double[] _inputE;
    private readonly double[] _inputZ;
    private readonly double[] _arrivingE;
    private readonly int[] _arrivingRow;
    private readonly double[] _hiddenZ;
    private readonly double[] _hiddenE;
    private readonly double[] _hiddenSlope;
    private readonly double[] _hiddenError;
    private readonly double[] _outputZ = new double[FirstSpikeShape.Lanes];
    private readonly double[] _outputSlope = new double[FirstSpikeShape.Lanes];
    private readonly double[] _outputTimes = new double[FirstSpikeShape.Lanes];
    private readonly int[] _spikingOutputs = new int[FirstSpikeShape.Lanes];
    private readonly double[] _adjoints = new double[FirstSpikeShape.Lanes];
    private readonly double[] _outputWeights;
    private readonly double _horizonZ;
    private readonly SpikeOrder _order;
    private int _arrivingInputs;

    /// <param name="shape">Sizes.</param>
    /// <param name="horizon">End of the run in tau_s; later spikes do not exist.</param>
    public FirstSpikeEngine(FirstSpikeShape shape, double horizon)
    {
        EventPropInputException.RequirePositive("run", "horizon", horizon);
        if (shape.Row > SpikeOrder.Capacity)
        {
            throw new EventPropInputException("network", "hidden neurons", shape.Hidden, $"at most {SpikeOrder.Capacity}");
        }

        _shape = shape;
        Horizon = horizon;
        _horizonZ = Exponential.Of(-0.5 * horizon);
        var inputs = shape.Inputs + FirstSpikeShape.Lanes;
        _inputTimes = new double[inputs];
        _inputOrder = new int[shape.Inputs];
        _inputE = new double[inputs];
        _inputZ = new double[shape.Inputs + 1];
        _arrivingE = new double[shape.Inputs];
        _arrivingRow = new int[shape.Inputs];
        _hiddenZ = new double[shape.Row];
        _hiddenE = new double[shape.Row];
        _hiddenSlope = new double[shape.Row];
        _hiddenError = new double[shape.Row];
        _outputWeights = new double[shape.Row * FirstSpikeShape.Lanes];
        _order = new SpikeOrder(shape.Row);
    }

    /// <summary>End of the run in tau_s.</summary>
    public double Horizon { get; }

    /// <summary>Lower bound of I - theta (in units of theta) in the backward pass; see <see cref="LoadRecording"/>.</summary>
    public double SlopeClamp { get; init; }

    /// <summary>The bound of the outputs where it differs from the one of the hidden layer; null: <see cref="SlopeClamp"/>.</summary>
    public double? OutputSlopeClamp { get; init; }

    /// <summary>Spike time of each output in tau_s; positive infinity if silent.</summary>
    public ReadOnlySpan<double> OutputTimes => _outputTimes.AsSpan(0, _shape.Outputs);

    /// <summary>e^(-t/2) of each hidden neuron's spike [hidden, padded]; 0 if silent.</summary>
    public ReadOnlySpan<double> HiddenZ => _hiddenZ;

    /// <summary>dL/dt of each hidden spike after <see cref="Backward"/> [hidden, padded].</summary>
    public ReadOnlySpan<double> HiddenErrors => _hiddenError;

    /// <summary>Recorded spikes of the last recording whose recomputed current is too small for a spike.</summary>
    public int ImpossibleSpikes { get; private set; }

    /// <summary>Spike time of a hidden neuron in tau_s; positive infinity if silent.</summary>
    public double HiddenTime(int hidden) => _hiddenZ[hidden] > 0 ? -2 * Logarithm.Of(_hiddenZ[hidden]) : double.PositiveInfinity;

    /// <summary>Takes over new weights (layout of <see cref="FirstSpikeShape"/>): the output stage keeps them [hidden][lane].</summary>
    public void LoadWeights(ReadOnlySpan<double> weights)
    {
        for (var output = 0; output < _shape.Outputs; output++)
        {
            var row = weights.Slice(_shape.OutputWeight(output, 0), _shape.Row);
            for (var hidden = 0; hidden < row.Length; hidden++)
            {
                _outputWeights[(hidden * FirstSpikeShape.Lanes) + output] = row[hidden];
            }
        }
    }

    /// <summary>Exact spike times for input times [inputs] in tau_s (infinity = no spike).</summary>
    public void Forward(ReadOnlySpan<double> weights, ReadOnlySpan<double> inputTimes)
    {
        LoadInputs(inputTimes);
        if (Vector512.IsHardwareAccelerated)
        {
            Forward<Doubles8>(weights);
        }
        else
        {
            Forward<Doubles4>(weights);
        }
    }

    /// <summary>
    /// Takes spikes that were recorded elsewhere instead of <see cref="Forward"/>: only the current at each spike is recomputed from
    /// weights and times. Spikes that it says are impossible are counted and kept; <see cref="SlopeClamp"/> bounds their slope.
    /// </summary>
    public void LoadRecording(
        ReadOnlySpan<double> weights, ReadOnlySpan<double> inputTimes, ReadOnlySpan<double> hiddenTimes, ReadOnlySpan<double> outputTimes)
    {
        LoadInputs(inputTimes);
        ImpossibleSpikes = 0;
        for (var hidden = 0; hidden < _shape.Hidden; hidden++)
        {
            var z = Exponential.Of(-0.5 * hiddenTimes[hidden]) * (1 + TieMargin);
            var b = 0.0;
            for (var i = 0; i < _arrivingInputs; i++)
            {
                var input = _inputOrder[i];
                if (_inputZ[i] > z)
                {
                    b += weights[_shape.HiddenWeight(input, hidden)] * _inputE[input] * _inputE[input];
                }
            }

            SetHidden(hidden, z, (b * z * z) - 1);
        }

        for (var output = 0; output < _shape.Outputs; output++)
        {
            var z = Exponential.Of(-0.5 * outputTimes[output]) * (1 + (2 * TieMargin));
            var b = 0.0;
            var row = weights.Slice(_shape.OutputWeight(output, 0), _shape.Hidden);
            for (var hidden = 0; hidden < row.Length; hidden++)
            {
                b += _hiddenZ[hidden] > z ? row[hidden] * _hiddenE[hidden] * _hiddenE[hidden] : 0;
            }

            _outputTimes[output] = outputTimes[output];
            _outputZ[output] = z;
            _outputSlope[output] = (b * z * z) - 1;
            ImpossibleSpikes += z > 0 && _outputSlope[output] <= 0 ? 1 : 0;
        }
    }

    /// <summary>Adds dL/dw to <paramref name="gradient"/> (layout of the weights) for dL/dt of the outputs [outputs] in 1/tau_s.</summary>
    public void Backward(ReadOnlySpan<double> weights, ReadOnlySpan<double> outputErrors, Span<double> gradient)
    {
        var spiking = 0;
        for (var output = 0; output < _shape.Outputs; output++)
        {
            if (_outputZ[output] > 0 && outputErrors[output] != 0)
            {
                _spikingOutputs[spiking] = output;
                _adjoints[spiking++] = outputErrors[output] / Math.Max(_outputSlope[output], OutputSlopeClamp ?? SlopeClamp);
            }
        }

        if (Vector512.IsHardwareAccelerated)
        {
            Backward<Doubles8>(spiking, weights, gradient);
        }
        else
        {
            Backward<Doubles4>(spiking, weights, gradient);
        }
    }

    private void LoadInputs(ReadOnlySpan<double> inputTimes)
    {
        if (inputTimes.Length != _shape.Inputs)
        {
            throw new EventPropInputException("sample", "number of input times", inputTimes.Length, $"{_shape.Inputs}");
        }

        _arrivingInputs = 0;
        for (var input = 0; input < inputTimes.Length; input++)
        {
            var time = inputTimes[input];
            if (!(time >= 0))
            {
                throw new EventPropInputException($"sample, input {input}", "time", time, "at least 0, or positive infinity for no spike");
            }

            if (!(time < Horizon))
            {
                continue;
            }

            _inputTimes[input] = time;
            var place = _arrivingInputs++;
            while (place > 0 && _inputTimes[_inputOrder[place - 1]] > time)
            {
                _inputOrder[place] = _inputOrder[place - 1];
                place--;
            }

            _inputOrder[place] = input;
        }

        if (Vector512.IsHardwareAccelerated)
        {
            Exponentials<Doubles8>();
        }
        else
        {
            Exponentials<Doubles4>();
        }

        for (var i = 0; i < _arrivingInputs; i++)
        {
            _arrivingE[i] = _inputE[_inputOrder[i]];
            _arrivingRow[i] = _inputOrder[i] * _shape.Row;
            _inputZ[i] = 1 / _arrivingE[i];
        }

        _inputZ[_arrivingInputs] = _horizonZ;
    }

    private void Exponentials<T>()
        where T : struct, IDoubles<T>
    {
        for (var block = 0; block < _shape.Inputs; block += T.Count)
        {
            Exponential.Of(T.Load(ref _inputTimes[block], 0) * 0.5).Store(ref _inputE[block], 0);
        }
    }

    private void SetHidden(int hidden, double z, double slope)
    {
        _hiddenZ[hidden] = z;
        _hiddenE[hidden] = z > 0 ? 1 / z : 0;
        _hiddenSlope[hidden] = slope;
        ImpossibleSpikes += z > 0 && slope <= 0 ? 1 : 0;
    }
}
