namespace Grid.Bench.Writes;

/// <summary>The plain method of writing: one state, one row, in its own transaction.</summary>
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
