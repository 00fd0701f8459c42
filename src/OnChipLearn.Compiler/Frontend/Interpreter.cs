using System.Buffers.Binary;
using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;

namespace OnChipLearn.Compiler.Frontend;

/// <summary>
/// Runs static constructors at compile time, so that tables may be computed by ordinary C# (integers of all sizes, double, Math). The number of
/// steps is bounded; what firmware could not do anyway (heap objects other than arrays) is refused.
/// </summary>
internal sealed partial class Interpreter(AssemblySet assemblies)
{
    private const int StepLimit = 50_000_000;
    private const int DepthLimit = 200;
    private readonly Dictionary<string, object?> statics = [];
    private readonly HashSet<string> initialized = [];
    private int steps;
    private int depth;

    /// <summary>Value of a static field after the static constructor of its type.</summary>
    public object? StaticField(AssemblyImage image, FieldDefinitionHandle handle, IReadOnlyList<CliType> typeArguments)
    {
        var definition = image.Reader.GetFieldDefinition(handle);
        Initialize(image, definition.GetDeclaringType(), typeArguments);
        var key = Key(image, handle, typeArguments);
        return statics.TryGetValue(key, out var value) ? value : Default(definition.DecodeSignature(assemblies.Types.Provider(image), new GenericContext(typeArguments, [])));
    }

    public static int ToWord(object? value) => value switch
    {
        null => 0,
        int word => word,
        long wide => unchecked((int)wide),
        _ => throw new CompilationException($"a static constructor left a {value.GetType().Name} where an integer is expected"),
    };

    public static object? Copied(object? value) => value is InterpreterStruct structure ? structure.Copy() : value;

    private static string Key(AssemblyImage image, EntityHandle handle, IReadOnlyList<CliType> typeArguments) =>
        $"{image.Name}:{MetadataTokens.GetToken(handle):x8}<{string.Join(',', typeArguments)}>";

    private static object? Default(CliType type) => type.Kind switch
    {
        CliKind.Struct => new InterpreterStruct(type, type.Fields.ToDictionary(field => field.Name, field => Default(field.Type))),
        CliKind.Array or CliKind.Span or CliKind.Reference or CliKind.String or CliKind.Vector => null,
        CliKind.Unsupported => type.Name switch { "double" or "float" => 0.0, "long" or "ulong" => 0L, _ => null },
        _ => 0,
    };

    private void Initialize(AssemblyImage image, TypeDefinitionHandle type, IReadOnlyList<CliType> typeArguments)
    {
        if (!initialized.Add(Key(image, type, typeArguments)))
        {
            return;
        }

        foreach (var handle in image.Reader.GetTypeDefinition(type).GetMethods())
        {
            if (image.Reader.GetString(image.Reader.GetMethodDefinition(handle).Name) == ".cctor")
            {
                Run(assemblies.Instance(image, handle, new GenericContext(typeArguments, [])), []);
            }
        }
    }

    private object? Run(MethodInstance method, object?[] arguments)
    {
        if (++depth > DepthLimit)
        {
            throw new CompilationException(method.Position, $"{method.FullName}: calls are nested too deeply in a static constructor");
        }

        var definition = method.Definition;
        if (definition.RelativeVirtualAddress == 0)
        {
            throw new CompilationException($"{method.FullName} has no body");
        }

        var body = method.Image.Body(definition);
        var frame = new Frame(method, arguments, IlDecoder.Decode(body));
        if (!body.LocalSignature.IsNil)
        {
            var types = method.Image.Reader.GetStandaloneSignature(body.LocalSignature).DecodeLocalSignature(assemblies.Types.Provider(method.Image), method.Context);
            frame.Locals = [.. types.Select(Default)];
        }

        try
        {
            while (!frame.Returned)
            {
                if (++steps > StepLimit)
                {
                    throw new CompilationException($"a static constructor takes more than {StepLimit} steps");
                }

                var instruction = frame.Fetch();
                Step(frame, instruction);
            }
        }
        catch (CompilationException exception) when (!exception.Position.IsKnown)
        {
            throw new CompilationException(method.Image.Position(method.Handle, frame.Offset), exception.Reason);
        }
        catch (Exception exception) when (exception is InvalidCastException or InvalidOperationException or IndexOutOfRangeException or NullReferenceException
            or ArithmeticException or BadImageFormatException or KeyNotFoundException or ArgumentException or OverflowException)
        {
            throw new CompilationException(method.Image.Position(method.Handle, frame.Offset), $"{method.FullName} cannot be evaluated at compile time: {exception.Message}");
        }

        depth--;
        return frame.Stack.Count > 0 ? frame.Stack.Pop() : null;
    }

    private object?[] PopArguments(Frame frame, int count)
    {
        var arguments = new object?[count];
        for (var i = count - 1; i >= 0; i--)
        {
            arguments[i] = Copied(frame.Stack.Pop());
        }

        return arguments;
    }

    private void Call(Frame frame, IlInstruction instruction)
    {
        switch (assemblies.ResolveMethod(frame.Method.Image, instruction.Token, frame.Method.Context))
        {
            case MethodInstance callee:
                if (DeviceAttributes.Instruction(callee) is not null || DeviceAttributes.IsPseudoInstruction(callee))
                {
                    throw new CompilationException($"{callee.FullName} cannot run in a static constructor, which is evaluated at compile time");
                }

                if (callee.Name == ".ctor" && instruction.Code == ILOpCode.Newobj)
                {
                    Construct(frame, callee);
                    return;
                }

                Initialize(callee.Image, callee.Definition.GetDeclaringType(), callee.Context.TypeArguments);
                var arguments = PopArguments(frame, callee.Signature.ParameterTypes.Length + (callee.IsStatic ? 0 : 1));
                var result = Run(callee, arguments);
                if (callee.Signature.ReturnType.Kind != CliKind.Void)
                {
                    frame.Stack.Push(result);
                }

                return;
            case ExternalMethod external:
                CallLibrary(frame, external);
                return;
        }
    }

    private void Construct(Frame frame, MethodInstance constructor)
    {
        var type = assemblies.Types.FromDefinition(constructor.Image, constructor.Definition.GetDeclaringType(), constructor.Context.TypeArguments);
        if (type.Kind != CliKind.Struct)
        {
            throw new CompilationException($"new {type.Name}: {type.Reason}");
        }

        object? value = Default(type);
        var arguments = PopArguments(frame, constructor.Signature.ParameterTypes.Length);
        Run(constructor, [new InterpreterReference(() => value, v => value = v), .. arguments]);
        frame.Stack.Push(value);
    }

    private void CallLibrary(Frame frame, ExternalMethod callee)
    {
        if (callee is { TypeName: "System.Runtime.CompilerServices.RuntimeHelpers", Name: "InitializeArray" })
        {
            var token = (InterpreterToken)frame.Stack.Pop()!;
            var array = (InterpreterArray)frame.Stack.Pop()!;
            Fill(array, BlobReading.Read(assemblies, token.Image, (FieldDefinitionHandle)token.Handle));
            return;
        }

        if (callee is { TypeName: "System.Object", Name: ".ctor" })
        {
            frame.Stack.Pop();
            return;
        }

        var arguments = PopArguments(frame, callee.Signature.ParameterTypes.Length);
        var result = callee.TypeName is "System.Math" or "System.MathF" or "System.Numerics.BitOperations" or "System.Double" or "System.Int32" ? MathLibrary.Call(callee, arguments) : null;
        frame.Stack.Push(result ?? throw new CompilationException($"{callee} cannot be evaluated at compile time"));
    }

    private static void Fill(InterpreterArray array, byte[] bytes)
    {
        var size = bytes.Length / array.Items.Length;
        for (var i = 0; i < array.Items.Length; i++)
        {
            var at = bytes.AsSpan(i * size);
            array.Items[i] = (array.Element.Kind, array.Element.Name, size) switch
            {
                (CliKind.SByte, _, _) => (object)(int)(sbyte)at[0],
                (CliKind.Int16, _, _) => (int)BinaryPrimitives.ReadInt16LittleEndian(at),
                (_, "double", _) => BinaryPrimitives.ReadDoubleLittleEndian(at),
                (_, "float", _) => (double)BinaryPrimitives.ReadSingleLittleEndian(at),
                (_, _, 1) => (int)at[0],
                (_, _, 2) => (int)BinaryPrimitives.ReadUInt16LittleEndian(at),
                (_, _, 4) => BinaryPrimitives.ReadInt32LittleEndian(at),
                _ => BinaryPrimitives.ReadInt64LittleEndian(at),
            };
        }
    }

    /// <summary>One activation.</summary>
    private sealed class Frame
    {
        private readonly List<IlInstruction> code;
        private readonly Dictionary<int, int> index = [];
        private int next;

        public Frame(MethodInstance method, object?[] arguments, List<IlInstruction> code)
        {
            Method = method;
            Arguments = arguments;
            this.code = code;
            for (var i = 0; i < code.Count; i++)
            {
                index[code[i].Offset] = i;
            }
        }

        public MethodInstance Method { get; }

        public object?[] Arguments { get; }

        public object?[] Locals { get; set; } = [];

        public Stack<object?> Stack { get; } = new();

        public bool Returned { get; set; }

        public int Offset { get; private set; }

        public IlInstruction Fetch()
        {
            var instruction = code[next++];
            Offset = instruction.Offset;
            return instruction;
        }

        public void Jump(long offset) => next = index[(int)offset];
    }
}
