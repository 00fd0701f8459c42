namespace PpuSim.Arithmetic.Tests;

/// <summary>Kernels run without allocating.</summary>
public sealed class AllocationTests
{
    [Fact]
    public void KernelsAllocateNothing()
    {
        var state = LaneState.Random(1, VectorGeometry.MaximumLanes);
        var operations = LaneOperations.ByMnemonic.Values.ToArray();
        foreach (var tier in SimdTiers.Available.ToArray())
        {
            foreach (var run in operations)
            {
                run(state, 1, 1, tier);
            }

            var before = GC.GetAllocatedBytesForCurrentThread();
            foreach (var run in operations)
            {
                for (var condition = 0; condition < 4; condition++)
                {
                    run(state, condition, 1, tier);
                }
            }

            Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
        }
    }
}
