namespace Grid.Storage.Tests.Orleans;

/// <summary>What a probe holds, and which activation says so.</summary>
[GenerateSerializer]
public sealed record ProbeAnswer([property: Id(0)] int Value, [property: Id(1)] bool Exists, [property: Id(2)] string Activation);
