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
        catch (Exception exception) when (exception is BadImageFormatException or InvalidCastException)
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

    /// <summary>An argument or local: parts in variables, or in a slot of the frame where its address is taken.</summary>
    private readonly record struct Variable(CliType Type, Value? Slot, int First);
}
