namespace OnChipLearn.SystemTests.Qemu;

/// <summary>Describes where two memories differ.</summary>
internal static class MemoryDifference
{
    private const int Shown = 8;

    /// <summary>Null when they are equal, else the first differing words.</summary>
    public static string? Between(byte[] ppu, byte[] qemu)
    {
        var words = Enumerable.Range(0, ppu.Length / 4).Where(word => !ppu.AsSpan(4 * word, 4).SequenceEqual(qemu.AsSpan(4 * word, 4))).ToArray();
        return words.Length == 0
            ? null
            : $"{words.Length} words differ: " + string.Join(", ", words.Take(Shown).Select(word =>
                $"0x{4 * word:x}: PPU {Convert.ToHexStringLower(ppu, 4 * word, 4)}, qemu {Convert.ToHexStringLower(qemu, 4 * word, 4)}"));
    }
}
