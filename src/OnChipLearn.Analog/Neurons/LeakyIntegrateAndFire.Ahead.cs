using System.Numerics;
using OnChipLearn.Analog.Neurons.Membrane;
using OnChipLearn.Analog.Simd;

namespace OnChipLearn.Analog.Neurons;

/// <content>Chunks that run ahead of the present.</content>
public sealed unsafe partial class LeakyIntegrateAndFire<T> : IRunsAhead
{
    private static readonly CircuitField[] Remembered = [CircuitField.V, CircuitField.E, CircuitField.I, CircuitField.Release];
    private readonly LaneArray<float> _remembered = new(Remembered.Length * ArrayGeometry.Columns);
    private readonly LaneArray<long> _rememberedEpoch = new(ArrayGeometry.Chunks);
    private readonly LaneArray<float> _rememberedRelease = new(ArrayGeometry.Chunks);
    private readonly LaneArray<ushort> _suspects = new(ArrayGeometry.Chunks);
    private readonly LaneArray<float> _lengths = new(ArrayGeometry.Chunks);
    private readonly LaneArray<float> _nextRelease = new(ArrayGeometry.Chunks);
    private readonly List<(int Lane, float Wait, float Cycles)> _again = new(Lanes);

    /// <inheritdoc/>
    void IRunsAhead.Remember(uint chunks)
    {
        _epoch.Span.CopyTo(_rememberedEpoch.Span);
        _latestRelease.Span.CopyTo(_rememberedRelease.Span);
        for (uint rest = chunks; rest != 0; rest &= rest - 1)
        {
            int chunk = BitOperations.TrailingZeroCount(rest);
            for (int k = 0; k < Remembered.Length; k++)
            {
                Fields(Remembered[k], chunk * Lanes, Lanes).CopyTo(Copy(chunk, k));
            }
        }
    }

    /// <inheritdoc/>
    void IRunsAhead.Recall(uint chunks)
    {
        for (uint rest = chunks; rest != 0; rest &= rest - 1)
        {
            int chunk = BitOperations.TrailingZeroCount(rest);
            _later.Pointer[chunk] = ChunkTimes.Unknown;
            _epoch.Pointer[chunk] = _rememberedEpoch.Pointer[chunk];
            _latestRelease.Pointer[chunk] = _rememberedRelease.Pointer[chunk];
            for (int k = 0; k < Remembered.Length; k++)
            {
                Copy(chunk, k).CopyTo(Fields(Remembered[k], chunk * Lanes, Lanes));
            }
        }
    }

    /// <inheritdoc/>
    uint IRunsAhead.Pass(uint chunks, long cycle, RowPulses pulses, SpikeTrain spikes)
    {
        ChunkTimes times = new(Origins, _later.Pointer, _epoch.Pointer, _nextRelease.Pointer, _lengths.Pointer);
        uint passed = Passage.Run<T>(_blocks, chunks & ~_inseparable, times, cycle, _shortInterval, pulses, _suspects.Pointer);
        if ((ushort)passed != 0)
        {
            Amend((ushort)passed, cycle, spikes);
        }

        return (chunks & _inseparable) | (passed >> Lanes);
    }

    /// <inheritdoc/>
    void IRunsAhead.Freeze(uint chunks)
    {
        for (uint rest = chunks & ~_inseparable; rest != 0; rest &= rest - 1)
        {
            int chunk = BitOperations.TrailingZeroCount(rest);
            _nextRelease.Pointer[chunk] = Passage.Freeze<T>(_blocks[chunk], Start(chunk));
        }
    }

    /// <inheritdoc/>
    void IRunsAhead.FireAll(uint chunks, long cycle, SpikeTrain spikes)
    {
        for (uint rest = chunks; rest != 0; rest &= rest - 1)
        {
            int chunk = BitOperations.TrailingZeroCount(rest);
            if (Origin(chunk) != cycle)
            {
                Solve(chunk, Suspects(chunk, cycle), cycle, spikes);
            }
        }

        Fire(cycle, spikes);
    }

    // Corrects what happened on the way to chunks that have passed: crossings and ends of refractory times.
    private void Amend(uint chunks, long cycle, SpikeTrain spikes)
    {
        bool anyHeld = false;
        for (uint rest = chunks; rest != 0; rest &= rest - 1)
        {
            int chunk = BitOperations.TrailingZeroCount(rest);
            float* block = _blocks[chunk];
            float cycles = _lengths.Pointer[chunk];
            float start = cycle - (long)cycles - _epoch.Pointer[chunk];
            uint released = Passage.Released<T>(block, start, cycles);
            anyHeld |= (ushort)released != 0;
            uint suspects = _suspects.Pointer[chunk];
            if (suspects != 0)
            {
                suspects &= Passage.Unconfirmed<T>(block, cycles);
            }

            if ((ushort)released != 0)
            {
                suspects |= Passage.Near<T>(block, cycles) & released;
            }

            for (uint lanes = (suspects & ~(released >> Lanes)) | (ushort)released; lanes != 0; lanes &= lanes - 1)
            {
                int lane = BitOperations.TrailingZeroCount(lanes);
                float wait = MathF.Max(*CircuitBlocks.Place(block, CircuitField.Release, lane) - start, 0);
                _solver.Add((chunk * Lanes) + lane, CircuitField.LaterV, wait, cycles, (suspects >> lane & 1) != 0);
                if (_solver.Full)
                {
                    Amend(cycle, anyHeld, spikes);
                }
            }
        }

        Amend(cycle, anyHeld, spikes);
        ((IRunsAhead)this).Freeze(chunks);
    }

    private void Amend(long cycle, bool anyHeld, SpikeTrain spikes)
    {
        while (_solver.Count != 0)
        {
            if (anyHeld)
            {
                _solver.Release<T>();
            }

            _solver.Solve<T>();
            _again.Clear();
            for (int n = 0; n < _solver.Count; n++)
            {
                int lane = _solver.Lane(n);
                int chunk = ArrayGeometry.ChunkOf(lane);
                float* circuit = _blocks[chunk] + (lane & (Lanes - 1));
                float cycles = _solver.Cycles(n);
                float crossing = _solver.Crossing(n);
                if (crossing <= cycles)
                {
                    long origin = cycle - (long)cycles;
                    spikes.Add(lane, origin + (double)crossing);
                    float wait = Hold(chunk, circuit, origin - _epoch.Pointer[chunk], crossing);
                    float reset = *CircuitBlocks.Place(circuit, CircuitField.Reset, 0);
                    if (cycles <= wait)
                    {
                        *circuit = reset;
                    }
                    else
                    {
                        *CircuitBlocks.Place(circuit, CircuitField.LaterV, 0) = reset;
                        _again.Add((lane, wait, cycles));
                    }
                }
                else if (anyHeld)
                {
                    *circuit = _solver.Released(n);
                }
            }

            anyHeld = _again.Count != 0;
            _solver.Clear();
            foreach ((int lane, float wait, float cycles) in _again)
            {
                _solver.Add(lane, CircuitField.LaterV, wait, cycles, true);
            }
        }
    }

    private void Solve(int chunk, uint suspects, long cycle, SpikeTrain spikes)
    {
        for (; suspects != 0; suspects &= suspects - 1)
        {
            int lane = (chunk * Lanes) + BitOperations.TrailingZeroCount(suspects);
            _solver.Add(lane, CircuitField.V, Wait(lane), 0, true);
            if (_solver.Full)
            {
                Fire(cycle, spikes);
            }
        }
    }

    // Solves for the lanes that have been added, fires those that cross, and goes on with those that may cross once more.
    private void Fire(long cycle, SpikeTrain spikes)
    {
        while (_solver.Count != 0)
        {
            _solver.Solve<T>();
            _again.Clear();
            for (int n = 0; n < _solver.Count; n++)
            {
                int lane = _solver.Lane(n);
                float crossing = _solver.Crossing(n);
                long origin = Origin(ArrayGeometry.ChunkOf(lane));
                if (crossing <= cycle - origin)
                {
                    spikes.Add(lane, origin + (double)crossing);
                    if (Reset(lane, crossing, cycle, out float wait))
                    {
                        _again.Add((lane, wait, 0));
                    }
                }
            }

            _solver.Clear();
            foreach ((int lane, float wait, float _) in _again)
            {
                _solver.Add(lane, CircuitField.V, wait, 0, true);
            }
        }
    }

    private Span<float> Copy(int chunk, int k) => _remembered.Span.Slice(((k * ArrayGeometry.Chunks) + chunk) * Lanes, Lanes);
}
