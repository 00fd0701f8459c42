namespace OnChipLearn.Experiments.Interchange.Nir;

/// <summary>A node of a NIR graph. Names of types and parameters are those of the format; times are seconds.</summary>
public abstract record NirNode;

/// <summary>Where spikes enter; <paramref name="Size"/> channels.</summary>
public sealed record NirInput(int Size) : NirNode;

/// <summary>Where spikes or membranes leave.</summary>
public sealed record NirOutput(int Size) : NirNode;

/// <summary>Weights [target, source] without bias (<c>Linear</c>, or <c>Affine</c> with a zero bias).</summary>
public sealed record NirLinear(double[,] Weight) : NirNode;

/// <summary>One delay per channel.</summary>
public sealed record NirDelay(double[] Delay) : NirNode;

/// <summary>
/// Neurons with exponential synaptic current: <c>CubaLIF</c>, or <c>CubaLI</c> where <paramref name="Threshold"/> is null.
/// <c>tau_syn I' = -I + w_in S</c>, <c>tau_mem v' = (v_leak - v) + r I</c>. All arrays have one element per neuron.
/// </summary>
/// <param name="SynapticTime"><c>tau_syn</c>.</param>
/// <param name="MembraneTime"><c>tau_mem</c>.</param>
/// <param name="Resistance"><c>r</c>.</param>
/// <param name="Leak"><c>v_leak</c>.</param>
/// <param name="InputWeight"><c>w_in</c>.</param>
/// <param name="Threshold"><c>v_threshold</c>.</param>
/// <param name="Reset"><c>v_reset</c>; null where there is no threshold.</param>
/// <param name="Refractory">
/// Not part of the format: kept in the node's <c>metadata</c> as <c>refractory</c>, where other tools ignore it.
/// </param>
public sealed record NirNeurons(
    double[] SynapticTime, double[] MembraneTime, double[] Resistance, double[] Leak, double[] InputWeight, double[]? Threshold, double[]? Reset,
    double[] Refractory) : NirNode;

/// <summary>A NIR graph: nodes by name and edges between names.</summary>
public sealed record NirGraph(IReadOnlyDictionary<string, NirNode> Nodes, IReadOnlyList<(string From, string To)> Edges);
