using System.Reflection.Metadata;
using OnChipLearn.Compiler.Ir;

namespace OnChipLearn.Compiler.Frontend;

/// <summary>A value on the evaluation stack: its type and its register-sized parts.</summary>
internal readonly record struct StackEntry(CliType Type, Value[] Parts)
{
    /// <summary>The only part.</summary>
    public Value Single => Parts[0];
}

/// <summary>Turns the IL of one method into single assignment form: control flow here, operations in the other files of this class.</summary>
internal sealed partial class MethodImporter
{
    private readonly FunctionTable table;
    private readonly MethodInstance method;
    private readonly Function function;
    private readonly SsaVariables variables;
    private readonly List<IrType> variableTypes = [];
    private readonly Dictionary<int, (Block Block, List<IlInstruction> Code)> blocks = [];
    private readonly Dictionary<Block, CliType[]> entryStacks = [];
    private readonly Stack<StackEntry> stack = new();
    private readonly Dictionary<(int Depth, int Part), int> stackVariables = [];
    private readonly Dictionary<Block, int> expectedEdges = [];
    private Variable[] arguments = [];
    private Variable[] locals = [];
    private Block current = null!;
    private Block entry = null!;
    private SourcePosition position;

    public MethodImporter(FunctionTable table, MethodInstance method, Function function)
    {
        this.table = table;
        this.method = method;
        this.function = function;
        variables = new SsaVariables(InitialValue, variable => variableTypes[variable]);
        position = method.Position;
    }

    private AssemblyImage Image => method.Image;

    private TypeTable Types => table.Assemblies.Types;

    public void Import()
    {
        try
        {
            ImportBody();
        }
        catch (CompilationException exception) when (!exception.Position.IsKnown && position.IsKnown)
        {
            throw new CompilationException(position, exception.Reason);
        }
        catch (BadImageFormatException exception)
        {
            throw new CompilationException(position, $"{method.FullName}: damaged metadata or IL ({exception.Message})");
        }
    }

    private void ImportBody()
    {
        var definition = method.Definition;
        if (definition.RelativeVirtualAddress == 0)
        {
            throw new CompilationException(position, $"{method.FullName} has no body (abstract or external methods are not provided)");
        }

        var body = Image.Body(definition);
        if (body.ExceptionRegions.Length > 0)
        {
            throw new CompilationException(position, $"{method.FullName}: exceptions (try, catch, finally, using, lock) are not provided");
        }

        var code = IlDecoder.Decode(body);
        entry = function.NewBlock();
        DeclareArguments(code);
        DeclareLocals(body, code);
        current = entry;
        InitializeSlots();
        BuildBlocks(code);
        foreach (var (block, instructions) in Order())
        {
            Fill(block, instructions);
        }

        foreach (var block in blocks.Values)
        {
            variables.Seal(block.Block);
        }

        function.Blocks.RemoveAll(block => !block.IsTerminated);
        function.Normalize();
        Passes.TrivialPhis.Run(function);
    }

    private void DeclareArguments(List<IlInstruction> code)
    {
        var taken = code.Where(i => i.Code.General() == ILOpCode.Ldarga).Select(i => (int)i.Operand).ToHashSet();
        var types = new List<CliType>();
        if (!method.IsStatic)
        {
            var owner = Types.FromDefinition(Image, method.Definition.GetDeclaringType(), method.Context.TypeArguments);
            if (!owner.IsSupported)
            {
                throw new CompilationException(position, $"{method.FullName}: {owner.Reason}");
            }

            types.Add(CliType.Reference(owner));
        }

        types.AddRange(method.Signature.ParameterTypes);
        arguments = new Variable[types.Count];
        for (var i = 0; i < types.Count; i++)
        {
            var type = Supported(types[i], $"parameter {i} of {method.FullName}");
            var parts = new Value[type.Parts.Count];
            for (var p = 0; p < parts.Length; p++)
            {
                parts[p] = new Value(Operation.Parameter, type.Parts[p].Width.Type()) { Immediate = function.Parameters.Count, Position = position };
                function.Parameters.Add(parts[p]);
            }

            current = entry;
            arguments[i] = Declare(type, taken.Contains(i));
            WriteVariable(arguments[i], parts);
        }

        if (method.Signature.ReturnType.Kind != CliKind.Void)
        {
            function.Results.AddRange(Supported(method.Signature.ReturnType, $"result of {method.FullName}").Parts.Select(part => part.Width.Type()));
        }
    }

    private void DeclareLocals(MethodBodyBlock body, List<IlInstruction> code)
    {
        if (body.LocalSignature.IsNil)
        {
            return;
        }

        var taken = code.Where(i => i.Code.General() == ILOpCode.Ldloca).Select(i => (int)i.Operand).ToHashSet();
        var types = Image.Reader.GetStandaloneSignature(body.LocalSignature).DecodeLocalSignature(Types.Provider(Image), method.Context);
        locals = new Variable[types.Length];
        for (var i = 0; i < types.Length; i++)
        {
            // A local of a type that cannot be used is refused where it is used, which names the line.
            locals[i] = types[i].IsSupported ? Declare(types[i], taken.Contains(i)) : new Variable(types[i], null, 0);
        }
    }

    private Variable Declare(CliType type, bool addressTaken)
    {
        if (addressTaken)
        {
            var slot = new Value(Operation.Slot, IrType.Word) { Immediate = type.Size, Width = type.Alignment >= 128 ? Width.Vector : Width.Word, Position = position };
            entry.Append(slot);
            return new Variable(type, slot, 0);
        }

        var first = variableTypes.Count;
        variableTypes.AddRange(type.Parts.Select(part => part.Width.Type()));
        return new Variable(type, null, first);
    }

    private void InitializeSlots()
    {
        foreach (var local in locals)
        {
            if (local.Slot is not null)
            {
                WriteVariable(local, Zero(local.Type));
            }
        }
    }

    private Value InitialValue(Block block, int variable)
    {
        var type = variableTypes[variable];
        var zero = new Value(Operation.Constant, IrType.Word);
        block.Insert(block.PhiCount, zero);
        if (type == IrType.Word)
        {
            return zero;
        }

        var splat = ZeroVector(zero);
        block.Insert(block.Values.IndexOf(zero) + 1, splat);
        return splat;
    }

    private void BuildBlocks(List<IlInstruction> code)
    {
        if (code.Count == 0)
        {
            throw new CompilationException(position, $"{method.FullName}: empty method body");
        }

        var leaders = new SortedSet<int> { 0 };
        foreach (var instruction in code)
        {
            if (instruction.IsBranch)
            {
                leaders.Add((int)instruction.Operand);
                leaders.Add(instruction.Next);
            }
            else if (instruction.Code == ILOpCode.Switch)
            {
                leaders.UnionWith(instruction.Targets);
                leaders.Add(instruction.Next);
            }
            else if (instruction.Code is ILOpCode.Ret or ILOpCode.Throw or ILOpCode.Rethrow)
            {
                leaders.Add(instruction.Next);
            }
        }

        List<IlInstruction>? part = null;
        foreach (var instruction in code)
        {
            if (leaders.Contains(instruction.Offset))
            {
                part = [];
                blocks[instruction.Offset] = (function.NewBlock(), part);
            }

            part!.Add(instruction);
        }

        foreach (var leader in leaders)
        {
            if (!blocks.ContainsKey(leader) && leader != code[^1].Next)
            {
                throw new CompilationException(position, $"{method.FullName}: a branch into the middle of an instruction (IL offset {leader})");
            }
        }

        variables.Seal(entry);
        current = entry;
        entry.Terminate(new Value(Operation.Jump, IrType.None) { Position = position }, blocks[0].Block);
        entryStacks[blocks[0].Block] = [];
        expectedEdges[blocks[0].Block] = 1;
        foreach (var (block, instructions) in Order())
        {
            // A switch becomes a chain of branches, with one edge per case.
            var last = instructions[^1];
            foreach (var target in last.Code == ILOpCode.Switch ? last.Targets.Append(last.Next).Select(BlockAt) : Targets(last))
            {
                expectedEdges[target] = expectedEdges.GetValueOrDefault(target) + 1;
            }
        }
    }

    // Distinct targets of the last instruction of a block.
    private IEnumerable<Block> Targets(IlInstruction last)
    {
        var offsets = new List<int>();
        if (last.IsBranch)
        {
            offsets.Add((int)last.Operand);
        }

        offsets.AddRange(last.Targets);
        if (last.Code is not (ILOpCode.Ret or ILOpCode.Throw or ILOpCode.Rethrow) && last.Code.General() != ILOpCode.Br)
        {
            offsets.Add(last.Next);
        }

        return offsets.Distinct().Select(BlockAt).Distinct();
    }

    private Block BlockAt(int offset) => blocks.TryGetValue(offset, out var found)
        ? found.Block
        : throw new CompilationException(position, $"{method.FullName}: control runs past the end of the method");

    private List<(Block Block, List<IlInstruction> Code)> Order()
    {
        var order = new List<(Block, List<IlInstruction>)>();
        var seen = new HashSet<int>();
        var byBlock = blocks.ToDictionary(pair => pair.Value.Block, pair => pair.Key);
        var work = new Stack<(int Offset, Queue<Block> Remaining)>();
        void Enter(int offset)
        {
            if (seen.Add(offset))
            {
                work.Push((offset, new Queue<Block>(Targets(blocks[offset].Code[^1]).Reverse())));
            }
        }

        Enter(0);
        while (work.TryPeek(out var top))
        {
            if (top.Remaining.TryDequeue(out var next))
            {
                Enter(byBlock[next]);
            }
            else
            {
                order.Add(blocks[top.Offset]);
                work.Pop();
            }
        }

        order.Reverse();
        return order;
    }

    private void Fill(Block block, List<IlInstruction> code)
    {
        current = block;
        SealIfComplete(block);
        stack.Clear();
        var types = entryStacks.GetValueOrDefault(block) ?? throw new CompilationException(position, $"{method.FullName}: the evaluation stack of a block is not known");
        for (var depth = 0; depth < types.Length; depth++)
        {
            var parts = new Value[types[depth].Parts.Count];
            for (var part = 0; part < parts.Length; part++)
            {
                parts[part] = variables.Read(block, StackVariable(depth, part, types[depth].Parts[part].Width.Type()));
            }

            stack.Push(new StackEntry(types[depth], parts));
        }

        foreach (var instruction in code)
        {
            position = Image.Position(method.Handle, instruction.Offset);
            Step(instruction);
        }

        if (!current.IsTerminated)
        {
            Jump(BlockAt(code[^1].Next));
        }
    }

    // Only blocks of the method itself wait for predecessors; those made inside an instruction are sealed when they are made.
    private void SealIfComplete(Block block)
    {
        if (block.Predecessors.Count == expectedEdges.GetValueOrDefault(block))
        {
            variables.Seal(block);
        }
    }

    private void PassStack(Block target)
    {
        var entries = stack.Reverse().ToArray();
        if (entryStacks.TryGetValue(target, out var expected))
        {
            if (expected.Length != entries.Length)
            {
                throw new CompilationException(position, $"{method.FullName}: the evaluation stack has {entries.Length} entries where {expected.Length} were expected");
            }
        }
        else
        {
            entryStacks[target] = [.. entries.Select(entry => entry.Type)];
        }

        for (var depth = 0; depth < entries.Length; depth++)
        {
            for (var part = 0; part < entries[depth].Parts.Length; part++)
            {
                variables.Write(current, StackVariable(depth, part, entries[depth].Parts[part].Type), entries[depth].Parts[part]);
            }
        }
    }

    private int StackVariable(int depth, int part, IrType type)
    {
        // Word and vector entries at the same depth are different variables.
        var key = (depth, part * 2 + (type == IrType.Vector ? 1 : 0));
        if (!stackVariables.TryGetValue(key, out var variable))
        {
            stackVariables[key] = variable = variableTypes.Count;
            variableTypes.Add(type);
        }

        return variable;
    }

    private void Jump(Block target)
    {
        PassStack(target);
        current.Terminate(new Value(Operation.Jump, IrType.None) { Position = position }, target);
        SealIfComplete(target);
    }

    private void Branch(Predicate predicate, Value a, Value b, int taken, int next)
    {
        var (first, second) = (BlockAt(taken), BlockAt(next));
        if (first == second)
        {
            Jump(first);
            return;
        }

        PassStack(first);
        PassStack(second);
        current.Terminate(new Value(Operation.Branch, IrType.None, a, b) { Predicate = predicate, Position = position }, first, second);
        SealIfComplete(first);
        SealIfComplete(second);
    }

    /// <summary>A block in the middle of an IL instruction.</summary>
    private Block InnerBlock() => function.NewBlock();

    /// <summary>Both values computed already; the one that the relation chooses.</summary>
    private Value Choose(Predicate predicate, Value a, Value b, Value whenTrue, Value whenFalse)
    {
        var (yes, join) = (InnerBlock(), InnerBlock());
        current.Terminate(new Value(Operation.Branch, IrType.None, a, b) { Predicate = predicate, Position = position }, yes, join);
        yes.Terminate(new Value(Operation.Jump, IrType.None) { Position = position }, join);
        variables.Seal(yes);
        variables.Seal(join);
        var phi = new Value(Operation.Phi, whenTrue.Type) { Position = position };
        phi.Operands.AddRange(join.Predecessors.Select(predecessor => predecessor == yes ? whenTrue : whenFalse));
        join.Append(phi);
        current = join;
        return phi;
    }

    /// <summary>An argument or local: parts in variables, or in a slot of the frame where its address is taken.</summary>
    private readonly record struct Variable(CliType Type, Value? Slot, int First);
}
