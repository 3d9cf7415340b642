namespace Grid.Api.Duties;

/// <summary>What a claim gives to the one who holds it.</summary>
/// <param name="Duty">The duty's key.</param>
/// <param name="Until">First moment at which the claim no longer holds.</param>
/// <param name="Telephone">In full; on the access log with the duty as the reason.</param>
public sealed record ClaimView(string Duty, DateTimeOffset Until, string? Telephone);
