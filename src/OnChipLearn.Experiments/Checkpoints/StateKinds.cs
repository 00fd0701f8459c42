using System.Collections.Concurrent;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace OnChipLearn.Experiments.Checkpoints;

/// <summary>How the values of one type are saved.</summary>
internal enum StateKind
{
    /// <summary>A number, a bit or an enum: by its bits.</summary>
    Primitive,

    String,

    /// <summary>A value or an object: field by field.</summary>
    Fields,

    Array,

    /// <summary>No state: the resumed run's own stays (delegates, types, threads, and what the owner of the state declares to be so).</summary>
    Fixed,
}

/// <summary>What reader and writer of a state agree on: kinds of types, order of fields.</summary>
internal static class StateKinds
{
    private const BindingFlags Own = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;
    private static readonly ConcurrentDictionary<Type, FieldInfo[]> FieldsByType = new();
    private static readonly ConcurrentDictionary<Type, bool> BlittableByType = new();

    public static StateKind Of(Type type)
    {
        if (type.IsPrimitive || type.IsEnum)
        {
            return StateKind.Primitive;
        }

        if (type == typeof(string))
        {
            return StateKind.String;
        }

        if (typeof(Delegate).IsAssignableFrom(type) || typeof(MemberInfo).IsAssignableFrom(type) || typeof(Assembly).IsAssignableFrom(type))
        {
            return StateKind.Fixed;
        }

        return type.IsArray ? StateKind.Array : StateKind.Fields;
    }

    /// <summary>Fields of a type and its bases, base first, each in the order of the metadata; pointers are not among them.</summary>
    public static FieldInfo[] Fields(Type type) => FieldsByType.GetOrAdd(type, static key =>
    {
        var fields = new List<FieldInfo>();
        for (var at = key; at is not null && at != typeof(object) && at != typeof(ValueType); at = at.BaseType)
        {
            fields.InsertRange(0, at.GetFields(Own).Where(field => !IsPointer(field.FieldType)).OrderBy(field => field.MetadataToken));
        }

        return [.. fields];
    });

    /// <summary>The pointer fields of a type itself.</summary>
    public static IEnumerable<FieldInfo> Pointers(Type type) => type.GetFields(Own).Where(field => IsPointer(field.FieldType));

    /// <summary>
    /// True if an array of this element type can be copied byte by byte. Bytes between fields are no state: equal values may differ there, so that a
    /// type with such gaps goes field by field.
    /// </summary>
    public static bool IsBlittable(Type type) => BlittableByType.GetOrAdd(type, static key =>
        !IsPointer(key) && (key.IsPrimitive || key.IsEnum || (key.IsValueType && !Pointers(key).Any() && Fields(key).All(field => IsBlittable(field.FieldType)) && IsDense(key))));

    /// <summary>True if a place of this type holds a value that is never null; a nullable value counts as a reference.</summary>
    public static bool IsInline(Type type) => type.IsValueType && Nullable.GetUnderlyingType(type) is null;

    /// <summary>Bytes of the elements of an array whose element type <see cref="IsBlittable"/>.</summary>
    public static Span<byte> Bytes(Array array) => System.Runtime.InteropServices.MemoryMarshal.CreateSpan(
        ref System.Runtime.InteropServices.MemoryMarshal.GetArrayDataReference(array), checked(array.Length * RuntimeHelpers.SizeOf(array.GetType().GetElementType()!.TypeHandle)));

    /// <summary>
    /// Keys whose hash differs from process to process: a table of them would not be found again.
    /// </summary>
    public static bool HasUnstableHash(Type type) => type.IsGenericType
        && (type.GetGenericTypeDefinition() == typeof(Dictionary<,>) || type.GetGenericTypeDefinition() == typeof(HashSet<>))
        && Of(type.GetGenericArguments()[0]) is not (StateKind.Primitive or StateKind.String);

    private static bool IsDense(Type type)
    {
        var repetitions = type.GetCustomAttribute<InlineArrayAttribute>()?.Length ?? 1;
        return RuntimeHelpers.SizeOf(type.TypeHandle) == repetitions * Fields(type).Sum(field => RuntimeHelpers.SizeOf(field.FieldType.TypeHandle));
    }

    // Native integers are addresses, too: of rows that an event is about to reach, forgotten before the next one.
    private static bool IsPointer(Type type) => type.IsPointer || type.IsFunctionPointer || type == typeof(nint) || type == typeof(nuint);
}
