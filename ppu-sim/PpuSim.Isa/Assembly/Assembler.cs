namespace PpuSim.Isa.Assembly;

/// <summary>
/// Assembles sources in GNU as syntax for PowerPC with the vector extension, and links them: all symbols of all files form one namespace,
/// local numeric labels belong to their file, sections of one name are joined in the order of the files.
/// </summary>
public sealed class Assembler
{
    private readonly AssemblerOptions options;
    private readonly List<AssemblyMessage> errors = [];
    private readonly HashSet<Statement> faulty = [];
    private readonly SectionList sections = new();
    private readonly Definitions definitions = new();

    private Assembler(AssemblerOptions options) => this.options = options;

    /// <exception cref="AssemblyException">The source has errors; all of them are reported.</exception>
    public static AssembledProgram Assemble(string text, string file = "program.s", AssemblerOptions? options = null) =>
        Assemble([new SourceText(file, text)], options);

    /// <inheritdoc cref="Assemble(string, string, AssemblerOptions)"/>
    public static AssembledProgram Assemble(IEnumerable<SourceText> sources, AssemblerOptions? options = null) =>
        new Assembler(options ?? new AssemblerOptions()).Run(sources);

    private AssembledProgram Run(IEnumerable<SourceText> sources)
    {
        var files = Parse(sources);
        foreach (var (name, value) in options.Symbols)
        {
            var position = new SourcePosition("(option)", 0, 0);
            definitions.Assign(new Token(TokenKind.Name, name, 0, position, false), new Value(value, null), new NumberExpression(position, value), default, 0);
        }

        Pass(new AssemblyPass(sections, definitions, isFinal: false), files);
        foreach (var section in sections.All)
        {
            section.Rewind();
        }

        sections.Place(options);
        var final = new AssemblyPass(sections, definitions, isFinal: true);
        Pass(final, files);
        if (errors.Count > 0)
        {
            var order = files.Select((file, index) => (file.FirstOrDefault()?.End.File, index)).ToLookup(pair => pair.File, pair => pair.index);
            throw new AssemblyException([.. errors.OrderBy(error => order[error.Position.File].FirstOrDefault()).ThenBy(error => error.Position.Line).ThenBy(error => error.Position.Column)]);
        }

        return ProgramBuilder.Build(sections, definitions, final);
    }

    private List<List<Statement>> Parse(IEnumerable<SourceText> sources)
    {
        var files = new List<List<Statement>>();
        foreach (var source in sources)
        {
            files.Add(StatementParser.Parse(Lexer.Read(source, errors), files.Sum(file => file.Count), errors));
        }

        return files;
    }

    private void Pass(AssemblyPass pass, List<List<Statement>> files)
    {
        foreach (var file in files)
        {
            // Each file begins in .text, whatever the one before ended in.
            pass.Enter(sections.Find(".text"));
            pass.Place = null;
            foreach (var statement in file.Where(statement => !faulty.Contains(statement)))
            {
                try
                {
                    Assemble(pass, statement);
                }
                catch (AssemblyFault fault)
                {
                    faulty.Add(statement);
                    errors.Add(new AssemblyMessage(fault.Position, fault.Message));
                }
            }
        }
    }

    private void Assemble(AssemblyPass pass, Statement statement)
    {
        pass.Statement = statement.Index;
        if (!pass.IsFinal)
        {
            DefineLabels(pass, statement);
        }

        // Notes and debug information of a compiler are dropped, whatever they contain; the lines come from .loc.
        if (statement.Name is not { } name || (!pass.Section.OccupiesMemory && !SectionDirectives.IsOne(name.Text)))
        {
            return;
        }

        if (statement.IsAssignment)
        {
            SymbolDirectives.Assign(pass, name, new TokenReader(statement.Arguments, statement.End));
        }
        else if (statement.IsDirective)
        {
            var directive = Directives.Find(name.Text) ?? throw new AssemblyFault(name.Position, $"unknown directive '{name.Text}'");
            directive(pass, statement);
        }
        else
        {
            Instruction(pass, statement, name);
        }
    }

    private void DefineLabels(AssemblyPass pass, Statement statement)
    {
        foreach (var label in statement.Labels)
        {
            if (label.Kind == TokenKind.Number)
            {
                definitions.AddLocal(label.Position.File, label.Value, statement.Index, pass.Location);
                continue;
            }

            try
            {
                definitions.AddLabel(label, pass.Location);
            }
            catch (AssemblyFault fault)
            {
                // The instruction behind a wrong label still takes its place.
                errors.Add(new AssemblyMessage(fault.Position, fault.Message));
            }
        }
    }

    private static void Instruction(AssemblyPass pass, Statement statement, Token name)
    {
        if (pass.Section.IsZero)
        {
            throw new AssemblyFault(name.Position, $"section {pass.Section.Name} holds zeros only");
        }

        if (pass.Section.Offset % InstructionAssembler.Length != 0)
        {
            throw new AssemblyFault(name.Position, $"instruction at offset 0x{pass.Section.Offset:x} of section {pass.Section.Name}, expected a multiple of {InstructionAssembler.Length}");
        }

        pass.Section.Alignment = Math.Max(pass.Section.Alignment, InstructionAssembler.Length);
        pass.MarkLine(name.Position, InstructionAssembler.Length);
        var word = 0u;
        try
        {
            word = pass.IsFinal ? InstructionAssembler.Assemble(pass, statement) : 0;
        }
        finally
        {
            // Also after an error: what follows keeps its place.
            pass.EmitWord(word);
        }
    }
}
