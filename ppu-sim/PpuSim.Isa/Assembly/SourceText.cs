namespace PpuSim.Isa.Assembly;

/// <summary>One source file.</summary>
/// <param name="File">Name for messages and line records.</param>
/// <param name="Text">Contents.</param>
public sealed record SourceText(string File, string Text);
