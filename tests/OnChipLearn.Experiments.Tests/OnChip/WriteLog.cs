using OnChipLearn.Chip;
using OnChipLearn.Experiments.OnChip;

namespace OnChipLearn.Experiments.Tests.OnChip;

/// <summary>
/// Every write to simulated memory during a run, by initiator. SRAM is proved by a copy: whatever the processor itself stores and what arrives over the
/// Omnibus is done to the copy, too, so memory that ends up different was written by somebody else.
/// </summary>
internal sealed class WriteLog : IWriteObserver
{
    private readonly byte[][] _copies = new byte[2][];
    private readonly IWriteObserver? _inner;

    /// <summary>Starts the log: the images are loaded, nothing has run.</summary>
    public WriteLog(OnChipRun run, StoreCopy[] stores)
    {
        _inner = run.Chip.Observer;
        run.Chip.Observer = this;
        for (var processor = 0; processor < _copies.Length; processor++)
        {
            _copies[processor] = run.Core(processor).Sram.Bytes.ToArray();
            stores[processor].Copy = _copies[processor];
            run.Chip.Processors[processor] = new WatchedProcessor(run.Chip.Processors[processor]!, _copies[processor]);
        }
    }

    /// <summary>Writes by initiator and region.</summary>
    public Dictionary<(Initiator Initiator, MemoryRegion Region), List<uint>> Writes { get; } = [];

    /// <summary>What the SRAM of a processor must be if nobody wrote in secret.</summary>
    public ReadOnlySpan<byte> Expected(int processor) => _copies[processor];

    public void OnWrite(Initiator initiator, MemoryRegion region, uint address, long cycle)
    {
        if (!Writes.TryGetValue((initiator, region), out var addresses))
        {
            Writes[(initiator, region)] = addresses = [];
        }

        addresses.Add(address);
        _inner?.OnWrite(initiator, region, address, cycle);
    }

    private static void Write(byte[] copy, uint address, uint value, int byteEnables)
    {
        for (var k = 0; k < sizeof(uint); k++)
        {
            if ((byteEnables >> (3 - k) & 1) != 0)
            {
                copy[(address & 0x3FFC) + k] = (byte)(value >> (24 - (8 * k)));
            }
        }
    }

    /// <summary>A processor's own stores.</summary>
    internal sealed class StoreCopy : IStoreObserver
    {
        public byte[]? Copy { get; set; }

        public void Store(long cycle, uint address, int size, uint value)
        {
            for (var k = 0; k < size && Copy is not null && address + k < Copy.Length; k++)
            {
                Copy[address + k] = (byte)(value >> (8 * (size - 1 - k)));
            }
        }
    }

    // Writes that arrive over the Omnibus; who sent them is in the log.
    private sealed class WatchedProcessor(IProcessor processor, byte[] copy) : IProcessor
    {
        public bool IsAsleep => processor.IsAsleep;

        public uint ReadSram(uint address) => processor.ReadSram(address);

        public void WriteSram(uint address, uint value, int byteEnables)
        {
            Write(copy, address, value, byteEnables);
            processor.WriteSram(address, value, byteEnables);
        }

        public void Release() => processor.Release();
    }
}
