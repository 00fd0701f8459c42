using System.Reflection;
using System.Reflection.Metadata;
using OnChipLearn.Compiler.Codegen;
using OnChipLearn.Compiler.Frontend;
using OnChipLearn.Compiler.Ir;
using OnChipLearn.Compiler.Passes;

namespace OnChipLearn.Compiler;

/// <summary>Compiles C# that keeps to the device vocabulary, from the IL of its assembly, to a program image.</summary>
public static class FirmwareCompiler
{
    private static readonly (bool ScheduleFirst, bool Spread)[] Versions = [(false, false), (true, false), (false, true), (true, true)];

    /// <summary>Names of the passes, in order, for <see cref="CompilerOptions.DumpPass"/>.</summary>
    public static IEnumerable<string> PassNames => PassList.Names;

    /// <summary>Compiles the entry point and everything that it reaches.</summary>
    /// <exception cref="CompilationException">The program uses what the PPU does not have, or does not fit.</exception>
    public static CompiledProgram Compile(CompilerOptions options)
    {
        if (options.DumpPass is { } dump && !PassNames.Contains(dump))
        {
            throw new CompilationException($"there is no pass {dump}; the passes are {string.Join(", ", PassNames)}");
        }

        try
        {
            using var assemblies = new AssemblySet(options.AssemblyPath);
            return Compile(assemblies, options);
        }
        catch (Exception exception) when (exception is BadImageFormatException or InvalidCastException)
        {
            throw new CompilationException($"{options.AssemblyPath}: not a valid .NET assembly ({exception.Message})");
        }
    }

    private static CompiledProgram Compile(AssemblySet assemblies, CompilerOptions options)
    {
        var method = EntryMethod(assemblies, options);
        var table = new FunctionTable(assemblies, new StaticData(assemblies), options);
        var entry = table.Import(method);
        var program = ProgramGraph.Build(entry);
        var passes = PassList.Create(new CallCounts(program.CalleesFirst));
        var compiled = new Dictionary<Function, MachineFunction>();
        var timing = new BlockTiming(options.Timing);
        foreach (var function in program.CalleesFirst)
        {
            Inspect(function, "import", options);
            foreach (var pass in passes)
            {
                pass.Run(function);
                Inspect(function, pass.Name, options);
            }
        }

        var called = ProgramGraph.Build(entry).CalleesFirst;
        var handsOverCondition = ConditionFlow.CrossesCalls(called);
        foreach (var function in called)
        {
            compiled[function] = Generate(function, compiled, handsOverCondition, function == entry, timing, options);
        }

        return new ProgramAssembly([.. called.Select(function => compiled[function])], compiled[entry], entry.Results.Count > 0, options).Assemble(method.FullName);
    }

    private static MachineFunction Generate(Function function, Dictionary<Function, MachineFunction> compiled, bool handsOverCondition, bool isEntry, BlockTiming timing, CompilerOptions options)
    {
        if (!options.Schedule)
        {
            var plain = Allocate(function, compiled, handsOverCondition, false, false);
            BlockLayout.Run(plain);
            return plain;
        }

        // Scheduling first hides latencies better, allocating first needs fewer registers and copies; registers that are used in turn leave the
        // order free, but in a function that is called they would leave none to its callers. The fastest version is taken.
        var machine = Versions.Where(version => isEntry || !version.Spread)
            .Select(version => Scheduled(Allocate(function, compiled, handsOverCondition, version.ScheduleFirst, version.Spread)))
            .MinBy(version => CycleEstimate.Of(version, timing))!;
        machine.IsEntry = isEntry;
        new OrderSearch(timing, options.ScheduleTrials).Run(machine);
        BlockLayout.Run(machine);
        return machine;
    }

    private static MachineFunction Scheduled(MachineFunction machine)
    {
        Scheduling.Run(machine);
        return machine;
    }

    private static MachineFunction Allocate(Function function, Dictionary<Function, MachineFunction> compiled, bool handsOverCondition, bool schedule, bool spread)
    {
        var machine = Selection.Run(function, compiled);
        machine.HandsOverCondition = handsOverCondition;
        if (schedule)
        {
            Scheduling.Run(machine);
        }

        RegisterAllocation.Run(machine, spread);
        return machine;
    }

    private static void Inspect(Function function, string pass, CompilerOptions options)
    {
        if (options.Verify)
        {
            Verifier.Verify(function, pass);
        }

        if (options.DumpPass == pass)
        {
            options.DumpWriter?.WriteLine(IrPrinter.Print(function));
        }
    }

    private static MethodInstance EntryMethod(AssemblySet assemblies, CompilerOptions options)
    {
        var reader = assemblies.Main.Reader;
        var type = assemblies.FindType(options.TypeName);
        var typeName = TypeTable.FullName(reader, type);
        var methods = reader.GetTypeDefinition(type).GetMethods().ToArray();
        var found = options.MethodName is { } name
            ? methods.Where(handle => reader.GetString(reader.GetMethodDefinition(handle).Name) == name).ToArray()
            : methods.Where(handle => DeviceAttributes.IsEntryPoint(reader, reader.GetMethodDefinition(handle))).ToArray();
        if (found.Length == 0 && options.MethodName is null)
        {
            found = [.. methods.Where(handle => reader.GetString(reader.GetMethodDefinition(handle).Name) == "Main")];
        }

        if (found.Length != 1)
        {
            throw new CompilationException(options.MethodName is { } wanted
                ? $"{typeName} has {found.Length} methods called {wanted}, expected one"
                : $"{typeName} has {found.Length} entry points, expected one static method with [EntryPoint] or called Main");
        }

        var method = assemblies.Instance(assemblies.Main, found[0], GenericContext.None);
        if ((method.Definition.Attributes & MethodAttributes.Static) == 0 || method.Signature.ParameterTypes.Length > 0
            || method.Signature.ReturnType.Kind is not (CliKind.Void or CliKind.Int32))
        {
            throw new CompilationException(method.Position, $"{method.FullName}: an entry point is static, has no parameters and returns void or int");
        }

        return method;
    }
}
