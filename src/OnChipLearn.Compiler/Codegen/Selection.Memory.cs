using OnChipLearn.Compiler.Ir;
using PpuSim.Isa;

namespace OnChipLearn.Compiler.Codegen;

/// <content>Loads, stores and vector instructions.</content>
internal sealed partial class Selection
{
    private void EmitAccess(Value value)
    {
        var address = value.Operands[0];
        var isStore = value.Operation == Operation.Store;
        var extends = value is { Operation: Operation.Load, Width: Width.SignedByte };
        var data = isStore ? Register(value.Operands[1]) : extends ? Temporary() : Register(value);
        MachineInstruction access;
        if (value.Width == Width.Vector)
        {
            access = VectorAccess(value, address, isStore, data);
        }
        else if (folded.Contains(address) && address.Operation == Operation.Add && address.Operands[1].Operation is not (Operation.Address or Operation.Slot))
        {
            access = new MachineInstruction(Indexed(value)) { First = data, Second = Register(address.Operands[0]), Third = Register(address.Operands[1]) };
        }
        else
        {
            access = Displaced(value, address, data);
        }

        access.IsVolatile = value.IsVolatile;
        access.Datum = Datum(address);
        access.Place = MemoryPlace.Of(value);
        Add(access);
        if (extends)
        {
            Add(new MachineInstruction(Op.Extsb) { First = data, Second = Register(value) });
        }
    }

    // Displacement form: base register (or none) + displacement (with the address of a datum).
    private MachineInstruction Displaced(Value value, Value address, int data)
    {
        var displacement = value.Immediate;
        var (baseRegister, symbol) = (Registers.None, (Symbol?)null);
        if (!folded.Contains(address))
        {
            baseRegister = Register(address);
        }
        else if (address.Operation == Operation.Add)
        {
            baseRegister = Register(address.Operands[0]);
            (symbol, displacement) = Anchor(address.Operands[1], displacement);
        }
        else
        {
            (symbol, displacement) = Anchor(address, displacement);
        }

        // lha does not extend the sign of its displacement; others reach 32 KiB in both directions.
        var negative = symbol is null && displacement < 0 && value is { Operation: Operation.Load, Width: Width.SignedHalfword };
        if (negative || (symbol is null && !IsSigned16(displacement)))
        {
            var moved = Temporary();
            AddConstant(moved, baseRegister, displacement);
            (baseRegister, displacement) = (moved, 0);
        }

        return new MachineInstruction(WithDisplacement(value)) { First = data, Second = baseRegister, Immediate = displacement, Symbol = symbol };
    }

    private (Symbol? Symbol, int Displacement) Anchor(Value address, int displacement) =>
        address.Operation == Operation.Slot ? (Slot(address), displacement) : (address.Symbol, address.Immediate + displacement);

    private MachineInstruction VectorAccess(Value value, Value address, bool isStore, int data)
    {
        var access = new MachineInstruction(isStore ? Op.Fxvstax : Op.Fxvlax) { First = data };
        if (folded.Contains(address) && address.Operation == Operation.Add)
        {
            access.Second = Register(address.Operands[0]);
            access.Third = Register(address.Operands[1]);
        }
        else if (value.Immediate == 0)
        {
            access.Third = Register(address);
        }
        else
        {
            access.Third = Temporary();
            AddConstant(access.Third, Register(address), value.Immediate);
        }

        return access;
    }

    private static Op WithDisplacement(Value value) => (value.Operation, value.Width) switch
    {
        (Operation.Store, Width.Byte or Width.SignedByte) => Op.Stb,
        (Operation.Store, Width.Halfword or Width.SignedHalfword) => Op.Sth,
        (Operation.Store, _) => Op.Stw,
        (_, Width.Byte or Width.SignedByte) => Op.Lbz,
        (_, Width.Halfword) => Op.Lhz,
        (_, Width.SignedHalfword) => Op.Lha,
        _ => Op.Lwz,
    };

    private static Op Indexed(Value value) => WithDisplacement(value) switch
    {
        Op.Stb => Op.Stbx,
        Op.Sth => Op.Sthx,
        Op.Stw => Op.Stwx,
        Op.Lbz => Op.Lbzx,
        Op.Lhz => Op.Lhzx,
        Op.Lha => Op.Lhax,
        _ => Op.Lwzx,
    };

    // The datum that an address points into, if it is one for certain.
    private Symbol? Datum(Value address) => address.Operation switch
    {
        Operation.Address => address.Symbol,
        Operation.Slot => Slot(address),
        Operation.Add => Datum(address.Operands[1]) ?? Datum(address.Operands[0]),
        _ => null,
    };

    private void EmitVector(Value value)
    {
        var row = value.Row!;
        var operands = value.Operands;
        var instruction = new MachineInstruction(row.Op) { Condition = value.Immediate };
        var next = 0;
        if (VectorOperands.WritesRegister(row))
        {
            instruction.First = Register(value);
            if (VectorOperands.KeepsElements(row, value.Immediate))
            {
                Copy(instruction.First, Register(operands[next++]));
                instruction.ReadsFirst = true;
            }
        }
        else if (row.Op == Op.Fxvoutx)
        {
            instruction.First = Register(operands[next++]);
        }

        switch (row.Unit)
        {
            case Unit.VectorParallel when folded.Contains(operands[next]):
                instruction.Second = Register(operands[next].Operands[0]);
                instruction.Third = Register(operands[next].Operands[1]);
                break;
            case Unit.VectorParallel:
                instruction.Third = Register(operands[next]);
                break;
            default:
                if (next < operands.Count)
                {
                    instruction.Second = Register(operands[next++]);
                }

                if (next < operands.Count)
                {
                    instruction.Third = Register(operands[next]);
                }

                break;
        }

        if (row.Op is Op.Fxvshh or Op.Fxvshb)
        {
            (instruction.Immediate, instruction.Condition) = (value.Immediate, 0);
        }

        Add(instruction);
    }
}
