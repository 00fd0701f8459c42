using OnChipLearn.Compiler.Ir;

namespace OnChipLearn.Compiler.Passes;

/// <summary>One transformation of a function; functions arrive callees first, so that callees are in their final form.</summary>
internal sealed record Pass(string Name, Action<Function> Run);

/// <summary>What is done to every function, in this order.</summary>
internal static class PassList
{
    public static IReadOnlyList<Pass> Create(CallCounts calls) =>
    [
        new("simplify", Simplification.Run),
        new("inline", function => Inlining.Run(function, calls)),
        new("clean-inlined", Cleaning.Run),
        new("simplify-inlined", Simplification.Run),
        new("promote-slots", SlotPromotion.Run),
        new("simplify-promoted", Simplification.Run),
        new("clean-promoted", Cleaning.Run),
        new("vector-immediates", VectorImmediates.Run),
        new("divisions", DivisionByConstants.Run),
        new("common-subexpressions", CommonSubexpressions.Run),
        new("simplify-common", Simplification.Run),
        new("loop-inversion", LoopInversion.Run),
        new("simplify-inverted", Simplification.Run),
        new("common-inverted", CommonSubexpressions.Run),
        new("loop-invariants", LoopInvariants.Run),
        new("bounds-checks", BoundsChecks.Run),
        new("register-promotion", RegisterPromotion.Run),
        new("loop-invariants-promoted", LoopInvariants.Run),
        new("strength-reduction", StrengthReduction.Run),
        new("simplify-reduced", Simplification.Run),
        new("common-reduced", CommonSubexpressions.Run),
        new("loop-invariants-reduced", LoopInvariants.Run),
        new("clean-reduced", Cleaning.Run),
        new("loop-unrolling", LoopUnrolling.Run),
        new("simplify-unrolled", Simplification.Run),
        new("divisions-unrolled", DivisionByConstants.Run),
        new("common-unrolled", CommonSubexpressions.Run),
        new("vector-addresses", VectorAddresses.Run),
        new("common-addresses", CommonSubexpressions.Run),
        new("loop-invariants-addresses", LoopInvariants.Run),
        new("counted-loops", CountedLoops.Run),
        new("clean", Cleaning.Run),
    ];

    /// <summary>Names, for <c>--dump-ir</c>.</summary>
    public static IEnumerable<string> Names => Create(new CallCounts([])).Select(pass => pass.Name).Prepend("import");
}
