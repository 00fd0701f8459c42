using OnChipLearn.Compiler.Ir;
using PpuSim.Isa;

namespace OnChipLearn.Compiler.Codegen;

/// <content>Branches, calls and returns.</content>
internal sealed partial class Selection
{
    private void EmitTerminator(Value value)
    {
        var successors = value.Block!.Successors;
        switch (value.Operation)
        {
            case Operation.Jump:
                Add(new MachineInstruction(Op.B) { Target = blocks[successors[0]] });
                break;
            case Operation.Branch:
                var bit = EmitRelation(value, out var whenSet);
                Add(new MachineInstruction(Op.Bc) { First = whenSet ? 12 : 4, Second = bit.Field, Condition = bit.Bit, Target = blocks[successors[0]] });
                Add(new MachineInstruction(Op.B) { Target = blocks[successors[1]] });
                break;
            case Operation.CountedBranch:
                Add(new MachineInstruction(Op.Bc) { First = 16, Target = blocks[successors[0]] });
                Add(new MachineInstruction(Op.B) { Target = blocks[successors[1]] });
                break;
            case Operation.Return:
                EmitReturn(value);
                break;
            case Operation.Unreachable:
                Add(new MachineInstruction(Op.B) { Target = current });
                break;
            default:
                throw new InvalidOperationException($"no instructions for {value.Operation}");
        }
    }

    /// <summary>Copies values to the registers of arguments, which are those of results, too; returns the registers.</summary>
    private List<int> CopyToArguments(IEnumerable<Value> operands)
    {
        var (general, vector) = (Registers.FirstArgument, Registers.FirstVectorArgument);
        var reads = new List<int>();
        foreach (var operand in operands)
        {
            var target = operand.Type == IrType.Vector ? vector++ : general++;
            reads.Add(target);
            if (operand.Operation != Operation.Undefined)
            {
                Copy(target, Register(operand));
            }
        }

        return reads;
    }

    private void EmitReturn(Value value)
    {
        var reads = CopyToArguments(value.Operands);

        if (linkRegister >= 0)
        {
            Add(new MachineInstruction(Op.Mtspr) { First = linkRegister, Immediate = 8 });
        }

        Add(new MachineInstruction(Op.Bclr) { First = 20, ImplicitReads = [.. reads] });
    }

    private void EmitCall(Value value)
    {
        var callee = compiled[value.Callee!];
        if (!machine.Callees.Contains(callee))
        {
            machine.Callees.Add(callee);
        }

        var reads = CopyToArguments(value.Operands);

        var results = new List<int>();
        var (general, vector) = (Registers.FirstArgument, Registers.FirstVectorArgument);
        results.AddRange(value.Callee!.Results.Select(type => type == IrType.Vector ? vector++ : general++));
        Add(new MachineInstruction(Op.B) { Link = true, Callee = callee, ImplicitReads = [.. reads], ImplicitWrites = [.. callee.Clobbers.Union(results)] });
        machine.ClobbersCounter |= callee.ClobbersCounter;
        foreach (var result in users.GetValueOrDefault(value) ?? [])
        {
            if (result.Operation == Operation.Result && users.ContainsKey(result))
            {
                Copy(Register(result), results[result.Immediate]);
            }
        }
    }
}
