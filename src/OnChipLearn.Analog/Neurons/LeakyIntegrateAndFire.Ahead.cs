using System.Numerics;
using OnChipLearn.Analog.Neurons.Membrane;
using OnChipLearn.Analog.Simd;

namespace OnChipLearn.Analog.Neurons;

/// <content>Chunks that run ahead of the present.</content>
public sealed unsafe partial class LeakyIntegrateAndFire<T> : IRunsAhead
{
    private readonly LaneArray<float> _remembered = new(CircuitBlocks.StateFields * ArrayGeometry.Columns);
    private readonly LaneArray<long> _rememberedEpoch = new(ArrayGeometry.Chunks);
    private readonly LaneArray<float> _rememberedRelease = new(ArrayGeometry.Chunks);
    private readonly PulseTrain _train = new();
    private readonly CurrentTrack _track = new();
    private CrossingSolver _incidents;
    private CrossingSolver _nextIncidents;
    private readonly Passage _passage;
    private readonly List<(int Lane, float Wait)> _again = new(ArrayGeometry.Columns);

    /// <inheritdoc/>
    void IRunsAhead.Remember(uint chunks)
    {
        _epoch.Span.CopyTo(_rememberedEpoch.Span);
        _latestRelease.Span.CopyTo(_rememberedRelease.Span);
        for (uint rest = chunks; rest != 0; rest &= rest - 1)
        {
            int chunk = BitOperations.TrailingZeroCount(rest);
            State(chunk).CopyTo(Copy(chunk));
        }
    }

    /// <inheritdoc/>
    void IRunsAhead.Recall(uint chunks)
    {
        for (uint rest = chunks; rest != 0; rest &= rest - 1)
        {
            int chunk = BitOperations.TrailingZeroCount(rest);
            _later.Pointer[chunk] = Unknown;
            _epoch.Pointer[chunk] = _rememberedEpoch.Pointer[chunk];
            _latestRelease.Pointer[chunk] = _rememberedRelease.Pointer[chunk];
            Copy(chunk).CopyTo(State(chunk));
        }
    }

    /// <inheritdoc/>
    void IRunsAhead.Sweep(uint chunks, ReadOnlySpan<PulseStep> steps, SpikeTrain spikes)
    {
        _train.Clear();
        _track.Begin(steps.Length);
        uint unlike = 0; // chunks that are reached by other steps than the chunk before
        foreach (PulseStep step in steps)
        {
            _train.AddStep(step.Pulses);
            unlike |= step.Pulses.Chunks ^ (step.Pulses.Chunks << 1);
        }

        uint able = 0;
        int before = -1;
        for (uint rest = chunks & ~_inseparable; rest != 0; rest &= rest - 1)
        {
            int chunk = BitOperations.TrailingZeroCount(rest);
            long epoch = _epoch.Pointer[chunk];
            if (steps[^1].Cycle - epoch >= EpochLength)
            {
                continue;
            }

            able |= 1u << chunk;
            if (before >= 0 && before == chunk - 1 && (unlike >> chunk & 1) == 0 && Origin(before) == Origin(chunk) && epoch == _epoch.Pointer[before])
            {
                _train.Share(chunk, before);
            }
            else
            {
                _train.Assign(chunk, Origin(chunk), epoch, steps);
            }

            before = chunk;
        }

        foreach (PulseStep step in steps)
        {
            uint left = chunks & ~able & step.Pulses.Chunks;
            if (left != 0)
            {
                ((IRunsAhead)this).FireAll(left, step.Cycle, spikes);
                Arrive(left, step.Cycle, step.Pulses);
            }
        }

        Pass(able, spikes);
        for (uint rest = able; rest != 0; rest &= rest - 1)
        {
            int chunk = BitOperations.TrailingZeroCount(rest);
            if (_train.Count(chunk) != 0)
            {
                Begin(chunk, steps[_train.Steps(chunk)[_train.Count(chunk) - 1]].Cycle);
            }
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
                Solve(chunk, Suspects(chunk, cycle));
            }
        }

        Fire(cycle, spikes);
    }

    private void Pass(uint chunks, SpikeTrain spikes)
    {
        for (uint rest = chunks; rest != 0; rest &= rest - 1)
        {
            int chunk = BitOperations.TrailingZeroCount(rest);
            _later.Pointer[chunk] = Unknown;
            for (int k = 0; k < Lanes; k += T.Width)
            {
                _track.Record<T>(_blocks[chunk], chunk, k, _train, _shortInterval);
            }
        }

        for (uint rest = chunks; rest != 0; rest &= rest - 1)
        {
            int chunk = BitOperations.TrailingZeroCount(rest);
            for (uint held = _passage.Enter<T>(chunk); held != 0; held &= held - 1)
            {
                Release((chunk * Lanes) + BitOperations.TrailingZeroCount(held));
            }

            _passage.Run<T>(chunk, _incidents);
        }

        uint entered = 0;
        while (_incidents.Count != 0)
        {
            entered |= Settle(spikes);
            if (_incidents.Count != 0)
            {
                continue; // refractory times that end: their lanes pass together with those that have entered
            }

            for (; entered != 0; entered &= entered - 1)
            {
                _passage.Run<T>(BitOperations.TrailingZeroCount(entered), _incidents);
            }
        }
    }

    // Solves for what happens on the way; returns the chunks in which lanes go on.
    private uint Settle(SpikeTrain spikes)
    {
        CrossingSolver solved = _incidents;
        (_incidents, _nextIncidents) = (_nextIncidents, _incidents);
        solved.SortOut<T>(_shortInterval);
        solved.Solve<T>();
        uint entered = 0;
        for (int n = 0; n < solved.Count; n++)
        {
            int lane = solved.Lane(n);
            int step = solved.Step(n);
            float crossing = solved.Crossing(n);
            if (crossing <= solved.Cycles(n))
            {
                int chunk = ArrayGeometry.ChunkOf(lane);
                float start = _train.Times(chunk)[step];
                float* circuit = _blocks[chunk] + (lane & (Lanes - 1));
                spikes.Add(lane, (double)_epoch.Pointer[chunk] + start + crossing);
                Hold(chunk, circuit, start, crossing);
                *circuit = *CircuitBlocks.Place(circuit, CircuitField.Reset, 0);
                entered |= Release(lane);
            }
            else
            {
                At(CircuitField.V, lane) = solved.Wait(n) > 0 ? solved.Released(n) : _passage.Later(lane, step, solved.Potential(n));
                _passage.Enter(lane, step + 1);
                entered |= 1u << ArrayGeometry.ChunkOf(lane);
            }
        }

        solved.Clear();
        return entered;
    }

    // Lets a lane whose membrane is held go on where its refractory time ends; returns its chunk if that is where a step begins.
    private uint Release(int lane)
    {
        int chunk = ArrayGeometry.ChunkOf(lane);
        float* circuit = _blocks[chunk] + (lane & (Lanes - 1));
        float* times = _train.Times(chunk);
        float release = *CircuitBlocks.Place(circuit, CircuitField.Release, 0);
        if (times[_train.Count(chunk)] <= release)
        {
            return 0;
        }

        int step = _train.StepAt(chunk, release);
        float wait = release - times[step];
        float cycles = times[step + 1] - times[step];
        if (cycles <= wait)
        {
            wait = 0; // by rounding
            step++;
        }

        if (wait <= 0)
        {
            _passage.Enter(lane, step);
            return 1u << chunk;
        }

        _incidents.Add(lane, *circuit, _track.At(chunk, step) + (lane & (Lanes - 1)), new Incident(step, cycles, wait));
        return 0;
    }

    private void Solve(int chunk, uint suspects)
    {
        for (; suspects != 0; suspects &= suspects - 1)
        {
            int lane = (chunk * Lanes) + BitOperations.TrailingZeroCount(suspects);
            _solver.Add(lane, Wait(lane));
        }
    }

    // Solves for the lanes that have been added, fires those that cross, and goes on with those that may cross once more.
    private void Fire(long cycle, SpikeTrain spikes)
    {
        while (_solver.Count != 0)
        {
            _solver.Solve<T>();
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
                        _again.Add((lane, wait));
                    }
                }
            }

            _solver.Clear();
            foreach ((int lane, float wait) in _again)
            {
                _solver.Add(lane, wait);
            }

            _again.Clear();
        }
    }

    private Span<float> State(int chunk) => new(_blocks[chunk], CircuitBlocks.StateFields * Lanes);

    private Span<float> Copy(int chunk) => new(_remembered.Pointer + (chunk * CircuitBlocks.StateFields * Lanes), CircuitBlocks.StateFields * Lanes);
}
