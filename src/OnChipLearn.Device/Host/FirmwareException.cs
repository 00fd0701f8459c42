namespace OnChipLearn.Device.Host;

/// <summary>Firmware on the host could not be loaded or did not end as it should.</summary>
public sealed class FirmwareException(string message, Exception? inner = null) : Exception(message, inner);
