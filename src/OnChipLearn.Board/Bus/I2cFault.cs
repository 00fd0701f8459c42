namespace OnChipLearn.Board.Bus;

/// <summary>What a program sees when nobody acknowledges: the error of the Linux adapters that report EREMOTEIO, in the words of System.Device.Gpio.</summary>
public static class I2cFault
{
    /// <summary>EREMOTEIO of Linux (i2c-bcm2835, i2c-designware; bit-banged adapters answer ENXIO = 6 instead).</summary>
    public const int RemoteInputOutputError = 121;

    /// <summary>The exception that <c>UnixI2cBus</c> throws for a missing acknowledge.</summary>
    public static IOException MissingAcknowledge() =>
        new($"Error {RemoteInputOutputError} (Remote I/O error) performing I2C data transfer.", RemoteInputOutputError);
}
