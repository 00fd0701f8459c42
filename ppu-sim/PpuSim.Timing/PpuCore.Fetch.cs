using PpuSim.AddressMap;
using PpuSim.Machine;

namespace PpuSim.Timing;

/// <summary>Fetch, instruction memory and predecode registers (RTL inst_stream.sv, cycle_counter.sv).</summary>
public sealed partial class PpuCore<TProbe>
{
    private readonly InstructionCache? _instructionCache;

    // Fetch address and the two stages in front of decode. The instruction word travels apart from its address, because a redirect
    // moves addresses even where the words are held.
    private uint _fetchAddress;
    private Stage _memoryStage;
    private Stage _predecodeStage;
    private MicroOp _memoryOp = null!;
    private MicroOp _predecodeOp = null!;

    // First instruction behind a redirect, by stage, and whether a stage has been filled since reset.
    private bool _target0;
    private bool _target1;
    private bool _target2;
    private bool _valid0;
    private bool _valid1;

    // Sequence counter of multi-cycle instructions.
    private bool _counting;
    private int _sequence;

    // Registered answer of the branch cache for the address looked up in the previous cycle.
    private uint _prediction;
    private bool _ignorePrediction;
    private long _fetchStallUntil;

    private struct Stage
    {
        public uint Pc;
        public uint Next;
        public bool PredictedTaken;
    }

    private void ResetFetch()
    {
        _fetchAddress = 0;
        _memoryStage = _predecodeStage = default;
        _memoryOp = _predecodeOp = MicroOp.Decode(0);
        _target0 = _target1 = _target2 = _valid0 = _valid1 = false;
        _counting = false;
        _sequence = 0;
        _prediction = 0;
        _ignorePrediction = false;
        _fetchStallUntil = 0;
        _instructionCache?.Reset();
    }

    private MicroOp Fetch(uint wordAddress, long cycle)
    {
        if (_instructionCache is not null && wordAddress >= MemoryMap.BlockRamFetchBase / 4)
        {
            var delay = _instructionCache.Fetch(wordAddress);
            if (delay > 0)
            {
                _fetchStallUntil = cycle + 1 + delay;
            }
        }

        return _instructions[wordAddress];
    }

    // Clock edge of the fetch pipeline. `jump` redirects to `jumpAddress`; `hold` keeps predecode where it is.
    private void StepFetch(long cycle, bool hold, bool jump, uint jumpAddress)
    {
        var predicted = _prediction != 0 && !_ignorePrediction;
        var local = hold ? _fetchAddress : predicted ? _prediction & ~Datapath.PredictedTaken : _fetchAddress + 1;
        var next = jump ? jumpAddress : local;
        if (!hold || jump)
        {
            _predecodeStage = _memoryStage;
            _predecodeOp = _memoryOp;
            _target2 = _target1;
            _target1 = _target0;
            _target0 = jump;
            _valid1 = _valid0;
            _valid0 = true;
            _memoryStage.Pc = _fetchAddress;
            _memoryStage.Next = next;
            _memoryStage.PredictedTaken = predicted;
        }

        if (!hold)
        {
            _memoryOp = Fetch(_fetchAddress, cycle);
        }

        _prediction = _data.Predict(local);
        if (_branchResolved)
        {
            _data.Learn(_branchPc, _branchTaken, _branchTarget, local, cycle);
        }

        _ignorePrediction = jump;
        _fetchAddress = next;
    }

    private void StepSequence(bool multiple, bool ignoresJump, bool holdStream, int last)
    {
        if (!_counting)
        {
            if (multiple && !ignoresJump)
            {
                _counting = true;
                if (!holdStream)
                {
                    _sequence = _sequence + 1 & 31;
                }
            }
        }
        else if (ignoresJump)
        {
            _counting = false;
            _sequence = 0;
        }
        else if (!holdStream)
        {
            if (_sequence == last)
            {
                _counting = false;
                _sequence = 0;
            }
            else
            {
                _sequence = _sequence + 1 & 31;
            }
        }
    }
}
