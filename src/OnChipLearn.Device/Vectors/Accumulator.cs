namespace OnChipLearn.Device;

/// <summary>
/// The one accumulator of the vector unit, 64 lanes of 32 bits, with one method per instruction that reads or writes it. It cannot be loaded or
/// stored; <c>PlusFractional(zero)</c> reads its upper half and <c>PlusModulo(zero)</c> its lower half. It is zero after reset. Fractional
/// accumulation saturates at every step, modulo accumulation wraps. Conditional forms leave lanes alone where the condition is false.
/// </summary>
public static partial class Accumulator;
