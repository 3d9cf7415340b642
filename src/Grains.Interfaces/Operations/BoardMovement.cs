using Grid.Domain.Counting;

namespace Grid.Grains.Interfaces.Operations;

/// <summary>What moved on a day in the urban block of a leaf.</summary>
/// <param name="Peer">Of a transfer: leaf and block on the other side; else empty.</param>
public sealed record BoardMovement(string Leaf, Measure Measure, string Peer, long Count);
