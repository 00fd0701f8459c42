using OnChipLearn.Compiler.Ir;

namespace OnChipLearn.Compiler.Passes;

/// <summary>Smallest and largest signed value of words, from how they are computed, how loops count and which branches were taken.</summary>
internal sealed class Ranges(DominatorTree dominators, LoopForest loops)
{
    private const int Depth = 12;
    private readonly Dictionary<Value, (long Low, long High)> known = [];
    private readonly HashSet<Value> open = [];
    private static readonly (long Low, long High) All = (int.MinValue, int.MaxValue);

    /// <summary>Range of a value where it is used in a block.</summary>
    public (long Low, long High) At(Value value, Block block, Function function)
    {
        var range = Of(value);
        for (var runner = block; runner != function.Entry;)
        {
            var dominator = function.Blocks[dominators.Parent(runner)];
            if (runner.Predecessors is [var only] && only == dominator)
            {
                range = Refine(range, value, dominator, runner);
            }

            runner = dominator;
        }

        return range;
    }

    /// <summary>Range of a value wherever it exists.</summary>
    public (long Low, long High) Of(Value value, int depth = Depth)
    {
        if (known.TryGetValue(value, out var range))
        {
            return range;
        }

        if (depth == 0 || value.Type != IrType.Word || !open.Add(value))
        {
            return All;
        }

        range = Compute(value, depth);
        open.Remove(value);
        if (range.Low < int.MinValue || range.High > int.MaxValue)
        {
            range = All; // it may wrap
        }

        if (depth == Depth)
        {
            known[value] = range;
        }

        return range;
    }

    private (long Low, long High) Compute(Value value, int depth)
    {
        (long Low, long High) Operand(int index) => Of(value.Operands[index], depth - 1);
        long? Constant(int index) => value.Operands[index].Operation == Operation.Constant ? value.Operands[index].Immediate : null;
        switch (value.Operation)
        {
            case Operation.Constant:
                return (value.Immediate, value.Immediate);
            case Operation.Load when value.Width == Width.SignedByte:
            case Operation.SignExtendByte:
                return (sbyte.MinValue, sbyte.MaxValue);
            case Operation.Load when value.Width == Width.SignedHalfword:
            case Operation.SignExtendHalfword:
                return (short.MinValue, short.MaxValue);
            case Operation.Add:
                var (a, b) = (Operand(0), Operand(1));
                return (a.Low + b.Low, a.High + b.High);
            case Operation.Subtract:
                var (c, d) = (Operand(0), Operand(1));
                return (c.Low - d.High, c.High - d.Low);
            case Operation.ShiftLeft when Constant(1) is { } count:
                var shifted = Operand(0);
                return (shifted.Low << (int)(count & 31), shifted.High << (int)(count & 31));
            case Operation.Multiply when Constant(1) is >= 0 and { } factor:
                var multiplied = Operand(0);
                return (multiplied.Low * factor, multiplied.High * factor);
            case Operation.ShiftRightArithmetic when Constant(1) is { } count:
                var halved = Operand(0);
                return (halved.Low >> (int)(count & 31), halved.High >> (int)(count & 31));
            case Operation.ShiftRightLogical when Constant(1) is { } count && Operand(0) is { Low: >= 0 } positive:
                return (positive.Low >> (int)(count & 31), positive.High >> (int)(count & 31));
            case Operation.And when Operand(0) is { Low: >= 0 } first && Operand(1) is { Low: >= 0 } second:
                return (0, Math.Min(first.High, second.High));
            case Operation.Phi:
                return Induction(value, depth) ?? Union(value, depth);
        }

        var possible = KnownBits.Possible(value);
        return possible <= int.MaxValue ? (0, possible) : All;
    }

    private (long Low, long High) Union(Value phi, int depth)
    {
        var (low, high) = (long.MaxValue, long.MinValue);
        foreach (var operand in phi.Operands.Where(operand => operand != phi))
        {
            var range = Of(operand, Math.Min(depth - 1, 4));
            (low, high) = (Math.Min(low, range.Low), Math.Max(high, range.High));
        }

        return low > high ? All : (low, high);
    }

    // A counter that the test at the end of its loop bounds.
    private (long Low, long High)? Induction(Value phi, int depth)
    {
        if (loops.Of(phi.Block!) is not { } loop || InductionVariable.Find(phi, loop) is not { } induction)
        {
            return null;
        }

        var initial = Of(induction.Initial, depth - 1);
        if (induction.Latch.Terminator is not { Operation: Operation.Branch } branch || induction.Latch.Successors.Distinct().Count() != 2)
        {
            return null;
        }

        var predicate = induction.Latch.Successors[0] == loop.Header ? branch.Predicate : branch.Predicate.Negated();
        long step = induction.Step;
        var (left, right) = (branch.Operands[0], branch.Operands[1]);
        if (right == induction.Next || right == phi)
        {
            (left, right, predicate) = (right, left, predicate.Swapped());
        }

        // What the test says about the value of the next round.
        var offset = left == induction.Next ? 0 : left == phi ? step : (long?)null;
        if (offset is not { } distance || loop.Contains(right))
        {
            return null;
        }

        var limit = Of(right, depth - 1);
        var high = initial.High;
        var low = initial.Low;
        switch (predicate)
        {
            case Predicate.Less when step > 0:
            case Predicate.LessUnsigned when step > 0 && initial.Low >= 0 && limit.Low >= 0:
                high = Math.Max(high, limit.High - 1 + distance);
                break;
            case Predicate.LessOrEqual when step > 0 && limit.High < int.MaxValue:
                high = Math.Max(high, limit.High + distance);
                break;
            case Predicate.Greater when step < 0:
                low = Math.Min(low, limit.Low + 1 + distance);
                break;
            case Predicate.GreaterOrEqual when step < 0:
                low = Math.Min(low, limit.Low + distance);
                break;
            case Predicate.NotEqual when limit.Low == limit.High && initial.Low == initial.High && (limit.Low - initial.Low - (step - distance)) % step == 0
                && (limit.Low - initial.Low) / step > 0:
                (low, high) = step > 0 ? (low, Math.Max(high, limit.High - step + distance)) : (Math.Min(low, limit.Low - step + distance), high);
                break;
            default:
                return null;
        }

        return (low, high);
    }

    private (long Low, long High) Refine((long Low, long High) range, Value value, Block from, Block to)
    {
        if (from.Terminator is not { Operation: Operation.Branch } branch || from.Successors[0] == from.Successors[1])
        {
            return range;
        }

        var predicate = from.Successors[0] == to ? branch.Predicate : branch.Predicate.Negated();
        var (a, b) = (branch.Operands[0], branch.Operands[1]);
        if (b == value)
        {
            (a, b, predicate) = (b, a, predicate.Swapped());
        }

        if (a != value)
        {
            return range;
        }

        var other = Of(b);
        return predicate switch
        {
            Predicate.Equal => (Math.Max(range.Low, other.Low), Math.Min(range.High, other.High)),
            Predicate.Less => (range.Low, Math.Min(range.High, other.High - 1)),
            Predicate.LessOrEqual => (range.Low, Math.Min(range.High, other.High)),
            Predicate.Greater => (Math.Max(range.Low, other.Low + 1), range.High),
            Predicate.GreaterOrEqual => (Math.Max(range.Low, other.Low), range.High),
            Predicate.LessUnsigned when other.Low >= 0 => (Math.Max(range.Low, 0), Math.Min(range.High, other.High - 1)),
            Predicate.LessOrEqualUnsigned when other.Low >= 0 => (Math.Max(range.Low, 0), Math.Min(range.High, other.High)),
            Predicate.NotEqual when other.Low == other.High && range.Low == other.Low => (range.Low + 1, range.High),
            _ => range,
        };
    }
}
