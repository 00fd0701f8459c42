namespace OnChipLearn.Device;

/// <summary>
/// Marks an intrinsic that is not exactly one instruction: none at all (a reinterpretation, a host-only yield) or a short sequence (mailbox text).
/// The compiler knows each of them by name.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class PseudoInstructionAttribute : Attribute;
