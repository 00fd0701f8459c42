using PpuSim.Image.Elf;

namespace PpuSim.Image.Tests;

/// <summary>Damaged files are read or refused, never anything else, and never slowly.</summary>
public sealed class MutatedImageTests
{
    private static readonly int Count = Environment.GetEnvironmentVariable("ONCHIPLEARN_FULL") == "1" ? 100_000 : 10_000;

    [Fact]
    public void MutatedImagesNeitherCrashNorHang()
    {
        var good = ElfImageWriter.Write(Sample.Image);
        var random = new Random(1);
        var memory = new byte[0x4000];
        var (read, refused) = (0, 0);
        var longest = TimeSpan.Zero;
        var watch = new System.Diagnostics.Stopwatch();
        for (var i = 0; i < Count; i++)
        {
            var bytes = Mutate(good, random);
            watch.Restart();
            try
            {
                var image = ImageFile.Read(bytes, "mutated");
                image.RequireWithin(new MemoryRange("SRAM", 0, (uint)memory.Length));
                image.CopyTo(memory);
                read++;
            }
            catch (ImageException)
            {
                refused++;
            }

            longest = watch.Elapsed > longest ? watch.Elapsed : longest;
        }

        // Both outcomes must occur, else the mutations test nothing.
        Assert.True(read > Count / 50 && refused > Count / 50, $"{read} read, {refused} refused");
        Assert.True(longest < TimeSpan.FromSeconds(5), $"one image took {longest}");
    }

    private static byte[] Mutate(byte[] good, Random random)
    {
        var bytes = good.AsSpan(0, random.Next(8) == 0 ? random.Next(good.Length) : good.Length).ToArray();
        var header = random.Next(2) == 0;
        for (var n = random.Next(1, 6); n > 0 && bytes.Length > 0; n--)
        {
            // Half of the damage goes to the headers and the debug sections, where it matters most.
            var at = header ? (random.Next(2) == 0 ? random.Next(Math.Min(bytes.Length, 0x94)) : bytes.Length - 1 - random.Next(Math.Min(bytes.Length, 900))) : random.Next(bytes.Length);
            bytes[at] = random.Next(3) switch
            {
                0 => (byte)random.Next(256),
                1 => (byte)(bytes[at] ^ 1 << random.Next(8)),
                _ => random.Next(2) == 0 ? (byte)0xff : (byte)0,
            };
        }

        return bytes;
    }
}
