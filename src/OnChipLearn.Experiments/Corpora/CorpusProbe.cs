using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using PpuSim.Isa;
using PpuSim.Timing;

namespace OnChipLearn.Experiments.Corpora;

/// <summary>Collects what a corpus states about a run: hash of the issue log, changes of the sleep output, interrupts entered.</summary>
public readonly struct CorpusProbe(CorpusProbe.Log log) : IProbe
{
    public void Issue(long cycle, uint pc, MicroOp op)
    {
        log.Issue(cycle, pc);
        if (op.Op is Op.B or Op.Bc or Op.Bclr or Op.Bcctr or Op.Rfi or Op.Rfci or Op.Rfmci)
        {
            log.Branches++;
        }
    }

    public void Pass(long cycle, uint pc, MicroOp op)
    {
    }

    public void Stall(long cycle, uint pc, StallCause cause)
    {
    }

    public void Memory(long cycle, uint address, int size, uint value, MemoryAccess access)
    {
    }

    public void VectorExecute(long cycle, MicroOp op, int saturated)
    {
    }

    public void Interrupt(long cycle, uint vector, uint returnAddress)
    {
    }

    public void Sleep(long cycle, bool asleep) => log.SleepChanges.Add(string.Create(CultureInfo.InvariantCulture, $"{(asleep ? 's' : 'w')} {cycle}"));

    /// <summary>The collected facts.</summary>
    public sealed class Log : IDisposable
    {
        private const int VectorTableEnd = 0x34;
        private const int LongestLine = 48;
        private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        private readonly byte[] _buffer = new byte[1 << 14];
        private int _used;

        public List<string> SleepChanges { get; } = [];

        /// <summary>Issues per word of the interrupt vector table.</summary>
        public long[] VectorIssues { get; } = new long[VectorTableEnd / 4];

        /// <summary>First issue that differs from the expected log, when one is given.</summary>
        public string? FirstDifference { get; private set; }

        /// <summary>Expected log as (pc, cycle) pairs, or null.</summary>
        public IReadOnlyList<(uint Pc, long Cycle)>? Expected { get; init; }

        public long Count { get; private set; }

        /// <summary>Branches issued, returns included.</summary>
        public long Branches { get; set; }

        public void Issue(long cycle, uint pc)
        {
            if (pc < VectorTableEnd)
            {
                VectorIssues[pc / 4]++;
            }

            if (Expected is not null && FirstDifference is null && (Count >= Expected.Count || Expected[(int)Count] != (pc, cycle)))
            {
                FirstDifference = Count >= Expected.Count
                    ? string.Create(CultureInfo.InvariantCulture, $"issue {Count}: pc 0x{pc:x} cycle {cycle}, expected none")
                    : string.Create(CultureInfo.InvariantCulture, $"issue {Count}: pc 0x{pc:x} cycle {cycle}, expected pc 0x{Expected[(int)Count].Pc:x} cycle {Expected[(int)Count].Cycle}");
            }

            Count++;
            if (_used + LongestLine > _buffer.Length)
            {
                Flush();
            }

            Append(pc, (byte)' ');
            Append(cycle, (byte)'\n');
        }

        public string Sha256()
        {
            Flush();
            return Convert.ToHexStringLower(_hash.GetHashAndReset());
        }

        public void Dispose() => _hash.Dispose();

        private void Append(long value, byte end)
        {
            Utf8Formatter.TryFormat(value, _buffer.AsSpan(_used), out var written);
            _used += written;
            _buffer[_used++] = end;
        }

        private void Flush()
        {
            _hash.AppendData(_buffer.AsSpan(0, _used));
            _used = 0;
        }
    }
}
