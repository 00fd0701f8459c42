namespace OnChipLearn.Device.Host;

/// <summary>Firmware touched its surroundings on a thread that has no device.</summary>
public sealed class DeviceNotConnectedException() : Exception(
    "Firmware uses the chip on a thread without a device: expected an enclosing DeviceContext.Enter(device, registers), found none.");
