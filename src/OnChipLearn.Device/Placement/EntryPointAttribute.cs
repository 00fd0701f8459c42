namespace OnChipLearn.Device;

/// <summary>
/// The static method (no parameters, <c>void</c> or <c>int</c>) that start-up calls once after reset with the stack set up and `.bss` cleared.
/// When it returns, the processor sleeps for good; an <c>int</c> result is the program's return code.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class EntryPointAttribute : Attribute;
