using System.Buffers.Binary;
using System.Device.I2c;
using OnChipLearn.Board.Parts;

namespace OnChipLearn.Board.Drivers;

/// <summary>Driver of the DAC6573: sets and reads back one of four 10-bit outputs.</summary>
public sealed class Dac6573(I2cDevice device) : IDisposable
{
    private const byte UpdateSelected = 0x10;
    private const int CodeShift = 6;

    /// <summary>Sets a channel (0 to 3) to a code (0 to 1023) at once.</summary>
    public void SetCode(int channel, int code)
    {
        CheckChannel(channel);
        if (code is < 0 or >= Dac6573Part.Codes)
        {
            throw new BoardException($"DAC6573 channel {channel}: code {code}, expected 0 to {Dac6573Part.Codes - 1}");
        }

        var word = code << CodeShift;
        device.Write([(byte)(UpdateSelected | (channel << 1)), (byte)(word >> 8), (byte)word]);
    }

    /// <summary>The code of a channel (0 to 3).</summary>
    public int ReadCode(int channel)
    {
        CheckChannel(channel);
        Span<byte> data = stackalloc byte[2];
        device.WriteRead([(byte)(channel << 1)], data);
        return BinaryPrimitives.ReadUInt16BigEndian(data) >> CodeShift;
    }

    /// <summary>Disposes the device.</summary>
    public void Dispose() => device.Dispose();

    private static void CheckChannel(int channel)
    {
        if (channel is < 0 or >= Dac6573Part.ChannelCount)
        {
            throw new BoardException($"DAC6573: channel {channel}, expected 0 to {Dac6573Part.ChannelCount - 1}");
        }
    }
}
