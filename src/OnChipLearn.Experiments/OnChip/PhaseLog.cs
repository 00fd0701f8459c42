using OnChipLearn.Firmware.Reports;
using PpuSim.Arithmetic;

namespace OnChipLearn.Experiments.OnChip;

/// <summary>
/// Phases of every training sample of one processor, seen from outside: the firmware adds each phase to a sum in its mailbox
/// (<see cref="PhaseTimes"/>), and the simulator sees the store. The firmware's own wait ends when its loop has noticed the record; here it ends
/// when the record is complete, to within the few cycles between reading the time and storing the sum. Memory does not grow with the run.
/// </summary>
/// <param name="sums">Byte address of the sums.</param>
/// <param name="words">Byte addresses of the acquired words in SRAM, first and end; empty where acquisition and decoding are interleaved.</param>
public sealed class PhaseLog(uint sums, (uint First, uint End) words) : IStoreObserver
{
    private const int Phases = PhaseTimes.Count;
    private const int BytesPerPhase = 2 * sizeof(uint);

    // Phases follow each other within the cycles that it takes to store a sum; the first one of an epoch does not follow the last one of the epoch before.
    private const int Gap = 200;

    // The processor is never more records behind.
    private const int Kept = 4;
    private readonly uint[] _last = new uint[Phases];

    // Phases as the firmware numbers them, then decode.
    private readonly long[] _sum = new long[Phases + 1];
    private readonly long[] _sample = new long[Phases + 1];
    private readonly long[] _batchWorst = new long[Phases + 1];
    private readonly long[] _batchEnd = new long[Phases + 1];
    private readonly long[] _worst = new long[Phases + 1];
    private readonly long[] _completed = new long[Kept];
    private readonly List<(long Learning, long Samples)> _epochs = [];
    private long _completions;
    private long _read;
    private long _lastEnd;
    private long _wordsEnd;
    private long _samples;
    private long _inBatch;
    private int _before = -1;
    private bool _updating;

    /// <summary>A record is complete, at this cycle of the processor.</summary>
    public void Complete(long cycle) => _completed[_completions++ % Kept] = cycle;

    /// <summary>Stores to this word tell of a phase.</summary>
    public bool Hears(uint address) => EndsVector(address & ~3u) || (address & ~3u) - sums < Phases * BytesPerPhase;

    /// <summary>The processor has stored a word or a part of a vector.</summary>
    public void Store(long cycle, uint address, int size, uint value)
    {
        if (EndsVector(address))
        {
            _wordsEnd = cycle;
            return;
        }

        var offset = address - sums;
        if (offset < Phases * BytesPerPhase && offset % BytesPerPhase != 0)
        {
            var phase = (int)(offset / BytesPerPhase);
            var cycles = unchecked(value - _last[phase]);
            _last[phase] = value;
            End(phase, cycles, cycle);
        }
    }

    /// <summary>All training samples so far.</summary>
    public PhaseStatistics Read()
    {
        var open = _updating ? BatchWorst() : _worst;
        return new PhaseStatistics(Cycles(_sum), Cycles(Learning(open) > Learning(_worst) ? open : _worst), _samples);
    }

    /// <summary>Mean cycles of learning per sample in one epoch (from 1); 0 before it.</summary>
    public double MeanLearning(int epoch)
    {
        var (end, samples) = epoch <= _epochs.Count ? _epochs[epoch - 1] : (Learning(_sum), _samples);
        var (start, before) = epoch < 2 ? (0, 0) : _epochs[Math.Min(epoch - 2, _epochs.Count - 1)];
        return samples == before ? 0 : (double)(end - start) / (samples - before);
    }

    // The last word of an acquired vector: its words are stored one by one.
    private bool EndsVector(uint address) =>
        address - words.First < words.End - words.First && (address - words.First) % VectorGeometry.MaximumBytes == VectorGeometry.MaximumBytes - sizeof(uint);

    private static PhaseCycles Cycles(long[] phases) => new(
        phases[PhaseTimes.Wait], phases[PhaseTimes.Acquire], phases[Phases], phases[PhaseTimes.Backward], phases[PhaseTimes.Barrier],
        phases[PhaseTimes.Update], phases[PhaseTimes.Write]);

    private static long Learning(long[] phases) => phases.Sum() - phases[PhaseTimes.Wait];

    private void End(int phase, long cycles, long now)
    {
        if (phase == PhaseTimes.Wait || (phase == PhaseTimes.Acquire && _before != PhaseTimes.Wait))
        {
            if (_updating)
            {
                CloseBatch();
            }

            if (now - cycles > _lastEnd + Gap)
            {
                BeginEpoch(now - cycles);
            }

            Array.Clear(_sample);
            _samples++;
            _inBatch++;
        }

        _before = phase;
        _lastEnd = now;
        _updating |= phase == PhaseTimes.Update;
        if (_updating)
        {
            Add(_batchEnd, phase, cycles);
            return;
        }

        if (phase == PhaseTimes.Acquire)
        {
            SplitReading(cycles, now);
        }
        else
        {
            Add(_sample, phase, cycles);
        }

        if (Learning(_sample) > Learning(_batchWorst))
        {
            _sample.CopyTo(_batchWorst, 0);
        }
    }

    // Records of the evaluation, or of the trial that measures the latency, came before an epoch.
    private void BeginEpoch(long start)
    {
        if (_samples > 0)
        {
            _epochs.Add((Learning(_sum), _samples));
        }

        _read = Math.Max(_read, _completions - Kept);
        while (_read < _completions && _completed[_read % Kept] < start)
        {
            _read++;
        }
    }

    // Of the time since the end of learning, what came before the completed record is wait, what came after the last acquired word decoding.
    private void SplitReading(long cycles, long now)
    {
        _read = Math.Max(_read, _completions - Kept);
        var since = Math.Clamp(now - _completed[_read++ % Kept], 0, cycles + _sample[PhaseTimes.Wait]);
        var decode = _wordsEnd > now - cycles ? Math.Min(now - _wordsEnd, since) : 0;
        Add(_sample, PhaseTimes.Wait, cycles - since);
        Add(_sample, Phases, decode);
        Add(_sample, PhaseTimes.Acquire, since - decode);
    }

    private void Add(long[] to, int phase, long cycles)
    {
        to[phase] += cycles;
        _sum[phase] += cycles;
    }

    private void CloseBatch()
    {
        var batch = BatchWorst();
        if (Learning(batch) > Learning(_worst))
        {
            batch.CopyTo(_worst, 0);
        }

        Array.Clear(_batchWorst);
        Array.Clear(_batchEnd);
        _inBatch = 0;
        _updating = false;
    }

    private long[] BatchWorst() => [.. _batchWorst.Zip(_batchEnd, (sample, end) => sample + (end / _inBatch))];
}
