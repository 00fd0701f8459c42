namespace OnChipLearn.Device;

/// <summary>Places a static array in the mailbox section, behind the text area, where the host reads results after the final sleep.</summary>
[AttributeUsage(AttributeTargets.Field)]
public sealed class InMailboxAttribute : Attribute;
