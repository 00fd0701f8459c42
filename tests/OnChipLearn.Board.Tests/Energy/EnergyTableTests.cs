using System.Text.Json.Nodes;
using OnChipLearn.Board.Energy;
using OnChipLearn.Board.Rails;

namespace OnChipLearn.Board.Tests.Energy;

/// <summary>The table: complete, replaceable, and refused with a clear message when it cannot be used.</summary>
public sealed class EnergyTableTests
{
    [Fact]
    public void Default_IsCompleteAndEveryNumberSaysWhatItRestsOn()
    {
        foreach (var activity in Enum.GetValues<Activity>())
        {
            var entry = EnergyTable.Default[activity];
            Assert.True(entry.Value > 0 && entry.Sigma > 0, activity.ToString());
            Assert.NotEmpty(entry.Source);
        }

        Assert.Equal(1, EnergyTable.Default.StandbyShares.Sum(share => share.Value), 1e-12);
    }

    [Fact]
    public void AUsersTable_ReplacesOurs()
    {
        var root = Edited(root => root["perEvent"]!["synapticEvents"] = JsonNode.Parse("""{"value":3,"unit":"nJ","uncertainty":1,"rail":"vdd25_analog","source":"mine","evidence":"Derived"}"""));
        var entry = EnergyTableReader.Parse(root, "mine.json")[Activity.SynapticEvents];
        Assert.Equal(new EnergyEntry(3e-9, 1e-9, "mine", Evidence.Derived, Rail.Vdd25Analog), entry);
    }

    public static TheoryData<string, string> Faults => new()
    {
        { """$.perEvent.neuronSpikes=null""", "t.json: perEvent.neuronSpikes: null, expected an object" },
        { """$.perEvent.neuronSpikes=""", "t.json: perEvent.neuronSpikes: missing, expected an object" },
        { """$.perEvent.neuronSpike={}""", "t.json: perEvent.neuronSpike: unknown, expected one of scalarArithmetic" },
        { """$.perEvent.neuronSpikes.value=-1""", "t.json: perEvent.neuronSpikes.value: -1, expected 0 or more" },
        { """$.perEvent.neuronSpikes.value="ten" """, "t.json: perEvent.neuronSpikes.value: missing, expected a number" },
        { """$.perEvent.neuronSpikes.uncertainty=""", "t.json: perEvent.neuronSpikes.uncertainty: missing, expected a number" },
        { """$.perEvent.neuronSpikes.unit="W" """, "t.json: perEvent.neuronSpikes.unit: \"W\", expected one of fJ, pJ" },
        { """$.perEvent.neuronSpikes.evidence="guess" """, "t.json: perEvent.neuronSpikes.evidence: \"guess\", expected published, derived or assumed" },
        { """$.perEvent.neuronSpikes.rail="vdd33" """, "t.json: perEvent.neuronSpikes.rail: \"vdd33\", expected one of vdd12_digital" },
        { """$.perEvent.neuronSpikes.source="" """, "t.json: perEvent.neuronSpikes.source: missing or empty, expected text" },
        { """$.standbyPower.unit="pJ" """, "t.json: standbyPower.unit: \"pJ\", expected one of uW, mW, W" },
        { """$.standbyShares.vdd12_pll.value=0.2""", "t.json: standbyShares: sum 1.1" },
        { """$.perEvent=""", "t.json: perEvent: missing, expected an object" },
    };

    [Theory]
    [MemberData(nameof(Faults))]
    public void AnUnusableTable_IsRefused(string edit, string message)
    {
        var text = Edited(root => Apply(root, edit));
        Assert.StartsWith(message, Assert.Throws<BoardException>(() => EnergyTableReader.Parse(text, "t.json")).Message);
    }

    [Theory]
    [InlineData("{")]
    [InlineData("")]
    [InlineData("[]")]
    public void WhatIsNoTable_IsRefused(string text) => Assert.StartsWith("t.json: ", Assert.Throws<BoardException>(() => EnergyTableReader.Parse(text, "t.json")).Message);

    private static string Edited(Action<JsonObject> edit)
    {
        var root = JsonNode.Parse(EnergyTable.DefaultText())!.AsObject();
        edit(root);
        return root.ToJsonString();
    }

    /// <summary>Edits of the form $.path=value; no value removes the member.</summary>
    private static void Apply(JsonObject root, string edit)
    {
        var equals = edit.IndexOf('=');
        var path = edit[2..equals].Split('.');
        var parent = path[..^1].Aggregate(root, (node, name) => node[name]!.AsObject());
        var value = edit[(equals + 1)..];
        parent.Remove(path[^1]);
        if (value.Length > 0)
        {
            parent[path[^1]] = JsonNode.Parse(value);
        }
    }
}
