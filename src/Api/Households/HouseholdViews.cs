using Grid.Api.OpenApi;
using Grid.Api.Security;
using Grid.Api.Views;
using Grid.Domain.Codes;
using Grid.Domain.Identity;
using Grid.Domain.Persons;
using Grid.Domain.Text;
using Grid.Grains.Interfaces.Households;

namespace Grid.Api.Households;

/// <summary>A household: members, and what was done with it.</summary>
public sealed record HouseholdView
{
    public required string Id { get; init; }

    public required string Office { get; init; }

    /// <summary><c>entered</c>, <c>proposed</c>, <c>recognised</c> or <c>ended</c>.</summary>
    [NamesOf<HouseholdState>]
    public required string Status { get; init; }

    /// <summary>Since when it is recognised as one with nobody in work (零就业家庭); also of one that has ended. Absent while it is not.</summary>
    public DateOnly? RecognisedOn { get; init; }

    public DateOnly? EndedOn { get; init; }

    public required IReadOnlyList<HouseholdMemberView> Members { get; init; }

    /// <summary>Members whom the register does not know: relationship and number.</summary>
    public required IReadOnlyList<HouseholdOthersBody> Others { get; init; }

    /// <summary>The earliest first.</summary>
    public required IReadOnlyList<HouseholdEntryView> History { get; init; }

    internal static HouseholdView Of(
        Household household,
        IReadOnlyDictionary<PersonId, PersonRecord> records,
        IReadOnlyList<HouseholdEntry> history,
        Caller caller
    ) =>
        new()
        {
            Id = household.Name,
            Office = household.Office,
            Status = EnumName.Of(household.State),
            RecognisedOn = household.RecognisedOn,
            EndedOn = household.EndedOn,
            Members =
            [
                .. household.Members.Select(member =>
                    HouseholdMemberView.Of(household, member, records.GetValueOrDefault(member.Person), caller)
                ),
            ],
            Others =
            [
                .. household.Others.Select(other => new HouseholdOthersBody { Relationship = other.Relationship, Count = other.Count }),
            ],
            History = [.. history.Select(HouseholdEntryView.Of)],
        };
}

/// <summary>A registered member.</summary>
/// <param name="PersonId">The member's record.</param>
/// <param name="Relationship">Code list household-relationship.</param>
/// <param name="Person">Who it is, masked; absent where the member's case is beyond the caller's reach.</param>
/// <param name="Status">
/// <c>member</c>; <c>pending</c> where the record does not have it yet: send the last request again; <c>notRegistered</c> where the member
/// has no active registration; <c>foundWork</c> where it ended with work and the household was not looked at since; <c>former</c>.
/// </param>
public sealed record HouseholdMemberView(
    string PersonId,
    [CodesOf(CodeListIds.HouseholdRelationship)] string Relationship,
    PersonLine? Person,
    [Among("HouseholdMemberState")] string Status,
    DateTimeOffset Since,
    DateTimeOffset? Until
)
{
    internal static HouseholdMemberView Of(Household household, HouseholdMember member, PersonRecord? record, Caller caller) =>
        new(
            (record?.Id ?? member.Person).ToString(),
            member.Relationship,
            record is not null && Scope.Reaches(caller, record) ? PersonLine.Of(record) : null,
            member.Until is not null ? "former"
                : record?.Registration is { } registration
                    ? registration.Household?.Id == household.Name ? "member"
                        : "pending"
                : record?.Past.Any(past => past.Registration.Household is { IsToCheck: true } one && one.Id == household.Name) == true
                    ? "foundWork"
                : "notRegistered",
            member.Since,
            member.Until
        );
}

/// <summary>Something that was done with the household.</summary>
/// <param name="Act">
/// <c>entered</c>, <c>memberAdded</c>, <c>memberRemoved</c>, <c>proposed</c>, <c>confirmed</c>, <c>rejected</c>, <c>checked</c> or
/// <c>ended</c>.
/// </param>
public sealed record HouseholdEntryView(
    [NamesOf<HouseholdAct>] string Act,
    string By,
    DateTimeOffset At,
    EvidenceView? Evidence,
    string? Note
)
{
    internal static HouseholdEntryView Of(HouseholdEntry entry) =>
        new(
            EnumName.Of(entry.What),
            entry.By,
            entry.At,
            entry.Evidence is { } evidence ? EvidenceView.Of(evidence) : null,
            Mask.Text(entry.Note)
        );
}

/// <summary>The answer to a write: what the household is now.</summary>
public sealed record HouseholdStateView(
    string Id,
    [NamesOf<HouseholdState>] string Status,
    DateOnly? RecognisedOn,
    DateOnly? EndedOn,
    string Href
)
{
    internal static HouseholdStateView Of(Household household) =>
        new(
            household.Name,
            EnumName.Of(household.State),
            household.RecognisedOn,
            household.EndedOn,
            HouseholdEndpoints.PathOf(household.Id)
        );
}
