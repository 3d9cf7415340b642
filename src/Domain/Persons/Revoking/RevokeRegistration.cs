using Grid.Domain.Numbers;
using Grid.Domain.Persons.Commands;
using Grid.Domain.Persons.SecondPerson;

namespace Grid.Domain.Persons.Revoking;

/// <summary>
/// Revoke a registration that the facts never allowed (撤销登记): active, or over by an exit. It only proposes; a supervisor who is another person confirms
/// (<see cref="ConfirmRevocation"/>). What came up after the registration is an exit, and a mistyped number is corrected: neither is a revocation.
/// </summary>
public sealed record RevokeRegistration(RevocationDetails Revocation) : PersonCommand, ITakesTwoPersons
{
    ProposalKind ITakesTwoPersons.Kind => ProposalKind.RegistrationRevoked;
}

/// <summary>
/// The proposed revocation is right: the registration, and its exit if it had one, leave statistics and platform as if they had not been. The record stays readable, and the person is informed and may object.
/// </summary>
public sealed record ConfirmRevocation : PersonCommand;

/// <summary>The proposed revocation is dropped; nothing changes.</summary>
public sealed record RejectRevocation(string Note) : PersonCommand;

/// <summary>Why a registration should not have been, and how that is known.</summary>
public sealed record RevocationDetails
{
    public required RegistrationNumber Number { get; init; }

    public required RevocationReason Reason { get; init; }

    /// <summary>Since when it was so: not after the registration. Absent for <see cref="RevocationReason.UnderSixteen"/> and <see cref="RevocationReason.NotThisPerson"/>.</summary>
    public DateOnly? Since { get; init; }

    public required Evidence Evidence { get; init; }
}

/// <summary>A revocation that an older version proposed; since then it is a <see cref="Proposal"/> like any other.</summary>
public sealed record RevocationCheck(RevocationDetails Proposed, DateTimeOffset ProposedAt, string ProposedBy);

/// <summary>How a registration came to be revoked, kept with it.</summary>
/// <param name="On">The day of the decision.</param>
/// <param name="DecidedBy">Who proposed and who confirmed it: neither may answer an objection against it.</param>
public sealed record Revocation(RevocationDetails Details, DateOnly On, IReadOnlyList<string> DecidedBy);
