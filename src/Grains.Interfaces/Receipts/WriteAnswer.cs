namespace Grid.Grains.Interfaces.Receipts;

/// <summary>
/// What the API answered to a write that changes no person's record; stored with its receipt and given again, byte by byte, to a repeat.
/// </summary>
/// <param name="Status">HTTP status, 200 to 299.</param>
/// <param name="Location">Address of what was made, or where to see how far it is; null when there is none.</param>
/// <param name="Body">A JSON document as text; null for an empty answer. Nothing sensitive, and nothing that changes by itself.</param>
[GenerateSerializer, Immutable, Alias("Grid.WriteAnswer")]
public sealed record WriteAnswer(
    [property: Id(0)] int Status,
    [property: Id(1)] string? Location = null,
    [property: Id(2)] string? Body = null
);
