namespace Grid.Api.Duties;

/// <summary>What a claim gives to the one who holds it.</summary>
/// <param name="Duty">The duty's key.</param>
/// <param name="Until">First moment at which the claim no longer holds.</param>
/// <param name="Telephone">Of a contact duty (first contact, follow-up, visit): in full, on the access log with the duty as the reason.
/// Absent for other duties.</param>
public sealed record ClaimView(string Duty, DateTimeOffset Until, string? Telephone);
