using PpuSim.Image;

namespace OnChipLearn.Compiler;

/// <summary>A program for the PPU.</summary>
/// <param name="Image">Code and data with symbols and C# lines.</param>
/// <param name="Memory">Where everything lies.</param>
/// <param name="StackBytes">Static worst case of all frames.</param>
public sealed record CompiledProgram(ProgramImage Image, MemoryMap Memory, int StackBytes);
