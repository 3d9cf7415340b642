namespace Grid.LoadGenerator.Register;

/// <summary>The register's answer to an accepted command, as far as the stories need it.</summary>
internal sealed record Outcome
{
    /// <summary>What became of it: <c>submitted</c>, <c>approved</c> …</summary>
    public required string Kind { get; init; }

    public required string PersonId { get; init; }

    public string? ApplicationNumber { get; init; }

    public string? RegistrationNumber { get; init; }

    /// <summary>Identifier of a transfer request or objection.</summary>
    public string? Reference { get; init; }
}
