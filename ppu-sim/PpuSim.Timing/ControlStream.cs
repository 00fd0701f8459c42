using System.Buffers.Binary;

namespace PpuSim.Timing;

/// <summary>
/// Writes the state of pipeline control in a normal form, or sets it from one: each part of the pipeline names its registers once, for both directions.
/// Times are relative to the present cycle and those that no longer matter are equal, queues begin at 0, so that equal bytes mean an equal future as far
/// as the answers of the <see cref="Datapath"/> are equal.
/// </summary>
internal sealed class ControlStream(InstructionSource instructions)
{
    private const byte NoOp = 0xff;
    private byte[] _bytes = new byte[1024];
    private int _position;
    private long _cycle;

    /// <summary>True when registers are set, false when they are written down.</summary>
    public bool Reads { get; private set; }

    /// <summary>What has been written.</summary>
    public ReadOnlySpan<byte> Written => _bytes.AsSpan(0, _position);

    public void BeginWriting(long cycle)
    {
        Reads = false;
        _position = 0;
        _cycle = cycle;
    }

    public void BeginReading(byte[] bytes, long cycle)
    {
        Reads = true;
        _bytes = bytes;
        _position = 0;
        _cycle = cycle;
    }

    public void Value(ref byte value)
    {
        if (Reads)
        {
            value = _bytes[_position++];
        }
        else
        {
            _bytes[_position++] = value;
        }
    }

    public void Value(ref bool value)
    {
        var number = (byte)(value ? 1 : 0);
        Value(ref number);
        value = number != 0;
    }

    /// <summary>A number from -128 to 127.</summary>
    public void Count(ref int value)
    {
        var number = (byte)value;
        Value(ref number);
        value = (sbyte)number;
    }

    public void Value(ref uint value)
    {
        var bytes = _bytes.AsSpan(_position, sizeof(uint));
        if (Reads)
        {
            value = BinaryPrimitives.ReadUInt32LittleEndian(bytes);
        }
        else
        {
            BinaryPrimitives.WriteUInt32LittleEndian(bytes, value);
        }

        _position += sizeof(uint);
    }

    /// <summary>A cycle; all times of <paramref name="earliest"/> cycles from now and before are alike.</summary>
    public void Time(ref long time, int earliest = 0)
    {
        var relative = (uint)Math.Max(earliest, time - _cycle);
        Value(ref relative);
        time = _cycle + (int)relative;
    }

    /// <summary>A predecoded step, or none.</summary>
    public void Op(ref MicroOp? op)
    {
        var step = (byte)(op?.Step ?? NoOp);
        Value(ref step);
        if (step == NoOp)
        {
            op = null;
            return;
        }

        var word = op?.Word ?? 0;
        Value(ref word);
        if (Reads)
        {
            op = instructions.Decode(word).AtStep(step);
        }
    }
}
