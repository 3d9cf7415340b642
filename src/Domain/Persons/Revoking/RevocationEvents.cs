using Grid.Domain.Numbers;
using Grid.Domain.Persons.Events;

namespace Grid.Domain.Persons.Revoking;

/// <summary>A revocation waits for a second person.</summary>
public sealed record RevocationProposed([property: Personal] RevocationCheck Check) : PersonEvent;

/// <summary>The proposed revocation was dropped.</summary>
public sealed record RevocationRejected([property: Personal] string Note) : PersonEvent;

/// <summary>A registration that the facts never allowed was revoked; it counts as if it had not been.</summary>
/// <param name="Office">The office that held it.</param>
/// <param name="Facts">The registration that leaves the counts, active or over.</param>
/// <param name="ExitedOn">The day of its exit, when it was over; its exit leaves the counts too.</param>
/// <param name="DecidedBy">Who proposed and who confirmed it.</param>
public sealed record RegistrationRevoked(
    RegistrationNumber Number, string Office, DateOnly On, RegistrationFacts Facts, DateOnly? ExitedOn, IReadOnlyList<string> DecidedBy, [property: Personal] RevocationDetails Details) : PersonEvent;

/// <summary>A revocation was wrong: the registration is active again with its original date. One that had exited exits again in the same commit.</summary>
/// <param name="Facts">The registration that is in the counts again.</param>
public sealed record RevocationUndone(RegistrationNumber Number, string Office, DateOnly On, RegistrationFacts Facts) : PersonEvent;
