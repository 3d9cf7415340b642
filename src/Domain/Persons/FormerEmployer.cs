using Grid.Domain.Identity;

namespace Grid.Domain.Persons;

/// <summary>The last employer as the person tells it; no paper of it may be asked for (79/2020 (二)).</summary>
public sealed record FormerEmployer(string? Name, SocialCreditCode? CreditCode)
{
    /// <summary>A code as given that is none, on its way to where it is stored as unverified; null in every record.</summary>
    public string? GivenCode { get; init; }

    /// <summary>An employer as somebody wrote it: a code that cannot be one is kept as given. Null when there is nothing.</summary>
    public static FormerEmployer? Read(string? name, string? code)
    {
        var typed = string.IsNullOrWhiteSpace(name) ? null : name.Trim();
        var given = string.IsNullOrWhiteSpace(code) ? null : code.Trim();
        return SocialCreditCode.TryParse(given, out var known, out _) ? new FormerEmployer(typed, known)
            : typed is null && given is null ? null
            : new FormerEmployer(typed, null) { GivenCode = given };
    }
}
