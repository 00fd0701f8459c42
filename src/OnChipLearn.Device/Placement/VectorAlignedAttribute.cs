namespace OnChipLearn.Device;

/// <summary>
/// Aligns a static array of bytes or halfwords to 128 bytes, as <c>fxvlax</c> and <c>fxvstax</c> want it on silicon (ppu-reference 3.9).
/// Arrays of vectors are aligned without it.
/// </summary>
[AttributeUsage(AttributeTargets.Field)]
public sealed class VectorAlignedAttribute : Attribute;
