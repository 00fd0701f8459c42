using OnChipLearn.Device;

namespace OnChipLearn.Experiments.GradientChecks.OnDevice;

/// <summary>Between vectors of the firmware and arrays [row][element of the hidden layer]: the halves of a row follow each other.</summary>
internal static class FirmwareLanes
{
    /// <summary>All lanes in order.</summary>
    public static short[] Read(VectorH[] vectors)
    {
        short[] lanes = new short[vectors.Length * VectorH.Length];
        Read(vectors, lanes);
        return lanes;
    }

    /// <summary>All lanes in order, without allocation.</summary>
    public static void Read(VectorH[] vectors, short[] lanes)
    {
        for (int k = 0; k < vectors.Length; k++)
        {
            Sram.Store(lanes, k * VectorH.Length, vectors[k]);
        }
    }

    /// <summary>Fills vectors from lanes.</summary>
    public static void Write(short[] lanes, VectorH[] vectors)
    {
        for (int k = 0; k < vectors.Length; k++)
        {
            vectors[k] = Sram.Load(lanes, k * VectorH.Length);
        }
    }
}
