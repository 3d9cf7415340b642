namespace Grid.Domain.Persons.Deciding;

/// <summary>Who acts: the token's subject, role and office.</summary>
/// <param name="Subject">Unique and stable; goes to the journal.</param>
/// <param name="Role">The role of the token.</param>
/// <param name="Office">Code of the actor's office; null for the system and for roles of the whole province.</param>
public sealed record Actor(string Subject, Role Role, string? Office)
{
    /// <summary>The register itself: reminders and moves between records.</summary>
    public static Actor Register { get; } = new("register", Role.System, null);
}
