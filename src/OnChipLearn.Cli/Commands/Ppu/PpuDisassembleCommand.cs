using System.CommandLine;
using OnChipLearn.Experiments.Programs;
using PpuSim.Image;
using PpuSim.Image.Elf;

namespace OnChipLearn.Cli.Commands.Ppu;

/// <summary><c>ppu disasm</c>: the code of a program as text.</summary>
internal static class PpuDisassembleCommand
{
    private static readonly Argument<string> Image = new("IMAGE") { Description = "ELF file or raw image." };

    private static readonly Option<uint> Address = new("--address")
    {
        Description = "Address of the first byte of a raw image (default 0).",
        CustomParser = NumberOption.Parse,
    };

    private static readonly Option<bool> Data = new("--data") { Description = "Also disassemble segments without code." };

    private static readonly Option<bool> Lines = new("--lines") { Description = "Print source lines where the file has them." };

    public static Command Create()
    {
        var command = new Command("disasm", "Disassemble a PPU program.") { Image, Address, Data, Lines };
        command.SetAction(Run);
        return command;
    }

    private static int Run(ParseResult arguments)
    {
        var path = arguments.GetRequiredValue(Image);
        var bytes = File.ReadAllBytes(path);
        var image = ElfFile.HasMagic(bytes) ? ElfImageReader.Read(bytes, path) : RawImage.Read(bytes, path, arguments.GetValue(Address));
        var listing = ProgramListing.Of(image, arguments.GetValue(Data));
        var output = new CommandOutput(arguments);
        if (output.Json)
        {
            output.Result(new { Image = path, image.Entry, Instructions = listing.ToArray() });
            return ExitCode.Ok;
        }

        // Plain lines, not a table: listings are long and go into pipes.
        foreach (var line in ListingText.Of(listing, arguments.GetValue(Lines)))
        {
            Console.Out.WriteLine(line);
        }

        return ExitCode.Ok;
    }
}
