using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Numerics;

namespace PpuSim.Translation;

/// <summary>All states that have been seen, by their normal form.</summary>
internal sealed class StateTable
{
    private readonly Dictionary<byte[], PipelineState> _states = new(new ByContents());
    private readonly Dictionary<byte[], PipelineState>.AlternateLookup<ReadOnlySpan<byte>> _lookup;

    public StateTable() => _lookup = _states.GetAlternateLookup<ReadOnlySpan<byte>>();

    public int Count => _states.Count;

    public PipelineState this[ReadOnlySpan<byte> bytes]
    {
        get
        {
            if (!_lookup.TryGetValue(bytes, out var state))
            {
                var key = bytes.ToArray();
                _states[key] = state = new PipelineState(key);
            }

            return state;
        }
    }

    public void Clear() => _states.Clear();

    private sealed class ByContents : IEqualityComparer<byte[]>, IAlternateEqualityComparer<ReadOnlySpan<byte>, byte[]>
    {
        private const ulong Factor = 0x9e3779b97f4a7c15;

        public bool Equals(byte[]? x, byte[]? y) => x.AsSpan().SequenceEqual(y);

        public bool Equals(ReadOnlySpan<byte> alternate, byte[] other) => alternate.SequenceEqual(other);

        public int GetHashCode([DisallowNull] byte[] obj) => GetHashCode(obj.AsSpan());

        public int GetHashCode(ReadOnlySpan<byte> alternate)
        {
            var hash = (ulong)alternate.Length;
            while (alternate.Length >= sizeof(ulong))
            {
                hash = BitOperations.RotateLeft(hash ^ BinaryPrimitives.ReadUInt64LittleEndian(alternate), 29) * Factor;
                alternate = alternate[sizeof(ulong)..];
            }

            foreach (var value in alternate)
            {
                hash = (hash ^ value) * Factor;
            }

            return (int)(hash >> 32);
        }

        public byte[] Create(ReadOnlySpan<byte> alternate) => alternate.ToArray();
    }
}
