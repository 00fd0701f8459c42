using PpuSim.Image.Elf;

namespace PpuSim.Image;

/// <summary>Reads a program file of either kind.</summary>
public static class ImageFile
{
    /// <summary>Reads an ELF file, or, where the first bytes are not those of ELF, a raw image from address 0 on.</summary>
    /// <exception cref="ImageException">The file is damaged or not for this processor.</exception>
    public static ProgramImage Read(string path) => Read(File.ReadAllBytes(path), path);

    /// <inheritdoc cref="Read(string)"/>
    public static ProgramImage Read(ReadOnlyMemory<byte> bytes, string file) =>
        ElfFile.HasMagic(bytes.Span) ? ElfImageReader.Read(bytes, file) : RawImage.Read(bytes, file);
}
