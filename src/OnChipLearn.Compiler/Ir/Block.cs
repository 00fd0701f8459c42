namespace OnChipLearn.Compiler.Ir;

/// <summary>Straight-line code: phis, other operations, one terminator.</summary>
internal sealed class Block
{
    public int Id { get; set; }

    public List<Value> Values { get; } = [];

    public List<Block> Predecessors { get; } = [];

    public List<Block> Successors { get; } = [];

    public Value Terminator => Values[^1];

    public bool IsTerminated => Values.Count > 0 && Values[^1].IsTerminator;

    public IEnumerable<Value> Phis => Values.TakeWhile(value => value.Operation == Operation.Phi);

    public int PhiCount => Values.TakeWhile(value => value.Operation == Operation.Phi).Count();

    public void Append(Value value)
    {
        value.Block = this;
        Values.Add(value);
    }

    public void Insert(int index, Value value)
    {
        value.Block = this;
        Values.Insert(index, value);
    }

    public void InsertBeforeTerminator(Value value) => Insert(Values.Count - 1, value);

    /// <summary>Ends the block; successors learn about their new predecessor.</summary>
    public void Terminate(Value terminator, params Block[] successors)
    {
        Append(terminator);
        foreach (var successor in successors)
        {
            Successors.Add(successor);
            successor.Predecessors.Add(this);
        }
    }

    /// <summary>Removes one edge to <paramref name="successor"/> and the phi operands that came over it.</summary>
    public void Disconnect(Block successor)
    {
        Successors.Remove(successor);
        var index = successor.Predecessors.IndexOf(this);
        successor.Predecessors.RemoveAt(index);
        foreach (var phi in successor.Phis)
        {
            phi.Operands.RemoveAt(index);
        }
    }

    public override string ToString() => $"b{Id}";
}
