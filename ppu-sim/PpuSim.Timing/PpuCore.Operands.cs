using PpuSim.Machine;

namespace PpuSim.Timing;

/// <summary>Operand stage, one cycle behind issue: reads registers, executes, resolves branches (RTL operand_fetch.sv, fub_branch.sv).</summary>
public sealed unsafe partial class PpuCore<TProbe>
{
    // The instruction that issued in the previous cycle.
    private MicroOp? _operandOp;
    private Decoded _operand;

    // Outcome of the branch that resolves in this cycle.
    private bool _branchResolved;
    private bool _branchTaken;
    private uint _branchPc;
    private uint _branchTarget;
    private bool _branchRedirects;
    private uint _branchAddress;
    private uint? _restoredMsr;

    // Writes of special registers and MSR happen at the end of the cycle behind the operand stage.
    private DelayedWrite _operandWrite;
    private DelayedWrite _executeWrite;

    private struct DelayedWrite
    {
        public bool IsPresent;
        public bool IsMsr;
        public int Number;
        public uint Value;
    }

    private void ResetOperands()
    {
        _operandOp = null;
        _branchResolved = _branchRedirects = false;
        _restoredMsr = null;
        _operandWrite = _executeWrite = default;
    }

    private void ExecuteOperands(long cycle, bool entersInterrupt)
    {
        var op = _operandOp!;
        var writeCycle = cycle + op.Latency;
        if (_operand.PredictedTaken && !op.IsBranch)
        {
            RejectPrediction();
        }

        switch (op.Action)
        {
            case OperandAction.Execute when op.Unit == CoreUnit.Divider:
                // A divide completes whatever happens meanwhile.
                if (!entersInterrupt || _losesResults)
                {
                    _data.Divide(op);
                }

                return;
            case OperandAction.Execute:
                _data.Execute(op, writeCycle);
                break;
            case OperandAction.Branch:
                ResolveBranch(op, writeCycle);
                break;
            case OperandAction.LoadStore:
            case OperandAction.WriteBase:
                ComputeAddress(op, writeCycle);
                break;
            case OperandAction.Vector:
                IssueVector(op, cycle);
                return;
            case OperandAction.ReadSpr or OperandAction.ReadMsr:
                _data.ReadSpecial(op, cycle);
                break;
            case OperandAction.WriteSpr when op.SprWritten is Spr.Lr or Spr.Ctr or Spr.Xer:
                // Branches and carries write these too, in program order: no detour over the delayed write.
                _data.WriteSpecial(op, cycle);
                break;
            case OperandAction.WriteSpr:
                _operandWrite = new DelayedWrite { IsPresent = true, Number = op.SprWritten, Value = _state.Gpr[op.Operands.First] };
                break;
            case OperandAction.WriteMsr:
                _operandWrite = new DelayedWrite { IsPresent = true, IsMsr = true, Value = _state.Gpr[op.Operands.First] & MsrBits.Writable };
                break;
            case OperandAction.Trap:
                _trapInOperands = op.TrapIf(_state, op.Operands);
                _requestsQuiet &= !_trapInOperands;
                _trapOperandPc = _operand.Pc;
                break;
        }

        if (entersInterrupt)
        {
            // Issued in the cycle in which an interrupt was taken: it acts, but its results are not written.
            _history.Undo(_state, cycle, _losesResults ? long.MinValue : cycle - 1);
            _operandWrite.IsPresent &= _losesResults;
        }
    }

    private void ResolveBranch(MicroOp op, long writeCycle)
    {
        _branchResolved = true;
        _branchPc = _operand.Pc;
        _branchTaken = _data.Branch(op, _operand.Pc, writeCycle, out _branchTarget);
        if (_branchTaken)
        {
            _branchRedirects = !_operand.PredictedTaken || _branchTarget != _operand.Next;
            _branchAddress = _branchTarget;
        }
        else
        {
            _branchRedirects = _operand.PredictedTaken;
            _branchAddress = _operand.Pc + 1;
        }

        _restoredMsr = op.Op switch
        {
            Isa.Op.Rfi => _state.Srr1 & MsrBits.Writable,
            Isa.Op.Rfci => _state.Csrr1 & MsrBits.Writable,
            Isa.Op.Rfmci => _state.Mcsrr1 & MsrBits.Writable,
            _ => null,
        };
    }

    // The branch cache took this for a taken branch: possible where an interrupt has paired an address with another instruction word.
    private void RejectPrediction()
    {
        _branchResolved = true;
        _branchTaken = false;
        _branchPc = _operand.Pc;
        _branchRedirects = true;
        _branchAddress = _operand.Pc + 1;
    }

    private void IssueVector(MicroOp op, long cycle)
    {
        var vector = op.Vector!;
        if (vector.UsesAddress | vector.ReadsScalar)
        {
            var slot = _vector.TakeSlot();
            _vector.SetScalarOperand(slot, _data.VectorOperand(op, slot, cycle));
        }
    }

    private void StepDelayedWrites(long cycle, bool writesDisabled)
    {
        if (_executeWrite.IsPresent)
        {
            if (_executeWrite.IsMsr)
            {
                if (!writesDisabled)
                {
                    _state.Msr = _executeWrite.Value;
                }
            }
            else if (!writesDisabled || _executeWrite.Number is Spr.Tbl or Spr.Tbu or Spr.Dec or Spr.Decar or Spr.Tcr or Spr.Tsr)
            {
                _state.WriteSpr(_executeWrite.Number, _executeWrite.Value, cycle);
                _requestsQuiet = false;
            }
        }

        _executeWrite = _operandWrite;
        _operandWrite.IsPresent = false;
    }
}
