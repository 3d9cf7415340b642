namespace Grid.Domain.Persons;

/// <summary>The person's commitment (告知承诺) that what was said is true: which text, accepted when (79/2020 (二)).</summary>
/// <param name="TextVersion">Version of the text that was shown.</param>
/// <param name="AcceptedAt">When the person accepted it; not after the submission.</param>
public sealed record Commitment(string TextVersion, DateTimeOffset AcceptedAt);
