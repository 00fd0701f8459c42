namespace OnChipLearn.EventProp.Losses;

/// <summary>Softmax and its cross-entropy.</summary>
internal static class CrossEntropy
{
    /// <summary>Replaces scores by probabilities and returns -log of the label's.</summary>
    public static double Softmax(Span<double> scores, int label)
    {
        var largest = double.NegativeInfinity;
        foreach (var score in scores)
        {
            largest = Math.Max(largest, score);
        }

        var sum = 0.0;
        var labelScore = scores[label] - largest;
        foreach (ref var score in scores)
        {
            score = Math.Exp(score - largest);
            sum += score;
        }

        foreach (ref var score in scores)
        {
            score /= sum;
        }

        return Math.Log(sum) - labelScore;
    }
}
