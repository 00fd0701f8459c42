using System.Runtime.CompilerServices;

namespace PpuSim.Machine;

/// <summary>
/// Architectural state of the scalar processor. Reset clears everything but the general purpose registers, which the chip leaves undefined.
/// </summary>
public sealed class ScalarState
{
    /// <summary>Index of a pseudo register that always holds 0; operands "RA|0" with RA = 0 are decoded to it.</summary>
    public const int ZeroRegister = 32;

    /// <summary>r0..r31, and the constant 0 at <see cref="ZeroRegister"/>.</summary>
    public readonly uint[] Gpr = GC.AllocateArray<uint>(ZeroRegister + 1, pinned: true);

    /// <summary>Condition register, field 0 in the most significant nibble.</summary>
    public uint Cr;

    /// <summary>SO, OV and CA only (see <see cref="XerBits"/>).</summary>
    public uint Xer;
    public uint Lr;
    public uint Ctr;
    public uint Msr;
    public uint Srr0;
    public uint Srr1;
    public uint Csrr0;
    public uint Csrr1;
    public uint Mcsrr0;
    public uint Mcsrr1;
    public uint Dear;
    public uint Esr;
    public uint Gin;
    public uint Gout;
    public uint Goe;
    public uint Iccr;

    public Quirks Quirks { get; init; } = Quirks.All;

    public TimerUnit Timers { get; } = new();

    /// <summary>Back to the state after reset; general purpose registers are set by the caller, because hardware leaves them as they are.</summary>
    public void Reset()
    {
        Cr = Xer = Lr = Ctr = Msr = Srr0 = Srr1 = Csrr0 = Csrr1 = Mcsrr0 = Mcsrr1 = Dear = Esr = Gout = Goe = Iccr = 0;
        Timers.Reset();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool Has(Quirks quirk) => (Quirks & quirk) != 0;

    /// <summary>CR0 := comparison of a result with 0, and SO.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Record(uint result)
    {
        var field = (int)result < 0 ? CrBits.Lt : result != 0 ? CrBits.Gt : CrBits.Eq;
        Cr = Cr & 0x0fff_ffff | (field | Xer >> 31) << 28;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void SetCarry(bool carry) => Xer = carry ? Xer | XerBits.Ca : Xer & ~XerBits.Ca;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void SetOverflow(bool overflow) => Xer = overflow ? Xer | XerBits.Ov | XerBits.So : Xer & ~XerBits.Ov;

    public void SetCrField(int field, uint value)
    {
        var shift = 28 - 4 * field;
        Cr = Cr & ~(15u << shift) | value << shift;
    }

    public uint CrBit(int bit) => Cr >> (31 - bit) & 1;

    /// <summary>Reads a special purpose register in <paramref name="cycle"/>; numbers that do not exist give 0.</summary>
    public uint ReadSpr(int number, long cycle) => number switch
    {
        Spr.Xer => Xer,
        Spr.Lr => Lr,
        Spr.Ctr => Ctr,
        Spr.Srr0 => Srr0,
        Spr.Srr1 => Srr1,
        Spr.Csrr0 => Csrr0,
        Spr.Csrr1 => Csrr1,
        Spr.Mcsrr0 => Mcsrr0,
        Spr.Mcsrr1 => Mcsrr1,
        Spr.Dear => Dear,
        Spr.Esr => Esr,
        Spr.Gin => Gin,
        Spr.Gout => Gout,
        Spr.Goe => Goe,
        _ => Timers.Read(number, cycle),
    };

    /// <summary>Writes a special purpose register; the value is there from the cycle after <paramref name="cycle"/>. Unknown numbers are ignored.</summary>
    public void WriteSpr(int number, uint value, long cycle)
    {
        switch (number)
        {
            case Spr.Xer: Xer = value & XerBits.Writable; break;
            case Spr.Lr: Lr = value; break;
            case Spr.Ctr: Ctr = value; break;
            case Spr.Srr0: Srr0 = value; break;
            case Spr.Srr1: Srr1 = value; break;
            case Spr.Csrr0: Csrr0 = value; break;
            case Spr.Csrr1: Csrr1 = value; break;
            case Spr.Mcsrr0: Mcsrr0 = value; break;
            case Spr.Mcsrr1: Mcsrr1 = value; break;
            case Spr.Dear: Dear = value; break;
            case Spr.Esr: Esr = value & EsrBits.Writable; break;
            case Spr.Gout: Gout = value; break;
            case Spr.Goe: Goe = value; break;
            case Spr.Iccr: Iccr = value; break;
            default: Timers.Write(number, value, cycle); break;
        }
    }
}
