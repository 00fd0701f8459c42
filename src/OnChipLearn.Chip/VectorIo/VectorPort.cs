using OnChipLearn.Analog;
using OnChipLearn.Chip.Fpga;
using PpuSim.AddressMap;
using PpuSim.Machine;
using PpuSim.Timing;

namespace OnChipLearn.Chip.VectorIo;

/// <summary>
/// The parallel port of one processor: its own hemisphere's synapse rows, converters, random generators and neuron resets, and FPGA memory
/// (reference section 4.4). Vector byte j is column 2j + parity.
/// </summary>
public sealed class VectorPort : IVectorPort
{
    private const int BytesPerWord = 4;
    private readonly HicannX _chip;
    private readonly int _hemisphere;
    private readonly Initiator _initiator;
    private readonly PortLatencies _latencies;
    private long _linkFree;

    internal VectorPort(HicannX chip, int hemisphere)
    {
        _chip = chip;
        _hemisphere = hemisphere;
        _initiator = hemisphere == 0 ? Initiator.TopProcessor : Initiator.BottomProcessor;
        _latencies = chip.Configuration.Timing.Ports;
    }

    /// <summary>Chip cycle of the processor's cycle 0.</summary>
    public long Epoch { get; set; }

    /// <summary>Accesses since the start.</summary>
    public long Accesses { get; private set; }

    /// <summary>Half rows (128 synapses) of weights, labels or calibration read since the start.</summary>
    public long SynapseRowReads { get; private set; }

    /// <summary>Half rows written.</summary>
    public long SynapseRowWrites { get; private set; }

    /// <summary>32-bit words read from FPGA memory since the start.</summary>
    public long FpgaWordReads { get; private set; }

    /// <summary>32-bit words written there.</summary>
    public long FpgaWordWrites { get; private set; }

    /// <summary>Accesses to addresses where nothing is; reads gave 0.</summary>
    public long Unmapped { get; private set; }

    /// <inheritdoc/>
    public int AcceptDelay(uint address, bool write, long cycle) => address >= VectorPortMap.FpgaBlockRam ? LinkDelay(cycle + Epoch) : 0;

    /// <inheritdoc/>
    public int Read(uint address, Span<byte> bytes, long cycle)
    {
        Accesses++;
        if (address < VectorPortMap.FpgaBlockRam || cycle + Epoch >= _chip.QuietUntil)
        {
            _chip.CatchUp(cycle + Epoch);
        }

        if (address >= VectorPortMap.FpgaBlockRam)
        {
            FpgaWordReads += bytes.Length / BytesPerWord;
            _chip.Memory.ReadVector(FpgaMemory.ScalarAddress(address), bytes);
            return _latencies.FpgaVectorLoad;
        }

        bool buffered = (address & VectorPortMap.Buffered) != 0;
        uint plain = address & ~VectorPortMap.Buffered;
        RowView view = (RowView)(plain >> 16);
        int row = (int)(plain & 0xFFFF) >> 1;
        bool converter = view is RowView.Causal or RowView.Acausal;
        if (plain > 0xF_FFFF || !SynapseRows.Exists(view, row) || (buffered && !converter))
        {
            Unmapped++;
            bytes.Clear();
            return _latencies.Row;
        }

        SynapseRowReads += SynapseRows.IsMemory(view, row) ? 1 : 0;
        _chip.SynapseViews[_hemisphere].Read(view, row, (int)address & 1, buffered, bytes);
        return converter && !buffered ? _latencies.Conversion : _latencies.Row;
    }

    /// <inheritdoc/>
    public int Write(uint address, ReadOnlySpan<byte> bytes, ReadOnlySpan<byte> enables, long cycle)
    {
        Accesses++;
        _chip.CatchUp(cycle + Epoch);
        if (address >= VectorPortMap.FpgaBlockRam)
        {
            FpgaWordWrites += bytes.Length / BytesPerWord;
            uint target = FpgaMemory.ScalarAddress(address);
            _chip.Observer?.OnWrite(_initiator, MemoryRegion.Fpga, target, _chip.Now);
            _chip.Memory.WriteVector(target, bytes, enables);
            _linkFree = cycle + Epoch + _latencies.FpgaVectorStoreService;
            return _latencies.FpgaVectorStore;
        }

        _chip.Observer?.OnWrite(_initiator, MemoryRegion.VectorPort, address, _chip.Now);
        if ((address & ~1u) == VectorPortMap.NeuronReset)
        {
            ResetNeurons((int)address & 1, enables);
            return _latencies.Row;
        }

        RowView view = (RowView)(address >> 16);
        int row = (int)(address & 0xFFFF) >> 1;
        if (address > 0xF_FFFF || !SynapseRows.Exists(view, row))
        {
            Unmapped++;
            return _latencies.Row;
        }

        SynapseRowWrites += SynapseRows.IsMemory(view, row) ? 1 : 0;
        _chip.SynapseViews[_hemisphere].Write(view, row, (int)address & 1, bytes, enables);
        return _latencies.Row;
    }

    /// <summary>Cycles until the processor's link to the FPGA is free.</summary>
    internal int LinkDelay(long chipCycle) => (int)Math.Max(0, _linkFree - chipCycle);

    private void ResetNeurons(int parity, ReadOnlySpan<byte> enables)
    {
        for (int k = 0; k < enables.Length; k++)
        {
            if (enables[k] != 0)
            {
                _chip.Analog.ResetNeuron(_hemisphere, ArrayGeometry.ColumnOf((parity * ArrayGeometry.VectorLanes) + k));
            }
        }
    }
}
