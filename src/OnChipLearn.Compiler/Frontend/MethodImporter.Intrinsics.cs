using OnChipLearn.Compiler.Ir;
using PpuSim.Isa;

namespace OnChipLearn.Compiler.Frontend;

/// <content>Members of the device vocabulary that stand for instructions.</content>
internal sealed partial class MethodImporter
{
    private static readonly Dictionary<string, InstructionRow> VectorRows =
        InstructionTable.Rows.Where(row => row.IsVector).ToDictionary(row => row.Mnemonic);

    private void Intrinsic(MethodInstance callee, string text)
    {
        var words = text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var parameters = callee.Signature.ParameterTypes;
        switch (words[0])
        {
            case "mfspr":
                PushWord(Emit(new Value(Operation.ReadSpecial, IrType.Word) { Immediate = int.Parse(words[1], System.Globalization.CultureInfo.InvariantCulture) }));
                return;
            case "sync":
                Emit(new Value(Operation.Synchronize, IrType.None));
                return;
            case "wait":
                Emit(new Value(Operation.Wait, IrType.None));
                return;
            case "lwz":
                var loadAddress = SharedAddress(parameters.Length == 2);
                PushWord(Emit(new Value(Operation.Load, IrType.Word, loadAddress) { Width = Width.Word, IsVolatile = true }));
                return;
            case "stw":
                var word = PopWord();
                var storeAddress = SharedAddress(parameters.Length == 3);
                Emit(new Value(Operation.Store, IrType.None, storeAddress, word) { Width = Width.Word, IsVolatile = true });
                return;
            case "fxvlax":
                var address = VectorAddress(parameters[0].Element!, parameters.Length);
                PushVector(callee, Emit(new Value(Operation.Load, IrType.Vector, address) { Width = Width.Vector }));
                return;
            case "fxvstax":
                var vector = Pop(parameters[^1]).Single;
                Emit(new Value(Operation.Store, IrType.None, VectorAddress(parameters[0].Element!, parameters.Length - 1), vector) { Width = Width.Vector });
                return;
        }

        if (!VectorRows.TryGetValue(words[0], out var row))
        {
            throw new CompilationException(position, $"{callee.FullName}: the instruction {words[0]} of the device vocabulary is unknown");
        }

        EmitVector(callee, row);
    }

    private void EmitVector(MethodInstance callee, InstructionRow row)
    {
        var parameters = callee.Signature.ParameterTypes;
        var operands = new List<Value>();
        foreach (var type in parameters.Reverse())
        {
            operands.Insert(0, Pop(type).Single);
        }

        // Operands of the encoding: vectors and at most one scalar or immediate; a condition comes last.
        var sources = VectorOperands.Sources(row);
        var extra = operands.Count - sources.Count;
        var hasImmediate = VectorOperands.HasImmediate(row) && extra > 0;
        var keeps = row.Traits.HasFlag(Traits.Conditional) && VectorOperands.WritesRegister(row) && extra == 2;
        if (extra != (hasImmediate ? 1 : 0) + (keeps ? 1 : 0))
        {
            throw new CompilationException(position, $"{callee.FullName}: {parameters.Length} parameters do not fit the operands of {row.Mnemonic} ({row.Operands})");
        }

        var result = callee.Signature.ReturnType.Kind == CliKind.Void ? IrType.None : IrType.Vector;

        // fxvoutx names its data first in the encoding, the vocabulary its address.
        if (row.Op == Op.Fxvoutx)
        {
            (operands[0], operands[1]) = (operands[1], operands[0]);
        }

        var value = Emit(new Value(Operation.Vector, result, [.. operands]) { Row = row, ImmediateIsOperand = hasImmediate });
        if (result == IrType.Vector)
        {
            PushVector(callee, value);
        }
    }

    private void PushVector(MethodInstance callee, Value vector) => stack.Push(new StackEntry(callee.Signature.ReturnType, [vector]));

    // (address) or (array, index)
    private Value SharedAddress(bool isElement)
    {
        var last = PopWord();
        if (!isElement)
        {
            return last;
        }

        var (start, length) = PopArray();
        return ElementAddress(CliType.UInt32, start, length, last);
    }

    // (array, first element); a whole vector must lie inside.
    private Value VectorAddress(CliType element, int parameters)
    {
        if (parameters != 2)
        {
            throw new CompilationException(position, "a vector access takes an array and the number of its first element");
        }

        var index = PopWord();
        var (start, length) = PopArray();
        var elements = Width.Vector.Bytes() / element.Size;
        Trap(Predicate.Less, length, Constant(elements));
        Trap(Predicate.GreaterUnsigned, index, Emit(Operation.Subtract, length, Constant(elements)));
        return Element(element, start, index);
    }

    private void PseudoIntrinsic(MethodInstance callee)
    {
        switch (callee.FullName)
        {
            case "OnChipLearn.Device.VectorH.AsBytes" or "OnChipLearn.Device.VectorB.AsHalfwords":
                Push(LoadAll(callee.Signature.ReturnType, PopWord(), 0));
                return;
            case "OnChipLearn.Device.Mailbox.Write" when callee.Signature.ParameterTypes[0].Kind == CliKind.String:
                Pop();
                foreach (var character in literal ?? throw new CompilationException(position, "Mailbox.Write takes a literal"))
                {
                    WriteMailbox(Constant((byte)character));
                }

                literal = null;
                return;
            case "OnChipLearn.Device.Mailbox.Write":
                WriteMailbox(PopWord());
                return;
            default:
                if (callee.Signature.ParameterTypes.Length > 0 || callee.Signature.ReturnType.Kind != CliKind.Void)
                {
                    throw new CompilationException(position, $"{callee.FullName} is not known to this compiler");
                }

                return; // a hint to the host, no instruction
        }
    }

    // The ring of the text area: the position counts characters, its low bits are the offset in the area.
    private void WriteMailbox(Value character)
    {
        var (text, cursor) = table.Data.Mailbox(position, table.Options.MailboxTextBytes);
        var cursorAddress = Address(cursor);
        var count = Emit(new Value(Operation.Load, IrType.Word, cursorAddress) { Width = Width.Word });
        var offset = Emit(Operation.And, count, Constant(text.Size - 1));
        Emit(new Value(Operation.Store, IrType.None, Emit(Operation.Add, Address(text), offset), character) { Width = Width.Byte });
        Emit(new Value(Operation.Store, IrType.None, cursorAddress, Emit(Operation.Add, count, Constant(1))) { Width = Width.Word });
    }
}
