using PpuSim.Isa;

namespace PpuSim.Profiling.Recording;

/// <summary>
/// Follows calls and returns of a running program. A branch that sets LR and does not just go on is a call; a branch to LR, or rfi, to a remembered return
/// address is a return, whichever frames it leaves out; other jumps into another function replace the current one (tail calls, falling through).
/// </summary>
internal sealed class CallTracker(FunctionMap functions)
{
    /// <summary>Calls that may be open at once; deeper ones are followed as jumps.</summary>
    private const int MaximumDepth = 1024;

    private readonly List<(uint Return, CallNode Caller)> _frames = [];
    private Transfer _pending;
    private uint _returnAddress;

    private enum Transfer : byte
    {
        None,
        Call,
        Return,
    }

    /// <summary>Above all functions; has no cycles.</summary>
    public CallNode Root { get; } = new(null, -1);

    /// <summary>The function that runs, on its path.</summary>
    public CallNode Current { get; private set; } = new(null, -1);

    /// <summary>The instruction at <paramref name="address"/> is the next of the program.</summary>
    public void Reach(uint address)
    {
        if (_pending != Transfer.None)
        {
            Follow(address);
        }

        var function = functions.IndexOf(address);
        if (function != Current.Function)
        {
            Current = (Current.Parent ?? Root).Child(function);
        }
    }

    /// <summary>The instruction leaves decode; where it leads is known when the next one is reached.</summary>
    public void Leave(uint address, Op op, uint word)
    {
        switch (op)
        {
            case Op.B or Op.Bc or Op.Bclr or Op.Bcctr when Encoding.Link(word):
                _pending = Transfer.Call;
                _returnAddress = address + sizeof(uint);
                break;
            case Op.Bclr or Op.Rfi or Op.Rfci or Op.Rfmci:
                _pending = Transfer.Return;
                break;
        }
    }

    /// <summary>An interrupt handler at <paramref name="vector"/> begins.</summary>
    public void Interrupt(uint vector, uint returnAddress)
    {
        _pending = Transfer.None;
        Enter(vector, returnAddress);
    }

    private void Follow(uint address)
    {
        var transfer = _pending;
        _pending = Transfer.None;
        if (transfer == Transfer.Call)
        {
            if (address != _returnAddress)
            {
                Enter(address, _returnAddress);
            }

            return;
        }

        for (var depth = _frames.Count - 1; depth >= 0; depth--)
        {
            if (_frames[depth].Return == address)
            {
                Current = _frames[depth].Caller;
                _frames.RemoveRange(depth, _frames.Count - depth);
                return;
            }
        }
    }

    private void Enter(uint address, uint returnAddress)
    {
        if (_frames.Count == MaximumDepth)
        {
            return;
        }

        _frames.Add((returnAddress, Current));
        Current = Current.Child(functions.IndexOf(address));
        Current.Calls++;
    }
}
