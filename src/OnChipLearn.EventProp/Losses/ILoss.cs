using OnChipLearn.EventProp.Adjoint;
using OnChipLearn.EventProp.Forward;

namespace OnChipLearn.EventProp.Losses;

/// <summary>A loss of one run with label <c>label</c>. Output neurons are <c>first .. first + count - 1</c> of the constructor.</summary>
public interface ILoss
{
    /// <summary>
    /// Value of the loss; its derivatives are added to <paramref name="gradient"/>, which the caller has begun for this trace.
    /// </summary>
    double Evaluate(Trace trace, int label, LossGradient gradient);
}
