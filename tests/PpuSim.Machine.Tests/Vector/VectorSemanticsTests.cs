using System.Globalization;
using System.IO.Compression;
using System.Runtime.CompilerServices;
using System.Text.Json;
using PpuSim.Arithmetic;
using PpuSim.Isa;
using PpuSim.Machine.Semantics;

namespace PpuSim.Machine.Tests.Vector;

/// <summary>Vector instructions from their encoded words: the recorded vectors, completeness of the table, counting, no allocation.</summary>
public sealed unsafe class VectorSemanticsTests
{
    private const int ExpectedVectors = 1176;
    private static readonly Op[] Transfers = [Op.Fxvlax, Op.Fxvstax, Op.Fxvinx, Op.Fxvoutx];

    [Fact]
    public void EveryVectorInstructionButTransfersHasAFunction()
    {
        foreach (var row in InstructionTable.Rows)
        {
            var expected = row.IsVector && !Transfers.Contains(row.Op);
            Assert.True(expected == (VectorSemantics.Execute(row.Op) != null), row.Mnemonic);
            Assert.True(expected == (VectorSemantics.ExecuteCounting(row.Op) != null), row.Mnemonic);
        }
    }

    [Theory]
    [InlineData(1, false)]
    [InlineData(VectorGeometry.MaximumSlices, false)]
    [InlineData(VectorGeometry.MaximumSlices, true)]
    public void RecordedVectors(int slices, bool counting)
    {
        using var stream = new GZipStream(File.OpenRead(FixturePath("fxv-vectors.json.gz")), CompressionMode.Decompress);
        using var document = JsonDocument.Parse(stream);
        var vectors = document.RootElement.GetProperty("vectors").EnumerateArray().ToArray();
        Assert.Equal(ExpectedVectors, vectors.Length);
        foreach (var vector in vectors)
        {
            var word = Hex(vector.GetProperty("word").GetString()!);
            var row = InstructionTable.Find(word)!;
            Assert.Equal(vector.GetProperty("op").GetString(), row.Mnemonic);
            var state = State(vector, slices, "rt_in", "acc_in", "vcr_in");
            var operands = new VectorOperands(word, row).WithScalar(Hex(vector.GetProperty("gpr5").GetString()!));
            (counting ? VectorSemantics.ExecuteCounting(row.Op) : VectorSemantics.Execute(row.Op))(state, operands);
            var expected = State(vector, slices, "rt", "acc", "vcr");
            Assert.True(expected.ContentEquals(state), vector.GetRawText());
            Assert.Equal(expected.ContentHash(), state.ContentHash());
        }
    }

    [Fact]
    public void SaturatedElementsAreCountedOnlyWhenAsked()
    {
        const uint Fxvaddhfs = (4u << 26) | (3 << 21) | (1 << 16) | (2 << 11) | (476 << 2);
        var state = new VectorState();
        state.WriteWord(1, 0, 0x7fff8000);
        state.WriteWord(2, 0, 0x0001ffff);
        var row = InstructionTable.Find(Fxvaddhfs)!;
        VectorSemantics.Execute(row.Op)(state, new VectorOperands(Fxvaddhfs, row));
        Assert.Equal(0, state.SaturatedElements);
        VectorSemantics.ExecuteCounting(row.Op)(state, new VectorOperands(Fxvaddhfs, row));
        Assert.Equal(2, state.SaturatedElements);
        Assert.Equal(0x7fff8000u, state.ReadWord(3, 0));
    }

    [Fact]
    public void InstructionsAllocateNothing()
    {
        var state = new VectorState();
        var rows = InstructionTable.Rows.Where(row => row.IsVector && !Transfers.Contains(row.Op)).ToArray();
        Assert.Equal(49, rows.Length);
        RunAll(state, rows);
        var before = GC.GetAllocatedBytesForCurrentThread();
        RunAll(state, rows);
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    private static void RunAll(VectorState state, InstructionRow[] rows)
    {
        foreach (var row in rows)
        {
            for (uint condition = 0; condition < 4; condition++)
            {
                var operands = new VectorOperands(row.Match | condition | (3 << 21) | (1 << 16) | (2 << 11), row).WithScalar(condition);
                VectorSemantics.Execute(row.Op)(state, operands);
                VectorSemantics.ExecuteCounting(row.Op)(state, operands);
            }
        }
    }

    // VRA = 1, VRB = 2, VRT = 3, the slice repeated.
    private static VectorState State(JsonElement vector, int slices, string target, string accumulators, string conditions)
    {
        var state = new VectorState(slices);
        foreach (var (register, field) in new[] { (1, "ra"), (2, "rb"), (3, target) })
        {
            var slice = Convert.FromHexString(vector.GetProperty(field).GetString()!);
            state.WriteBytes(register, Enumerable.Repeat(slice, slices).SelectMany(b => b).ToArray());
        }

        for (var lane = 0; lane < state.Lanes; lane++)
        {
            var e = lane % VectorGeometry.LanesPerSlice;
            Unsafe.Add(ref state.Accumulators, lane) = (int)Hex(vector.GetProperty(accumulators)[e].GetString()!);
            var nibbles = vector.GetProperty(conditions)[e].GetString()!;
            foreach (var (condition, nibble) in new[] { (3, nibbles[0]), (1, nibbles[1]), (2, nibbles[2]) })
            {
                Unsafe.Add(ref state.Mask(condition), lane) =
                    (ushort)((nibble is 'c' or 'f' ? 0xff00 : 0) | (nibble is '3' or 'f' ? 0x00ff : 0));
            }
        }

        return state;
    }

    private static uint Hex(string text) => uint.Parse(text, NumberStyles.HexNumber, CultureInfo.InvariantCulture);

    private static string FixturePath(string name)
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "OnChipLearn.sln")))
        {
            folder = folder.Parent;
        }

        return Path.Combine(folder?.FullName ?? throw new DirectoryNotFoundException("OnChipLearn.sln"), "fixtures", "isa", "vector", name);
    }
}
