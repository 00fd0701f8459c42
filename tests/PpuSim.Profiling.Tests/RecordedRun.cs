using PpuSim.Image;
using PpuSim.Profiling.Recording;
using PpuSim.Timing;

namespace PpuSim.Profiling.Tests;

/// <summary>A run that is told event by event, one per cycle, without a core.</summary>
internal sealed class RecordedRun
{
    public const uint Addi = 0x38630001;
    public const uint Blr = 0x4e800020;
    public const uint Rfi = 0x4c000064;
    public const uint Nop = 0x60000000;

    private readonly ProgramImage _image;
    private readonly ProfileRecorder _recorder;
    private readonly ProfileProbe _probe;

    /// <param name="lines">Source lines.</param>
    /// <param name="functions">Functions of 0x100 bytes each, the first at address 0.</param>
    public RecordedRun(LineTable lines, params string[] functions)
    {
        var symbols = functions.Select((name, k) => new Symbol(name, (uint)k * 0x100, 0x100, SymbolKind.Function, true));
        _image = new ProgramImage("test", [], new SymbolTable(symbols), lines, 0);
        _recorder = new ProfileRecorder(new FunctionMap(_image));
        _probe = new ProfileProbe(_recorder);
    }

    public RecordedRun(params string[] functions)
        : this(LineTable.Empty, functions)
    {
    }

    public long Cycle { get; private set; }

    /// <summary>The word of bl (link) or b from one address to another.</summary>
    public static uint Branch(uint from, uint to, bool link) => 0x48000000 | ((to - from) & 0x03fffffc) | (link ? 1u : 0);

    public RecordedRun Issue(uint pc, uint word = Addi)
    {
        _probe.Issue(Cycle++, pc, MicroOp.Decode(word));
        return this;
    }

    public RecordedRun Issue(uint pc, MicroOp op)
    {
        _probe.Issue(Cycle++, pc, op);
        return this;
    }

    public RecordedRun Pass(uint pc, StallCause cause, uint word = Nop)
    {
        _probe.Pass(Cycle, pc, MicroOp.Decode(word));
        return Stall(pc, cause);
    }

    public RecordedRun Stall(uint pc, StallCause cause, int cycles = 1)
    {
        for (var k = 0; k < cycles; k++)
        {
            _probe.Stall(Cycle++, pc, cause);
        }

        return this;
    }

    public RecordedRun Call(uint from, uint to)
    {
        _ = Issue(from, Branch(from, to, link: true));
        return Stall(from + 4, StallCause.Redirect, 4);
    }

    public RecordedRun Interrupt(uint vector, uint returnAddress)
    {
        _probe.Interrupt(Cycle, vector, returnAddress);
        return this;
    }

    public RecordedRun Saturate(uint word, int elements)
    {
        _probe.VectorExecute(Cycle, MicroOp.Decode(word), elements);
        return this;
    }

    public RecordedRun Skip(long cycles)
    {
        Cycle += cycles;
        return this;
    }

    public Profile Profile()
    {
        _recorder.Finish(Cycle);
        return ProfileBuilder.Build(_recorder, _image);
    }
}
