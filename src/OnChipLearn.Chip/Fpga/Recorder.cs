using OnChipLearn.Analog;
using OnChipLearn.Chip.Configuration;
using PpuSim.AddressMap;

namespace OnChipLearn.Chip.Fpga;

/// <summary>
/// The FPGA's recorder: collects a trial's input events (its own copies) and, on path fpga-dram, the spikes that arrive from the chip;
/// writes the record to DRAM when the trial's recording ends (<see cref="TrialRecord"/>). A record takes what arrives in
/// <see cref="OpenRecord.From"/> .. <see cref="OpenRecord.End"/>, so what it holds does not depend on when the next trial begins.
/// </summary>
public sealed class Recorder
{
    private readonly TrialConfiguration _trials;
    private readonly FpgaMemory _memory;
    private readonly uint[] _events;
    private readonly List<OpenRecord> _waiting = new(2);
    private readonly List<(ushort Label, long Cycle)> _early = new(64);
    private OpenRecord? _open;
    private int _count;
    private uint _lost;

    internal Recorder(TrialConfiguration trials, FpgaMemory memory)
    {
        _trials = trials;
        _memory = memory;
        _events = new uint[trials.RecordWords - TrialRecordMap.HeaderWords];
    }

    /// <summary>Records completed.</summary>
    public long Completed { get; private set; }

    /// <summary>Spikes stored in records since the start.</summary>
    public long Stored { get; private set; }

    /// <summary>Spikes that found their record full, since the start.</summary>
    public long Lost { get; private set; }

    /// <summary>Spikes that arrived while no record was open, since the start.</summary>
    public long Unrecorded { get; private set; }

    /// <summary>Sees every word that is written; null for none.</summary>
    internal Action<uint, bool>? Written { get; set; }

    /// <summary>Begins a record; if one is still open, after that one is closed.</summary>
    internal void Begin(OpenRecord record)
    {
        if (_open is null)
        {
            Open(record);
        }
        else
        {
            _waiting.Add(record);
        }
    }

    /// <summary>An event is on its way from the chip; <paramref name="cycle"/> is its arrival, which may lie ahead.</summary>
    internal void Arrive(ushort label, long cycle)
    {
        if (_open is { } present && cycle >= present.End)
        {
            // sent by the trial that follows: its echoes are under way before this record is closed
            _early.Add((label, cycle));
            return;
        }

        if (_open is not { } open || cycle < open.From)
        {
            Unrecorded++;
            return;
        }

        if (_trials.SpikePath != SpikePath.FpgaDram)
        {
            return;
        }

        if (open.Inputs + _count >= _events.Length)
        {
            _lost++;
            Lost++;
            return;
        }

        _events[open.Inputs + _count++] = TrialRecord.Event(label, (cycle - open.Zero) / PpuClock.CyclesPerTick);
        Stored++;
    }

    /// <summary>Closes the open record and writes it.</summary>
    internal void Close(long missed)
    {
        if (_open is not { } open)
        {
            return;
        }

        for (int k = 0; k < open.Inputs + _count; k++)
        {
            Write(open.Sequence, TrialRecordMap.HeaderWords + k, _events[k], k < open.Inputs);
        }

        Write(open.Sequence, TrialRecordMap.SampleWord, open.Sample, true);
        Write(open.Sequence, TrialRecordMap.LabelWord, open.Label, true);
        Write(open.Sequence, TrialRecordMap.InputsWord, (uint)open.Inputs, true);
        Write(open.Sequence, TrialRecordMap.EventsWord, (uint)_count, false);
        Write(open.Sequence, TrialRecordMap.LostWord, _lost, false);
        Write(open.Sequence, TrialRecordMap.MissedWord, (uint)missed, false);
        Write(open.Sequence, TrialRecordMap.SequenceWord, (uint)open.Sequence, false);
        Completed++;
        _open = null;
        if (_waiting.Count > 0)
        {
            OpenRecord next = _waiting[0];
            _waiting.RemoveAt(0);
            Open(next);
        }

        int early = _early.Count;
        for (int k = 0; k < early; k++)
        {
            Arrive(_early[k].Label, _early[k].Cycle);
        }

        _early.RemoveRange(0, early);
    }

    private void Open(OpenRecord record)
    {
        _open = record;
        _count = 0;
        _lost = 0;
        IReadOnlyList<PlayerEvent> inputs = record.Events;
        for (int k = 0; k < record.Inputs; k++)
        {
            _events[k] = TrialRecord.Event(inputs[k].Label, inputs[k].Tick - inputs[0].Tick);
        }
    }

    private void Write(long sequence, int index, uint value, bool player)
    {
        uint address = TrialRecord.Address(_trials, sequence, index);
        _memory.WriteWord(address, value);
        Written?.Invoke(address, player);
    }
}

/// <summary>A record that is being collected.</summary>
/// <param name="Sequence">1 for the first trial.</param>
/// <param name="Sample">Sample number.</param>
/// <param name="Label">Label of the sample.</param>
/// <param name="Zero">FPGA cycle of time zero.</param>
/// <param name="From">First cycle whose arrivals are recorded.</param>
/// <param name="End">The record is closed: the first cycle whose arrivals are not recorded.</param>
/// <param name="Events">Input events.</param>
/// <param name="Inputs">Input events that are part of the record.</param>
internal readonly record struct OpenRecord(long Sequence, uint Sample, uint Label, long Zero, long From, long End, IReadOnlyList<PlayerEvent> Events, int Inputs);
