using System.Runtime.CompilerServices;
using PpuSim.Timing;

namespace OnChipLearn.Experiments.Checkpoints;

/// <summary>
/// Puts a state that <see cref="StateWriter"/> wrote into objects that were built the same way. Objects that are there are kept and overwritten, so
/// whoever holds them holds the restored ones; others are created.
/// </summary>
/// <param name="input">Where from.</param>
/// <param name="file">Named in messages.</param>
public sealed class StateReader(BinaryReader input, string file)
{
    private readonly List<object> _objects = [];
    private readonly List<Type> _types = [];
    private readonly HashSet<object> _taken = new(ReferenceEqualityComparer.Instance);

    /// <summary>Reads the state of an object that exists; gives another object only if that one cannot hold it (an array of another length).</summary>
    public object? Read(object? existing) => Read(existing, null);

    private object? Read(object? existing, object? owner)
    {
        switch ((StateTag)input.ReadByte())
        {
            case StateTag.Null:
                return null;
            case StateTag.Known:
                return _objects[input.Read7BitEncodedInt()];
            case StateTag.Fixed:
                return existing ?? throw Mismatch("state", "nothing", "what the run is built with");
        }

        var type = ReadType();
        var number = _objects.Count;
        _objects.Add(type);
        if (StateKinds.Of(type) is StateKind.String)
        {
            return _objects[number] = input.ReadString();
        }

        if (type.IsValueType)
        {
            return _objects[number] = ReadValue(RuntimeHelpers.GetUninitializedObject(type), type);
        }

        var target = type.IsArray ? ArrayFor(existing, type) : type == typeof(MicroOp) ? ReadInstruction(existing) : ObjectFor(existing, type);
        _taken.Add(target);
        _objects[number] = target;
        if (target is Array array)
        {
            ReadElements(array, owner);
        }
        else
        {
            ReadFields(target, type);
        }

        return target;
    }

    private Type ReadType()
    {
        var number = input.Read7BitEncodedInt();
        if (number == _types.Count)
        {
            var name = input.ReadString();
            _types.Add(Type.GetType(name) ?? throw Mismatch("type", name, "a type of this program"));
        }

        return _types[number];
    }

    private object ObjectFor(object? existing, Type type)
    {
        if (existing?.GetType() == type && !_taken.Contains(existing))
        {
            return existing;
        }

        return StateKinds.Pointers(type).Any()
            ? throw Mismatch("state", type, "objects with pointers only where the run is built with them")
            : RuntimeHelpers.GetUninitializedObject(type);
    }

    private Array ArrayFor(object? existing, Type type)
    {
        var lengths = new int[type.GetArrayRank()];
        for (var dimension = 0; dimension < lengths.Length; dimension++)
        {
            lengths[dimension] = input.Read7BitEncodedInt();
        }

        return existing is Array array && array.GetType() == type && !_taken.Contains(array)
            && Enumerable.Range(0, lengths.Length).All(dimension => array.GetLength(dimension) == lengths[dimension])
            ? array
            : Array.CreateInstance(type.GetElementType()!, lengths);
    }

    // A decoded instruction holds function pointers, which follow from the instruction word. The steps of one instruction hold each other.
    private MicroOp ReadInstruction(object? existing)
    {
        var word = input.ReadUInt32();
        var step = input.ReadInt32();
        return existing is MicroOp known && known.Word == word && known.Step == step && !_taken.Contains(known) ? known : MicroOp.Decode(word).AtStep(step);
    }

    private void ReadFields(object target, Type type)
    {
        foreach (var field in StateKinds.Fields(type))
        {
            var existing = field.GetValue(target);
            var value = StateKinds.IsInline(field.FieldType) ? ReadValue(existing!, field.FieldType) : Read(existing, target);
            if (field.FieldType.IsValueType || !ReferenceEquals(value, existing))
            {
                field.SetValue(target, value);
            }
        }
    }

    private object ReadValue(object box, Type type)
    {
        if (StateKinds.Of(type) == StateKind.Primitive)
        {
            Span<byte> bytes = stackalloc byte[PrimitiveBits.Size(type)];
            input.BaseStream.ReadExactly(bytes);
            return PrimitiveBits.Read(bytes, type);
        }

        if (StateKinds.IsBlittable(type))
        {
            var one = Array.CreateInstance(type, 1);
            input.BaseStream.ReadExactly(StateKinds.Bytes(one));
            return one.GetValue(0)!;
        }

        ReadFields(box, type);
        return box;
    }

    private void ReadElements(Array array, object? owner)
    {
        var element = array.GetType().GetElementType()!;
        if (StateKinds.IsBlittable(element))
        {
            var block = owner is not null && array is byte[] bytes ? AlignedBlock.Find(owner, bytes) : default;
            input.BaseStream.ReadExactly(block.IsEmpty ? StateKinds.Bytes(array) : block);
            return;
        }

        for (var k = 0; k < array.Length; k++)
        {
            var existing = array.GetValue(k);
            array.SetValue(StateKinds.IsInline(element) ? ReadValue(existing!, element) : Read(existing, array), k);
        }
    }

    private CheckpointException Mismatch(string field, object value, string expected) => new(file, field, value, expected);
}
