using System.Runtime.CompilerServices;

namespace OnChipLearn.Device.Host;

/// <summary>
/// The processor that firmware on this thread runs on: its hidden vector registers and its surroundings. Entering a context connects the thread,
/// disposing the scope restores what was there before. A thread without a context has registers of its own and no device.
/// </summary>
public static class DeviceContext
{
    [ThreadStatic]
    private static VectorRegisters? registers;

    [ThreadStatic]
    private static IDevice? device;

    /// <summary>Accumulator and condition register of the processor on this thread.</summary>
    public static VectorRegisters Registers
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => registers ?? CreateRegisters();
    }

    /// <summary>Surroundings of the processor on this thread.</summary>
    public static IDevice Device
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => device ?? CreateDevice();
    }

    /// <summary>Connects this thread to a processor until the scope is disposed.</summary>
    public static Scope Enter(IDevice device, VectorRegisters registers)
    {
        Scope scope = new(DeviceContext.device, DeviceContext.registers);
        DeviceContext.device = device;
        DeviceContext.registers = registers;
        return scope;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static VectorRegisters CreateRegisters() => registers = new VectorRegisters();

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static IDevice CreateDevice() => device = new UnconnectedDevice();

    /// <summary>Restores the thread's former processor.</summary>
    public readonly struct Scope : IDisposable
    {
        private readonly IDevice? formerDevice;
        private readonly VectorRegisters? formerRegisters;

        internal Scope(IDevice? device, VectorRegisters? registers)
        {
            formerDevice = device;
            formerRegisters = registers;
        }

        /// <inheritdoc/>
        public void Dispose()
        {
            device = formerDevice;
            registers = formerRegisters;
        }
    }
}
