using OnChipLearn.Device.Host;

namespace OnChipLearn.Device;

/// <summary>
/// Text for the host in the processor's mailbox: characters from the mailbox base upwards in a ring of the text area's size. The literal is the
/// only string that firmware may have.
/// </summary>
public static class Mailbox
{
    /// <summary>Appends an ASCII literal.</summary>
    [PseudoInstruction]
    public static void Write(string literal)
    {
        foreach (char character in literal)
        {
            DeviceContext.Device.WriteMailbox((byte)character);
        }
    }

    /// <summary>Appends one character.</summary>
    [PseudoInstruction]
    public static void Write(byte character) => DeviceContext.Device.WriteMailbox(character);
}
