using System.Text.Json;
using PpuSim.Isa.Assembly;

namespace PpuSim.Isa.Tests;

/// <summary>The sources of the corpora assemble to the words that are known for them.</summary>
public sealed class SourceFixtureTests
{
    [Fact]
    public void SourcesAssembleToTheirCode()
    {
        var count = 0;
        foreach (var line in Fixture.Lines("assembly", "sources.jsonl.gz"))
        {
            using var json = JsonDocument.Parse(line);
            var name = json.RootElement.GetProperty("name").GetString()!;
            var program = Assembler.Assemble(json.RootElement.GetProperty("asm").GetString()!, name);
            Assert.Equal((name, json.RootElement.GetProperty("code").GetString()), (name, Convert.ToHexStringLower(Assert.Single(program.Sections).Bytes.Span)));
            count++;
        }

        Assert.Equal(864, count);
    }
}
