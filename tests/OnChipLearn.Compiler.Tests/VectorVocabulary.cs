using System.Reflection;
using OnChipLearn.Device;

namespace OnChipLearn.Compiler.Tests;

/// <summary>The methods of the vocabulary on vectors of one kind, by what they take and give, for programs made at random.</summary>
/// <param name="Splat">Vector of one number.</param>
/// <param name="Shift">Vector, count.</param>
/// <param name="Compare">Vector; sets the conditions.</param>
/// <param name="Select">Two vectors and a condition.</param>
/// <param name="Binary">Two vectors.</param>
/// <param name="Masked">Three vectors and a condition.</param>
/// <param name="Accumulate">Two vectors; the result is the accumulator.</param>
/// <param name="ReadAccumulator">One vector and the accumulator.</param>
internal sealed record VectorVocabulary(
    MethodInfo Splat, MethodInfo Shift, MethodInfo Compare, MethodInfo Select,
    MethodInfo[] Binary, MethodInfo[] Masked, MethodInfo[] Accumulate, MethodInfo[] ReadAccumulator)
{
    /// <summary>Two vectors of halfwords and a size to bytes.</summary>
    public static MethodInfo[] Packs { get; } = Methods(typeof(VectorUnit), typeof(VectorB), typeof(VectorH), typeof(VectorH), typeof(int));

    /// <summary>Two vectors of bytes and a size to halfwords.</summary>
    public static MethodInfo[] Unpacks { get; } = Methods(typeof(VectorUnit), typeof(VectorH), typeof(VectorB), typeof(VectorB), typeof(int));

    /// <summary>The methods on vectors of a type.</summary>
    public static VectorVocabulary Of(Type vector, string splat) => new(
        typeof(VectorUnit).GetMethod(splat)!,
        typeof(VectorUnit).GetMethod(nameof(VectorUnit.Shift), [vector, typeof(int)])!,
        typeof(VectorUnit).GetMethod(nameof(VectorUnit.Compare), [vector])!,
        typeof(VectorUnit).GetMethod(nameof(VectorUnit.Select), [vector, vector, typeof(Condition)])!,
        Methods(typeof(VectorUnit), vector, vector, vector),
        Methods(typeof(VectorUnit), vector, vector, vector, vector, typeof(Condition)),
        Methods(typeof(Accumulator), typeof(void), vector, vector),
        Methods(typeof(Accumulator), vector, vector));

    private static MethodInfo[] Methods(Type type, Type result, params Type[] parameters) =>
        [.. type.GetMethods().Where(m => m.ReturnType == result && m.GetParameters().Select(p => p.ParameterType).SequenceEqual(parameters)).OrderBy(m => m.Name, StringComparer.Ordinal)];
}
