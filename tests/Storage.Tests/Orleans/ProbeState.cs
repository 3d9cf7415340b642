namespace Grid.Storage.Tests.Orleans;

[GenerateSerializer]
public sealed class ProbeState
{
    [Id(0)]
    public int Value { get; set; }
}
