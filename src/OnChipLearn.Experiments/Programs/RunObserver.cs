using System.Globalization;
using PpuSim.AddressMap;
using PpuSim.Isa;
using PpuSim.Machine;
using PpuSim.Timing;

namespace OnChipLearn.Experiments.Programs;

/// <summary>Collects what a run reports beyond the core's own counters.</summary>
internal sealed class RunObserver
{
    private readonly bool[] _touched = new bool[MemoryMap.SramBytes];
    private readonly bool[] _stored = new bool[MemoryMap.SramBytes];
    private readonly StrictChecker? _strict;
    private readonly TextWriter? _trace;
    private uint _highestStackPointer;
    private uint _lowestStackPointer = uint.MaxValue;

    public RunObserver(ProgramRunOptions options)
    {
        _strict = options.Strict ? new StrictChecker(options.Preset.Core.Slices) : null;
        _trace = options.Trace;
    }

    /// <summary>The core's registers, once it exists.</summary>
    public ScalarState? State { get; set; }

    public SortedDictionary<string, long> Interrupts { get; } = [];

    public int TouchedBytes => _touched.Count(touched => touched);

    public int StackBytes => _highestStackPointer > _lowestStackPointer ? (int)(_highestStackPointer - _lowestStackPointer) : 0;

    public bool WasStored(int address) => _stored[address];

    public void Image(uint address, int length)
    {
        _strict?.Define(address, length);
        _touched.AsSpan((int)address, length).Fill(true);
    }

    public void Issue(long cycle, uint pc, MicroOp op)
    {
        Trace(cycle, pc, op);
        _strict?.Issue(cycle, pc, op);
        TouchCode(pc);
        var stackPointer = State!.Gpr[1];
        if (stackPointer != 0 && stackPointer <= MemoryMap.SramBytes)
        {
            _highestStackPointer = Math.Max(_highestStackPointer, stackPointer);
            _lowestStackPointer = Math.Min(_lowestStackPointer, stackPointer);
        }
    }

    public void Pass(long cycle, uint pc, MicroOp op)
    {
        Trace(cycle, pc, op);
        TouchCode(pc);
    }

    public void Memory(long cycle, uint address, int size, MemoryAccess access)
    {
        _strict?.Memory(cycle, address, size, access);
        var stores = access is MemoryAccess.ScalarStore or MemoryAccess.VectorStore;
        for (var k = 0u; k < size && MemoryMap.IsSram(address + k); k++)
        {
            _touched[address + k] = true;
            _stored[address + k] |= stores;
        }
    }

    public void Interrupt(uint vector, uint returnAddress)
    {
        _strict?.Interrupt(vector, returnAddress);
        var name = vector switch
        {
            0x14 => "external",
            0x18 => "alignment",
            0x1c => "program",
            0x24 => "doorbell",
            0x2c => "fixedInterval",
            _ => "decrementer",
        };
        Interrupts[name] = Interrupts.GetValueOrDefault(name) + 1;
    }

    private void Trace(long cycle, uint pc, MicroOp op) =>
        _trace?.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{cycle} {pc:x8} {op.Word:x8} {Name(op)}"));

    private static string Name(MicroOp op) => op.Op == Op.Undefined ? "undefined" : InstructionTable.Row(op.Op).Mnemonic;

    private void TouchCode(uint pc)
    {
        if (MemoryMap.IsSram(pc))
        {
            _touched.AsSpan((int)pc, 4).Fill(true);
        }
    }
}

/// <summary>Binds a <see cref="RunObserver"/> to a core.</summary>
internal readonly struct RunProbe(RunObserver observer) : IProbe
{
    public void Issue(long cycle, uint pc, MicroOp op) => observer.Issue(cycle, pc, op);

    public void Pass(long cycle, uint pc, MicroOp op) => observer.Pass(cycle, pc, op);

    public void Stall(long cycle, uint pc, StallCause cause)
    {
    }

    public void Memory(long cycle, uint address, int size, uint value, MemoryAccess access) => observer.Memory(cycle, address, size, access);

    public void VectorExecute(long cycle, MicroOp op, int saturated)
    {
    }

    public void Interrupt(long cycle, uint vector, uint returnAddress) => observer.Interrupt(vector, returnAddress);

    public void Sleep(long cycle, bool asleep)
    {
    }
}
