using System.Runtime.CompilerServices;
using PpuSim.AddressMap;

namespace OnChipLearn.Device;

/// <summary>Resets of the own hemisphere's neurons; a neuron with its spike output on also emits an event (ppu-reference 4.4, 5.4).</summary>
public static class NeuronReset
{
    /// <summary>Resets all neurons of one parity.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void All(int parity, VectorB any) => VectorPort.Write(VectorPortMap.NeuronReset + (uint)parity, any);

    /// <summary>Resets the neurons of one parity where the last byte compare found the element greater than zero.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void WhereGreater(int parity, VectorB any) =>
        VectorPort.Write(VectorPortMap.NeuronReset + (uint)parity, any, Condition.Greater);
}
