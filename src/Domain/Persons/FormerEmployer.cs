using Grid.Domain.Identity;

namespace Grid.Domain.Persons;

/// <summary>The last employer as the person tells it; no paper of it may be asked for (79/2020 (二)).</summary>
public sealed record FormerEmployer(string? Name, SocialCreditCode? CreditCode);
