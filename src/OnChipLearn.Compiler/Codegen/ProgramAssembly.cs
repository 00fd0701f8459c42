using System.Buffers.Binary;
using OnChipLearn.Compiler.Ir;
using PpuSim.Image;
using PpuSim.Isa;
using Symbol = OnChipLearn.Compiler.Ir.Symbol;

namespace OnChipLearn.Compiler.Codegen;

/// <summary>Puts start-up code, functions and data at their addresses and writes the image.</summary>
internal sealed class ProgramAssembly
{
    private const int WordBytes = 4;

    /// <summary>Reset and twelve exceptions, one instruction each.</summary>
    private const int Vectors = 13;

    private const int LinkRegister = 8;
    private const int Srr0 = 26;
    private const string StartName = "_start";
    private readonly CompilerOptions options;
    private readonly List<MachineFunction> functions;
    private readonly MachineFunction entry;
    private readonly bool returnsCode;
    private readonly Symbol fault = new("trap.address", Section.Zeroed, WordBytes, WordBytes);
    private readonly Symbol returnCode = new("return.code", Section.Fixed, WordBytes, WordBytes);
    private readonly Dictionary<(MachineFunction, SourcePosition), int> traps = [];
    private readonly List<LineRange> lines = [];
    private readonly MachineBlock trapHandler = new(-1);

    public ProgramAssembly(IReadOnlyList<MachineFunction> calleesFirst, MachineFunction entry, bool returnsCode, CompilerOptions options)
    {
        this.options = options;
        this.entry = entry;
        this.returnsCode = returnsCode;
        var reached = new HashSet<MachineFunction>();
        void Reach(MachineFunction function)
        {
            if (reached.Add(function))
            {
                function.Callees.ForEach(Reach);
            }
        }

        Reach(entry);
        functions = [.. calleesFirst.Reverse().Where(reached.Contains)];
    }

    public CompiledProgram Assemble(string name)
    {
        var startup = Startup();
        var codeEnd = PlaceCode(startup.Count);
        var data = PlaceData(codeEnd, out var stack, out var mailbox, out var freeBytes);
        var code = new byte[codeEnd];
        WriteStartup(code, startup);
        foreach (var function in functions)
        {
            WriteFunction(code, function);
        }

        var segments = Segments(code, data, stack);
        var symbols = Symbols(startup.Count, data, stack);
        var image = new ProgramImage(name, segments, new SymbolTable(symbols), new LineTable(lines), 0);
        return new CompiledProgram(image, MemoryMap(startup.Count, data, stack, mailbox, freeBytes), stack.Size);
    }

    private List<MachineInstruction> Startup()
    {
        var list = new List<MachineInstruction> { new(Op.B) { Link = true, Callee = entry } };
        if (returnsCode)
        {
            list.Add(new MachineInstruction(Op.Stw) { First = Registers.FirstArgument, Symbol = returnCode });
        }

        var halt = new MachineBlock(-1);
        list.Add(new MachineInstruction(Op.Wait));
        list.Add(new MachineInstruction(Op.B) { Target = halt });

        // Exceptions and traps leave the address where it happened, then sleep like a program that has ended.
        var leave = new MachineBlock(-1);
        list.Add(new MachineInstruction(Op.Mfspr) { First = Registers.FirstArgument, Immediate = Srr0 });
        list.Add(new MachineInstruction(Op.Stw) { First = Registers.FirstArgument, Symbol = fault });
        leave.Address = (Vectors + list.Count - 1) * WordBytes;
        list.Add(new MachineInstruction(Op.B) { Target = halt });

        // A trap is a call: unlike tw it lets nothing behind it into the pipeline, which could still reach memory.
        trapHandler.Address = (Vectors + list.Count) * WordBytes;
        list.Add(new MachineInstruction(Op.Mfspr) { First = Registers.FirstArgument, Immediate = LinkRegister });
        list.Add(new MachineInstruction(Op.Addi) { First = Registers.FirstArgument, Second = Registers.FirstArgument, Immediate = -WordBytes });
        list.Add(new MachineInstruction(Op.B) { Target = leave });
        halt.Address = (Vectors + list.FindIndex(instruction => instruction.Op == Op.Wait)) * WordBytes;
        return list;
    }

    private int PlaceCode(int startupWords)
    {
        var address = (Vectors + startupWords) * WordBytes;
        foreach (var function in functions)
        {
            function.Address = address;
            foreach (var block in function.Blocks)
            {
                block.Address = address;
                address += block.Instructions.Count * WordBytes;
            }

            foreach (var position in function.Instructions.Where(instruction => instruction.IsTrapExit).Select(instruction => instruction.Position).Distinct())
            {
                traps[(function, position)] = address;
                address += WordBytes;
            }

            function.Size = address - function.Address;
        }

        return address;
    }

    private List<Symbol> PlaceData(int codeEnd, out Symbol stack, out Symbol? mailbox, out int freeBytes)
    {
        var used = new HashSet<Symbol> { fault };
        void Use(Symbol symbol)
        {
            if (used.Add(symbol))
            {
                foreach (var target in symbol.Relocations.Values)
                {
                    Use(target);
                }
            }
        }

        foreach (var symbol in functions.SelectMany(function => function.Instructions).Select(instruction => instruction.Symbol).OfType<Symbol>())
        {
            Use(symbol);
        }

        var end = options.MemoryBytes - (options.MailboxBytes ?? 0);
        mailbox = options.MailboxBytes is > 0 and { } bytes ? new Symbol("mailbox", Section.Mailbox, bytes, WordBytes) { Address = end } : null;
        if (returnsCode)
        {
            returnCode.Address = end - WordBytes;
            used.Add(returnCode);
        }

        var layout = new MemoryLayout(codeEnd, end);
        foreach (var symbol in used.Where(symbol => symbol.Section == Section.Fixed))
        {
            layout.PlaceFixed(symbol);
        }

        if (mailbox is not null)
        {
            PlaceMailbox(used, end, mailbox.Size);
        }

        var (frameSize, frameAlignment) = FrameLayout.Run(functions);
        stack = new Symbol("stack", Section.Frame, frameSize, frameAlignment);
        layout.Place(used.Where(symbol => symbol.Section is Section.ReadOnly or Section.Data));
        layout.Place(used.Where(symbol => symbol.Section == Section.Zeroed || (symbol.Section == Section.Mailbox && options.MailboxBytes is null)).Append(stack));
        foreach (var slot in functions.SelectMany(function => function.Frame))
        {
            slot.Address += stack.Address;
        }

        freeBytes = layout.FreeBytes;
        return [.. used.Where(symbol => symbol.Section != Section.Frame).OrderBy(symbol => symbol.Address)];
    }

    // The text area lies at the base of the mailbox, arrays behind it.
    private void PlaceMailbox(HashSet<Symbol> used, int start, int size)
    {
        foreach (var symbol in used.Where(symbol => symbol.Section == Section.Mailbox).OrderBy(symbol => symbol.Name != "mailbox.text").ThenByDescending(symbol => symbol.Alignment).ThenBy(symbol => symbol.Name, StringComparer.Ordinal))
        {
            start = (start + symbol.Alignment - 1) / symbol.Alignment * symbol.Alignment;
            symbol.Address = start;
            start += symbol.Size;
            if (start > options.MemoryBytes)
            {
                throw new CompilationException($"{symbol}: the mailbox has {size} bytes, {start - options.MemoryBytes} too few");
            }
        }
    }

    private void WriteStartup(byte[] code, List<MachineInstruction> startup)
    {
        var start = Vectors * WordBytes;
        var handler = start + startup.FindIndex(instruction => instruction.Op == Op.Mfspr) * WordBytes;
        for (var vector = 0; vector < Vectors; vector++)
        {
            var target = new MachineBlock(-1) { Address = vector == 0 ? start : handler };
            Write(code, vector * WordBytes, InstructionEncoding.Encode(new MachineInstruction(Op.B) { Target = target }, vector * WordBytes, 0));
        }

        for (var i = 0; i < startup.Count; i++)
        {
            Write(code, start + i * WordBytes, InstructionEncoding.Encode(startup[i], start + i * WordBytes, 0));
        }
    }

    private void WriteFunction(byte[] code, MachineFunction function)
    {
        foreach (var block in function.Blocks)
        {
            var address = block.Address;
            foreach (var instruction in block.Instructions)
            {
                Write(code, address, InstructionEncoding.Encode(instruction, address, traps.GetValueOrDefault((function, instruction.Position))));
                AddLine(address, instruction.Position);
                address += WordBytes;
            }
        }

        foreach (var ((owner, position), address) in traps.Where(pair => pair.Key.Item1 == function))
        {
            Write(code, address, InstructionEncoding.Encode(new MachineInstruction(Op.B) { Link = true, Target = trapHandler }, address, 0));
            AddLine(address, position);
        }
    }

    private void AddLine(int address, SourcePosition position)
    {
        if (!position.IsKnown)
        {
            return;
        }

        if (lines is [.., var last] && last.End == address && last.Line == position.Line && last.File == position.File)
        {
            lines[^1] = last with { End = (uint)(address + WordBytes) };
        }
        else
        {
            lines.Add(new LineRange((uint)address, (uint)(address + WordBytes), position.File, position.Line, 0));
        }
    }

    private static void Write(byte[] code, int address, uint word) => BinaryPrimitives.WriteUInt32BigEndian(code.AsSpan(address), word);

    private List<Segment> Segments(byte[] code, List<Symbol> data, Symbol stack)
    {
        var list = new List<Segment> { new(".text", 0, code, 0, SegmentAccess.Read | SegmentAccess.Execute) };
        var all = stack.Size > 0 ? data.Append(stack) : data;
        foreach (var symbol in all.OrderBy(symbol => symbol.Address).Where(symbol => symbol.Size > 0))
        {
            var (name, access) = symbol.Section switch
            {
                Section.ReadOnly => (".rodata", SegmentAccess.Read),
                Section.Data => (".data", SegmentAccess.Read | SegmentAccess.Write),
                Section.Frame => (".stack", SegmentAccess.Read | SegmentAccess.Write),
                Section.Mailbox => (".mailbox", SegmentAccess.Read | SegmentAccess.Write),
                _ => (symbol.Content is null ? ".bss" : ".data", SegmentAccess.Read | SegmentAccess.Write),
            };
            var bytes = Content(symbol);
            var last = list[^1];
            if (last.Name == name && last.End == symbol.Address && bytes.Length > 0 == last.Bytes.Length > 0)
            {
                list[^1] = last with
                {
                    Bytes = (byte[])[.. last.Bytes.Span, .. bytes],
                    ZeroLength = bytes.Length > 0 ? 0 : last.ZeroLength + (uint)symbol.Size,
                };
            }
            else
            {
                list.Add(new Segment(name, (uint)symbol.Address, bytes, bytes.Length > 0 ? 0 : (uint)symbol.Size, access));
            }
        }

        return list;
    }

    private static byte[] Content(Symbol symbol)
    {
        if (symbol.Content is null)
        {
            return [];
        }

        var bytes = symbol.Content.ToArray();
        foreach (var (offset, target) in symbol.Relocations)
        {
            BinaryPrimitives.WriteInt32BigEndian(bytes.AsSpan(offset), target.Address);
        }

        return bytes;
    }

    private IEnumerable<PpuSim.Image.Symbol> Symbols(int startupWords, List<Symbol> data, Symbol stack)
    {
        yield return new PpuSim.Image.Symbol(StartName, 0, (uint)((Vectors + startupWords) * WordBytes), SymbolKind.Function, true);
        foreach (var function in functions)
        {
            yield return new PpuSim.Image.Symbol(function.Name, (uint)function.Address, (uint)function.Size, SymbolKind.Function, true);
        }

        foreach (var symbol in data.Append(stack).Where(symbol => symbol.Size > 0))
        {
            yield return new PpuSim.Image.Symbol(symbol.Name, (uint)symbol.Address, (uint)symbol.Size, SymbolKind.Object, true);
        }
    }

    private MemoryMap MemoryMap(int startupWords, List<Symbol> data, Symbol stack, Symbol? mailbox, int freeBytes)
    {
        var entries = new List<MemoryMapEntry> { new(MemoryKind.Code, StartName, 0, (Vectors + startupWords) * WordBytes) };
        entries.AddRange(functions.Select(function => new MemoryMapEntry(MemoryKind.Code, function.Name, function.Address, function.Size)));
        entries.AddRange(data.Where(symbol => (symbol.Section != Section.Mailbox || mailbox is null) && symbol.Size > 0).Select(symbol => new MemoryMapEntry(symbol.Section switch
        {
            Section.Mailbox => MemoryKind.Mailbox,
            Section.ReadOnly => MemoryKind.ReadOnly,
            Section.Data => MemoryKind.Data,
            _ => symbol.Content is null ? MemoryKind.Zeroed : MemoryKind.Data,
        }, symbol.Name, symbol.Address, symbol.Size)));
        if (stack.Size > 0)
        {
            entries.Add(new MemoryMapEntry(MemoryKind.Stack, stack.Name, stack.Address, stack.Size));
        }

        if (mailbox is not null)
        {
            entries.Add(new MemoryMapEntry(MemoryKind.Mailbox, mailbox.Name, mailbox.Address, mailbox.Size));
        }

        return new MemoryMap(options.MemoryBytes, entries, freeBytes);
    }
}
