namespace Grid.Api.Applications;

/// <summary>The person's commitment (告知承诺).</summary>
public sealed record CommitmentBody
{
    /// <summary>Version of the text that the person was shown, of <c>/v1/commitment-texts</c>.</summary>
    public string? TextVersion { get; init; }

    /// <summary>When the person accepted it.</summary>
    public string? AcceptedAt { get; init; }
}
