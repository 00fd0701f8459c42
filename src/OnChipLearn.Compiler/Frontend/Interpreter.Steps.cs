using System.Reflection.Metadata;

namespace OnChipLearn.Compiler.Frontend;

/// <content>The IL operations.</content>
internal sealed partial class Interpreter
{
    private void Step(Frame frame, IlInstruction instruction)
    {
        var stack = frame.Stack;
        var code = instruction.Code.General();
        var index = (int)instruction.Operand;
        switch (code)
        {
            case ILOpCode.Nop or ILOpCode.Readonly or ILOpCode.Volatile:
                return;
            case ILOpCode.Ldc_i4:
                stack.Push((int)instruction.Operand);
                return;
            case ILOpCode.Ldc_i8:
                stack.Push(instruction.Operand);
                return;
            case ILOpCode.Ldc_r4 or ILOpCode.Ldc_r8:
                stack.Push(instruction.Real);
                return;
            case ILOpCode.Ldnull:
                stack.Push(null);
                return;
            case ILOpCode.Ldarg:
                stack.Push(Copied(frame.Arguments[index]));
                return;
            case ILOpCode.Starg:
                frame.Arguments[index] = stack.Pop();
                return;
            case ILOpCode.Ldloc:
                stack.Push(Copied(frame.Locals[index]));
                return;
            case ILOpCode.Stloc:
                frame.Locals[index] = stack.Pop();
                return;
            case ILOpCode.Ldloca:
                stack.Push(new InterpreterReference(() => frame.Locals[index], value => frame.Locals[index] = value));
                return;
            case ILOpCode.Ldarga:
                stack.Push(new InterpreterReference(() => frame.Arguments[index], value => frame.Arguments[index] = value));
                return;
            case ILOpCode.Dup:
                stack.Push(Copied(stack.Peek()));
                return;
            case ILOpCode.Pop:
                stack.Pop();
                return;
            case ILOpCode.Ret:
                frame.Returned = true;
                return;
            case ILOpCode.Br:
                frame.Jump(instruction.Operand);
                return;
            case ILOpCode.Brtrue or ILOpCode.Brfalse:
                if (IsTrue(stack.Pop()) == (code == ILOpCode.Brtrue))
                {
                    frame.Jump(instruction.Operand);
                }

                return;
            case ILOpCode.Switch:
                var selector = (uint)(int)stack.Pop()!;
                if (selector < instruction.Targets.Length)
                {
                    frame.Jump(instruction.Targets[selector]);
                }

                return;
            case ILOpCode.Call or ILOpCode.Callvirt or ILOpCode.Newobj:
                Call(frame, instruction);
                return;
            case ILOpCode.Ldtoken:
                stack.Push(new InterpreterToken(frame.Method.Image, instruction.Token));
                return;
            default:
                if (!Objects(frame, code, instruction) && !Branches(frame, code, instruction) && !IntegerArithmetic.Apply(stack, code))
                {
                    throw new CompilationException($"the IL operation {code} cannot be evaluated at compile time (static constructors may compute integers, doubles, arrays and structs)");
                }

                return;
        }
    }

    private bool Objects(Frame frame, ILOpCode code, IlInstruction instruction)
    {
        var stack = frame.Stack;
        switch (code)
        {
            case ILOpCode.Newarr:
                var element = assemblies.Types.Resolve(frame.Method.Image, instruction.Token, frame.Method.Context);
                var length = (int)Convert.ToInt64(stack.Pop(), null);
                if (length is < 0 or > 1 << 20)
                {
                    throw new CompilationException($"an array of {length} elements cannot fit into SRAM");
                }

                var items = new object?[length];
                for (var i = 0; i < length; i++)
                {
                    items[i] = Default(element);
                }

                stack.Push(new InterpreterArray(element, items));
                return true;
            case ILOpCode.Ldlen:
                stack.Push(((InterpreterArray)stack.Pop()!).Items.Length);
                return true;
            case ILOpCode.Stelem or (>= ILOpCode.Stelem_i1 and <= ILOpCode.Stelem_ref):
                var stored = stack.Pop();
                var position = Index(stack.Pop());
                var target = (InterpreterArray)stack.Pop()!;
                target.Items[position] = Narrow(target.Element, stored);
                return true;
            case ILOpCode.Ldelem or (>= ILOpCode.Ldelem_i1 and <= ILOpCode.Ldelem_ref):
                var at = Index(stack.Pop());
                stack.Push(Copied(((InterpreterArray)stack.Pop()!).Items[at]));
                return true;
            case ILOpCode.Ldelema:
                var slot = Index(stack.Pop());
                var array = (InterpreterArray)stack.Pop()!;
                stack.Push(new InterpreterReference(() => array.Items[slot], value => array.Items[slot] = Narrow(array.Element, value)));
                return true;
            case ILOpCode.Stsfld or ILOpCode.Ldsfld or ILOpCode.Ldsflda:
                StaticAccess(frame, code, instruction);
                return true;
            case ILOpCode.Ldfld or ILOpCode.Ldflda:
                var name = FieldName(frame, instruction);
                var owner = stack.Pop();
                if (code == ILOpCode.Ldfld)
                {
                    stack.Push(Copied(Structure(owner).Fields[name]));
                }
                else
                {
                    stack.Push(new InterpreterReference(() => Structure(owner).Fields[name], value => Structure(owner).Fields[name] = value));
                }

                return true;
            case ILOpCode.Stfld:
                var assigned = stack.Pop();
                Structure(stack.Pop()).Fields[FieldName(frame, instruction)] = assigned;
                return true;
            case ILOpCode.Ldobj or (>= ILOpCode.Ldind_i1 and <= ILOpCode.Ldind_ref):
                stack.Push(Copied(((InterpreterReference)stack.Pop()!).Get()));
                return true;
            case ILOpCode.Stobj or (>= ILOpCode.Stind_ref and <= ILOpCode.Stind_r8):
                var written = stack.Pop();
                ((InterpreterReference)stack.Pop()!).Set(written);
                return true;
            case ILOpCode.Initobj:
                ((InterpreterReference)stack.Pop()!).Set(Default(assemblies.Types.Resolve(frame.Method.Image, instruction.Token, frame.Method.Context)));
                return true;
            default:
                return false;
        }
    }

    private void StaticAccess(Frame frame, ILOpCode code, IlInstruction instruction)
    {
        var (image, handle, arguments) = assemblies.ResolveField(frame.Method.Image, instruction.Token, frame.Method.Context);
        var key = Key(image, handle, arguments);
        switch (code)
        {
            case ILOpCode.Stsfld:
                Initialize(image, image.Reader.GetFieldDefinition(handle).GetDeclaringType(), arguments);
                statics[key] = frame.Stack.Pop();
                return;
            case ILOpCode.Ldsfld:
                frame.Stack.Push(Copied(StaticField(image, handle, arguments)));
                return;
            default:
                frame.Stack.Push(new InterpreterReference(() => StaticField(image, handle, arguments), value => statics[key] = value));
                return;
        }
    }

    private static bool Branches(Frame frame, ILOpCode code, IlInstruction instruction)
    {
        if (code is not (>= ILOpCode.Beq and <= ILOpCode.Blt_un))
        {
            return false;
        }

        var b = frame.Stack.Pop();
        var a = frame.Stack.Pop();
        if (IntegerArithmetic.Relation(code, a, b))
        {
            frame.Jump(instruction.Operand);
        }

        return true;
    }

    private string FieldName(Frame frame, IlInstruction instruction)
    {
        var (image, handle, _) = assemblies.ResolveField(frame.Method.Image, instruction.Token, frame.Method.Context);
        return image.Reader.GetString(image.Reader.GetFieldDefinition(handle).Name);
    }

    private static InterpreterStruct Structure(object? owner) => owner switch
    {
        InterpreterStruct structure => structure,
        InterpreterReference reference => Structure(reference.Get()),
        _ => throw new CompilationException("a field of something that is not a struct cannot be evaluated at compile time"),
    };

    private static int Index(object? value) => (int)Convert.ToInt64(value, null);

    private static bool IsTrue(object? value) => value switch
    {
        null => false,
        int word => word != 0,
        long wide => wide != 0,
        _ => true,
    };

    private static object? Narrow(CliType type, object? value) => (type.Kind, value) switch
    {
        (CliKind.SByte, int word) => (int)(sbyte)word,
        (CliKind.Byte or CliKind.Boolean, int word) => (int)(byte)word,
        (CliKind.Int16, int word) => (int)(short)word,
        (CliKind.UInt16, int word) => (int)(ushort)word,
        _ => value,
    };
}
