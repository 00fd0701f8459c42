namespace PpuSim.Machine;

/// <summary>
/// Time base, decrementer and fixed interval timer (RTL timer_unit.sv). Registers are kept as functions of the cycle, so that nothing runs per cycle:
/// <see cref="NextEvent"/> says when a status bit changes next, and <see cref="Advance"/> must be called in that cycle before anything is read.
/// </summary>
public sealed class TimerUnit
{
    private static readonly int[] FitBits = [8, 12, 16, 20];

    private ulong _timeBaseOffset;
    private long _decCycle;
    private uint _dec;

    /// <summary>TSR as of the cycle last advanced to.</summary>
    public uint Tsr { get; private set; }

    public uint Tcr { get; private set; }

    public uint Decar { get; private set; }

    /// <summary>
    /// First cycle in whose beginning TSR or the decrementer changes other than by counting, long.MaxValue for never.
    /// </summary>
    public long NextEvent { get; private set; }

    /// <summary><see cref="Requests"/> is not 0.</summary>
    public bool IsRequesting { get; private set; }

    /// <summary>DIS and FIS gated by their enables: bit DIS or FIS of TSR where the interrupt is requested.</summary>
    public uint Requests =>
        ((Tcr & TimerBits.TcrDie) != 0 ? Tsr & TimerBits.TsrDis : 0) | ((Tcr & TimerBits.TcrFie) != 0 ? Tsr & TimerBits.TsrFis : 0);

    /// <summary>True when the timers will request an interrupt at some time without further writes.</summary>
    public bool WillRequest(long cycle)
    {
        Advance(cycle);
        return Requests != 0 || (Tcr & TimerBits.TcrFie) != 0 || ((Tcr & TimerBits.TcrDie) != 0 && Dec(cycle) != 0);
    }

    public void Reset()
    {
        _timeBaseOffset = 0;
        _decCycle = 0;
        _dec = 0;
        Tsr = Tcr = Decar = 0;
        Plan(0);
    }

    /// <summary>TBU:TBL in <paramref name="cycle"/>; without writes it equals the cycle number.</summary>
    public ulong TimeBase(long cycle) => (ulong)cycle + _timeBaseOffset;

    public uint Dec(long cycle)
    {
        var elapsed = cycle - _decCycle;
        return elapsed >= _dec ? 0 : _dec - (uint)elapsed;
    }

    /// <summary>Applies every status change up to the beginning of <paramref name="cycle"/>.</summary>
    public void Advance(long cycle)
    {
        while (NextEvent <= cycle)
        {
            var at = NextEvent;
            if (_dec != 0 && at == _decCycle + _dec)
            {
                Tsr |= TimerBits.TsrDis;
                _decCycle = at;
                _dec = (Tcr & TimerBits.TcrAre) != 0 ? Decar : 0;
            }

            if (IntervalEdge(at))
            {
                Tsr |= TimerBits.TsrFis;
            }

            Plan(at);
        }
    }

    public uint Read(int spr, long cycle) => spr switch
    {
        Spr.Tbl => (uint)TimeBase(cycle),
        Spr.Tbu => (uint)(TimeBase(cycle) >> 32),
        Spr.Dec => Dec(cycle),
        Spr.Decar => Decar,
        Spr.Tsr => Tsr,
        Spr.Tcr => Tcr,
        _ => 0,
    };

    /// <summary>
    /// A write in <paramref name="cycle"/>, visible in the next. The value replaces what the timers would have had then; a status bit that is set
    /// at the end of this very cycle is lost when TSR is written, except FIS, which wins.
    /// </summary>
    public void Write(int spr, uint value, long cycle)
    {
        var next = cycle + 1;
        var nextDec = DecAfter(cycle, out var expires);
        var oldBit = TimeBase(cycle) >> FitBit & 1;
        var timeBase = TimeBase(next);
        var status = Tsr;
        if (expires)
        {
            status |= TimerBits.TsrDis;
        }

        var fitBit = FitBit;
        switch (spr)
        {
            case Spr.Tbl: timeBase = timeBase & 0xffff_ffff_0000_0000 | value; break;
            case Spr.Tbu: timeBase = timeBase & 0xffff_ffff | (ulong)value << 32; break;
            case Spr.Dec: nextDec = value; break;
            case Spr.Decar: Decar = value; break;
            case Spr.Tcr: Tcr = value; break;
            case Spr.Tsr: status = Tsr & ~value; break;
            default: return;
        }

        if (oldBit == 0 && (timeBase >> fitBit & 1) != 0)
        {
            status |= TimerBits.TsrFis;
        }

        _timeBaseOffset = timeBase - (ulong)next;
        _decCycle = next;
        _dec = nextDec;
        Tsr = status;
        Plan(next);
    }

    private int FitBit => FitBits[Tcr >> TimerBits.TcrFpShift & 3];

    private uint DecAfter(long cycle, out bool expires)
    {
        var dec = Dec(cycle);
        expires = dec == 1;
        return expires ? (Tcr & TimerBits.TcrAre) != 0 ? Decar : 0 : dec == 0 ? 0 : dec - 1;
    }

    private bool IntervalEdge(long cycle) => (TimeBase(cycle) & ((1UL << (FitBit + 1)) - 1)) == 1UL << FitBit;

    // The next cycle after `after` in whose beginning a status bit has just been set. The fixed interval does nothing else, so that it need not be watched
    // while its bit is set.
    private void Plan(long after)
    {
        var period = 1UL << (FitBit + 1);
        var phase = TimeBase(after) & (period - 1);
        var half = period / 2;
        var untilEdge = phase < half ? half - phase : period + half - phase;
        IsRequesting = Requests != 0;
        NextEvent = (Tsr & TimerBits.TsrFis) != 0 ? long.MaxValue : after + (long)untilEdge;
        if (_dec != 0 && _decCycle + _dec < NextEvent && _decCycle + _dec > after)
        {
            NextEvent = _decCycle + _dec;
        }
    }
}
