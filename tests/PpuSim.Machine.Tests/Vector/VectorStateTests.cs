using System.Runtime.CompilerServices;
using PpuSim.Arithmetic;

namespace PpuSim.Machine.Tests.Vector;

/// <summary>Access to the vector state: byte order, masks, copies.</summary>
public sealed class VectorStateTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(VectorGeometry.MaximumSlices)]
    public void BytesAndWordsAreBigEndian(int slices)
    {
        var state = new VectorState(slices);
        var bytes = Enumerable.Range(1, 16 * slices).Select(k => (byte)k).ToArray();
        state.WriteBytes(31, bytes);
        Assert.Equal(0x0102, state.Register(31));
        Assert.Equal(0x05060708u, state.ReadWord(31, 1));
        var read = new byte[16 * slices];
        state.ReadBytes(31, read);
        Assert.Equal(bytes, read);
        state.WriteWord(31, 3, 0xdeadbeef);
        state.ReadBytes(31, read);
        Assert.Equal([0xde, 0xad, 0xbe, 0xef], read[12..16]);
        Assert.Equal(0, state.Register(30));
    }

    [Fact]
    public void ByteEnablesFollowTheConditionInMemoryOrder()
    {
        var state = new VectorState();
        var enables = new byte[state.Bytes];
        state.ByteEnables(0, enables);
        Assert.All(enables, e => Assert.Equal(0xff, e));
        for (var condition = 1; condition < 4; condition++)
        {
            state.ByteEnables(condition, enables);
            Assert.All(enables, e => Assert.Equal(0, e));
            Unsafe.Add(ref state.Mask(condition), 5) = 0xff00;
            state.ByteEnables(condition, enables);
            Assert.Equal([10], Enumerable.Range(0, enables.Length).Where(k => enables[k] == 0xff));
        }

        Assert.True(Unsafe.IsNullRef(ref state.Mask(0)));
    }

    [Fact]
    public void ScratchRegistersAreRegistersOutsideOfTheArchitecturalState()
    {
        const int Last = VectorState.FirstScratchRegister + VectorState.ScratchRegisters - 1;
        var state = new VectorState();
        state.WriteWord(31, 31, 0xdeadbeef);
        var before = state.ContentHash();
        state.Copy(31, Last);
        Assert.Equal(0xdeadbeef, state.ReadWord(Last, 31));
        Assert.Equal(before, state.ContentHash());
        state.Copy(Last, 0);
        Assert.Equal(0xdeadbeef, state.ReadWord(0, 31));
        Assert.NotEqual(before, state.ContentHash());
    }

    [Fact]
    public void CopiesAreEqualUntilOneChanges()
    {
        var state = new VectorState();
        state.WriteWord(7, 9, 0x12345678);
        state.Accumulators = 5;
        var copy = new VectorState();
        Assert.False(copy.ContentEquals(state));
        copy.CopyFrom(state);
        Assert.True(copy.ContentEquals(state));
        Assert.Equal(state.ContentHash(), copy.ContentHash());
        Unsafe.Add(ref copy.Mask(3), 63) = 0x00ff;
        Assert.False(copy.ContentEquals(state));
        Assert.NotEqual(state.ContentHash(), copy.ContentHash());
        copy.Reset();
        Assert.True(copy.ContentEquals(new VectorState()));
        Assert.Throws<ArgumentException>(() => copy.CopyFrom(new VectorState(1)));
    }
}
