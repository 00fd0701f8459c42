using PpuSim.Timing;

namespace OnChipLearn.Experiments.Checkpoints;

/// <summary>
/// Writes the whole state behind some objects: every field of everything that they reach, each object once. Nothing has to be listed, so nothing can be
/// forgotten; <see cref="StateReader"/> puts it into objects that were built the same way.
/// </summary>
/// <param name="output">Where to.</param>
/// <param name="isFixed">Types that belong to the surroundings and not to the state.</param>
public sealed class StateWriter(BinaryWriter output, Func<Type, bool> isFixed)
{
    private readonly Dictionary<object, int> _numbers = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<Type, int> _types = [];

    /// <summary>Writes an object and what it reaches.</summary>
    public void Write(object? value) => Write(value, null);

    private void Write(object? value, object? owner)
    {
        if (value is null)
        {
            output.Write((byte)StateTag.Null);
            return;
        }

        var type = value.GetType();
        if (StateKinds.Of(type) == StateKind.Fixed || isFixed(type))
        {
            output.Write((byte)StateTag.Fixed);
            return;
        }

        if (_numbers.TryGetValue(value, out var number))
        {
            output.Write((byte)StateTag.Known);
            output.Write7BitEncodedInt(number);
            return;
        }

        _numbers.Add(value, _numbers.Count);
        output.Write((byte)StateTag.New);
        WriteType(type);
        if (value is MicroOp instruction)
        {
            output.Write(instruction.Word);
            output.Write(instruction.Step);
        }

        WriteContent(value, type, owner);
    }

    private void WriteType(Type type)
    {
        if (_types.TryGetValue(type, out var number))
        {
            output.Write7BitEncodedInt(number);
            return;
        }

        _types.Add(type, _types.Count);
        output.Write7BitEncodedInt(_types.Count - 1);
        output.Write(type.AssemblyQualifiedName!);
    }

    private void WriteContent(object value, Type type, object? owner)
    {
        switch (StateKinds.Of(type))
        {
            case StateKind.Primitive:
                WritePrimitive(value, type);
                break;
            case StateKind.String:
                output.Write((string)value);
                break;
            case StateKind.Array:
                WriteArray((Array)value, owner);
                break;
            case StateKind.Fields when StateKinds.IsBlittable(type):
                var one = Array.CreateInstance(type, 1);
                one.SetValue(value, 0);
                output.Write(StateKinds.Bytes(one));
                break;
            default:
                WriteFields(value, type);
                break;
        }
    }

    private void WriteFields(object value, Type type)
    {
        if (StateKinds.HasUnstableHash(type))
        {
            throw new CheckpointException("checkpoint", "state", type, "no table whose keys hash differently in every process");
        }

        foreach (var field in StateKinds.Fields(type))
        {
            if (StateKinds.IsInline(field.FieldType))
            {
                WriteContent(field.GetValue(value)!, field.FieldType, value);
            }
            else
            {
                Write(field.GetValue(value), value);
            }
        }
    }

    private void WriteArray(Array array, object? owner)
    {
        var element = array.GetType().GetElementType()!;
        for (var dimension = 0; dimension < array.Rank; dimension++)
        {
            output.Write7BitEncodedInt(array.GetLength(dimension));
        }

        if (StateKinds.IsBlittable(element))
        {
            var block = owner is not null && array is byte[] bytes ? AlignedBlock.Find(owner, bytes) : default;
            output.Write(block.IsEmpty ? StateKinds.Bytes(array) : block);
            return;
        }

        if (array.Rank != 1)
        {
            throw new CheckpointException("checkpoint", "state", array.GetType(), "references in arrays of one dimension only");
        }

        for (var k = 0; k < array.Length; k++)
        {
            if (StateKinds.IsInline(element))
            {
                WriteContent(array.GetValue(k)!, element, array);
            }
            else
            {
                Write(array.GetValue(k), array);
            }
        }
    }

    private void WritePrimitive(object value, Type type)
    {
        Span<byte> bytes = stackalloc byte[sizeof(ulong)];
        output.Write(bytes[..PrimitiveBits.Write(value, type, bytes)]);
    }
}

/// <summary>What follows in a state.</summary>
internal enum StateTag : byte
{
    Null,

    /// <summary>An object that was written before: its number.</summary>
    Known,

    /// <summary>Type and content.</summary>
    New,

    /// <summary>Something that is no state.</summary>
    Fixed,
}
