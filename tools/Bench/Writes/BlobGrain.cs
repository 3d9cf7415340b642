namespace Grid.Bench.Writes;

/// <summary>The bare way of writing: one state, one row, in a transaction of its own.</summary>
[GrainType("bench-blob")]
internal sealed class BlobGrain([PersistentState("blob")] IPersistentState<BlobState> state) : Grain, IBlobGrain
{
    public Task Fill(string text)
    {
        state.State.Text = text;
        return state.WriteStateAsync();
    }

    public Task Write(long number)
    {
        state.State.Number = number;
        return state.WriteStateAsync();
    }
}
