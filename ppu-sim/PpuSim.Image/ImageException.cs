namespace PpuSim.Image;

/// <summary>A program file that cannot be used: the message names the file, the field, its value and what was expected.</summary>
public sealed class ImageException : Exception
{
    public ImageException(string file, string problem)
        : base($"{file}: {problem}")
    {
        File = file;
    }

    /// <summary>Name of the file as the caller gave it.</summary>
    public string File { get; }
}
