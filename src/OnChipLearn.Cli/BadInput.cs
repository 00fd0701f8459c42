namespace OnChipLearn.Cli;

/// <summary>
/// Tells bad input from defects. By convention every exception type that this solution declares (namespaces <c>OnChipLearn</c> and
/// <c>PpuSim</c>) reports bad input in one sentence, so a project joins by declaring its exception; files that cannot be opened count too.
/// Anything else is a defect and keeps its stack trace.
/// </summary>
internal static class BadInput
{
    private static readonly string[] Namespaces = ["OnChipLearn", "PpuSim"];

    public static bool Describes(Exception exception) =>
        exception is IOException or UnauthorizedAccessException || Namespaces.Contains(exception.GetType().Namespace?.Split('.')[0]);

    public static string Message(Exception exception) => exception switch
    {
        FileNotFoundException { FileName: { Length: > 0 } file } => $"{file}: file not found",
        _ => exception.Message,
    };
}
