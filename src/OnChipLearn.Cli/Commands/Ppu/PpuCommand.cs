using System.CommandLine;

namespace OnChipLearn.Cli.Commands.Ppu;

/// <summary><c>ppu</c>: run, check and inspect programs of the plasticity processing unit.</summary>
internal static class PpuCommand
{
    public static Command Create() => new("ppu", "Programs of the plasticity processing unit: run, verify, inspect.")
    {
        PpuRunCommand.Create(),
        PpuVerifyCommand.Create(),
        PpuProfileCommand.Create(),
        PpuSiliconCommand.Create(),
        PpuAssembleCommand.Create(),
        PpuDisassembleCommand.Create(),
    };
}
