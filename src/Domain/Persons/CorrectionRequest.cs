namespace Grid.Domain.Persons;

/// <summary>The person was asked to correct identity data that cannot be verified; nothing else can be asked, and the clock runs on.</summary>
public sealed record CorrectionRequest(DateTimeOffset AskedAt, string Note);
