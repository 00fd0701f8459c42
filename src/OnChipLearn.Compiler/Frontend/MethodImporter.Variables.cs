using System.Reflection.Metadata;
using OnChipLearn.Compiler.Ir;

namespace OnChipLearn.Compiler.Frontend;

/// <content>Arguments and locals.</content>
internal sealed partial class MethodImporter
{
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
}
