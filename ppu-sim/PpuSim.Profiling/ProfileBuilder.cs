using System.Buffers.Binary;
using PpuSim.Image;
using PpuSim.Isa;
using PpuSim.Isa.Disassembly;
using PpuSim.Profiling.Recording;

namespace PpuSim.Profiling;

/// <summary>Makes the profile of a finished run from what was recorded and from the program's symbols and lines.</summary>
public static class ProfileBuilder
{
    private const string UndefinedMnemonic = "undefined";
    private const string NopMnemonic = "nop";

    /// <summary>The profile of <paramref name="recorder"/>, whose functions are those of <paramref name="image"/>.</summary>
    public static Profile Build(ProfileRecorder recorder, ProgramImage image)
    {
        var instructions = recorder.Addresses.Addresses.Select(address => Instruction(recorder, image, address)).ToArray();
        var total = new CycleCounts();
        foreach (var instruction in instructions)
        {
            total.Add(instruction.Counts);
        }

        var paths = new Dictionary<CallNode, string[]>();
        Visit(recorder.Root, [], recorder.Functions, paths);
        return new Profile(
            image.Name,
            total,
            Functions(recorder, instructions),
            Lines(instructions),
            instructions,
            Opcodes(recorder, instructions),
            [.. paths.Where(path => path.Key.Counters.AsSpan().ContainsAnyExcept(0)).Select(path => new CallPath(path.Value, Counts(path.Key)))],
            recorder.Timeline.Segments is { } segments ? [.. segments.Select(segment => new TimelineSegment(paths[segment.Node], segment.Cycles))] : null);
    }

    private static InstructionProfile Instruction(ProfileRecorder recorder, ProgramImage image, uint address)
    {
        var word = recorder.Addresses.Word(address) is var executed and not 0 ? executed : WordInImage(image, address);
        var counts = new CycleCounts();
        counts.Add(recorder.Addresses.Of(address));
        var line = image.Lines.Find(address);
        return new InstructionProfile(
            address,
            word,
            word == Encoding.Nop ? NopMnemonic : InstructionTable.Find(word)?.Mnemonic ?? UndefinedMnemonic,
            Disassembler.Disassemble(word, address).Text,
            recorder.Functions.Functions[recorder.Functions.IndexOf(address)].Name,
            line is { Line: > 0 } ? line.Value.File : null,
            line?.Line ?? 0,
            counts);
    }

    // For instructions that stalled and never left decode.
    private static uint WordInImage(ProgramImage image, uint address)
    {
        Span<byte> word = stackalloc byte[sizeof(uint)];
        foreach (var segment in image.Segments)
        {
            if (address >= segment.Address && address + word.Length <= segment.Address + segment.Bytes.Length)
            {
                segment.Bytes.Span.Slice((int)(address - segment.Address), word.Length).CopyTo(word);
            }
        }

        return BinaryPrimitives.ReadUInt32BigEndian(word);
    }

    private static FunctionProfile[] Functions(ProfileRecorder recorder, InstructionProfile[] instructions)
    {
        var inclusive = new long[recorder.Functions.Functions.Count];
        var calls = new long[inclusive.Length];
        AddInclusive(recorder.Root, [], inclusive, calls);
        return
        [
            .. instructions
                .GroupBy(instruction => recorder.Functions.IndexOf(instruction.Address))
                .Select(group => new FunctionProfile(
                    recorder.Functions.Functions[group.Key].Name,
                    recorder.Functions.Functions[group.Key].Address,
                    Sum(group),
                    inclusive[group.Key],
                    calls[group.Key]))
                .OrderByDescending(function => function.Counts.Cycles)
                .ThenBy(function => function.Address),
        ];
    }

    private static LineProfile[] Lines(InstructionProfile[] instructions) =>
    [
        .. instructions
            .Where(instruction => instruction.File is not null)
            .GroupBy(instruction => (instruction.File, instruction.Line))
            .Select(group => new LineProfile(group.Key.File!, group.Key.Line, Sum(group)))
            .OrderByDescending(line => line.Counts.Cycles)
            .ThenBy(line => line.File, StringComparer.Ordinal)
            .ThenBy(line => line.Line),
    ];

    private static OpcodeProfile[] Opcodes(ProfileRecorder recorder, InstructionProfile[] instructions) =>
    [
        .. instructions
            .GroupBy(instruction => instruction.Mnemonic)
            .Select(group => new OpcodeProfile(
                group.Key,
                Sum(group),
                InstructionTable.Find(group.First().Word) is { IsVector: true } row ? recorder.SaturatedElements(row.Op) : 0))
            .OrderByDescending(opcode => opcode.Counts.Cycles)
            .ThenBy(opcode => opcode.Mnemonic, StringComparer.Ordinal),
    ];

    private static CycleCounts Sum(IEnumerable<InstructionProfile> instructions)
    {
        var sum = new CycleCounts();
        foreach (var instruction in instructions)
        {
            sum.Add(instruction.Counts);
        }

        return sum;
    }

    private static CycleCounts Counts(CallNode node)
    {
        var counts = new CycleCounts();
        counts.Add(node.Counters);
        return counts;
    }

    private static void Visit(CallNode node, string[] path, FunctionMap functions, Dictionary<CallNode, string[]> paths)
    {
        foreach (var child in node.Children)
        {
            string[] extended = [.. path, functions.Functions[child.Function].Name];
            paths.Add(child, extended);
            Visit(child, extended, functions, paths);
        }
    }

    // Cycles below a node count once for each function on the path, however often it recurs. Returns the cycles of the node and all below.
    private static long AddInclusive(CallNode node, HashSet<int> open, long[] inclusive, long[] calls)
    {
        var first = node.Parent is not null && open.Add(node.Function);
        var cycles = Counts(node).Cycles;
        foreach (var child in node.Children)
        {
            cycles += AddInclusive(child, open, inclusive, calls);
        }

        if (node.Parent is not null)
        {
            calls[node.Function] += node.Calls;
        }

        if (first)
        {
            inclusive[node.Function] += cycles;
            open.Remove(node.Function);
        }

        return cycles;
    }
}
