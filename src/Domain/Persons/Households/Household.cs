using System.Text.Json.Serialization;
using Grid.Domain.Identity;
using Grid.Domain.Text;

namespace Grid.Domain.Persons;

/// <summary>
/// A household (家庭) whose recognition as one with nobody in work (零就业家庭) is looked after. Members who are registered are known by their
/// records; of the others it has relationship and number alone, and no name.
/// </summary>
public sealed record Household : Discreet
{
    /// <summary>The most members, and the most others of one relationship.</summary>
    public const int MostMembers = 20;

    public required Guid Id { get; init; }

    /// <summary>The office that looks after it: that of who entered it.</summary>
    public required string Office { get; init; }

    public required HouseholdState State { get; init; }

    /// <summary>How often it was changed: a write that has read an older one changes nothing.</summary>
    public required int Version { get; init; }

    /// <summary>Registered members by when they were added, also those who are none any more.</summary>
    public required IReadOnlyList<HouseholdMember> Members { get; init; }

    /// <summary>Members whom the register does not know.</summary>
    public required IReadOnlyList<HouseholdOthers> Others { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Who proposed the recognition that waits; null where none does.</summary>
    public string? ProposedBy { get; init; }

    /// <summary>Since when it is recognised; also of one that has ended.</summary>
    public DateOnly? RecognisedOn { get; init; }

    public DateOnly? EndedOn { get; init; }

    /// <summary>As it is named to the members' records.</summary>
    public string Name => Id.ToString("N");

    /// <summary>Who is a member now.</summary>
    public IEnumerable<HouseholdMember> Present => Members.Where(member => member.Until is null);
}

/// <summary>A registered member.</summary>
/// <param name="Relationship">Code list <c>household-relationship</c>.</param>
/// <param name="Since">When the member was added.</param>
/// <param name="Until">When the member was removed; null while a member.</param>
public sealed record HouseholdMember(PersonId Person, string Relationship, DateTimeOffset Since, DateTimeOffset? Until) : Discreet;

/// <summary>Members whom the register does not know: how many of a relationship.</summary>
/// <param name="Relationship">Code list <c>household-relationship</c>.</param>
public sealed record HouseholdOthers(string Relationship, int Count) : Discreet;

/// <summary>How far a household's recognition is. The values are stored; never renumber.</summary>
[JsonConverter(typeof(StrictEnumConverter<HouseholdState>))]
public enum HouseholdState
{
    /// <summary>Entered; nothing is recognised.</summary>
    Entered = 1,

    /// <summary>A recognition waits for its second person.</summary>
    Proposed = 2,

    /// <summary>Recognised as a household with nobody in work.</summary>
    Recognised = 3,

    /// <summary>Over; another one has to be entered.</summary>
    Ended = 4,
}

/// <summary>
/// The rules for a household as a whole. Its recognition takes two persons, like that of a hardship person; it is not the recognition of its
/// members, who apply for theirs.
/// </summary>
public static class HouseholdRules
{
    /// <summary>The refusal of members who cannot be those of a new household, or be added to one; null where they can.</summary>
    /// <param name="household">Null for a new one.</param>
    /// <param name="added">Who is to be a member, with the record.</param>
    public static Refusal? MayHave(Household? household, IReadOnlyList<PersonRecord> added)
    {
        ArgumentNullException.ThrowIfNull(added);
        if (household is { State: HouseholdState.Ended })
            return NotInState(household);
        for (var i = 0; i < added.Count; i++)
        {
            var field = household is null ? $"members[{i}].personId" : "personId";
            var record = added[i];
            if (added.Take(i).Any(earlier => earlier.Id == record.Id))
                return Refusal.Invalid(field, FieldRule.Duplicate);
            if (record.Registration is not { } registration)
                return new Refusal(RefusalCode.HouseholdMemberNotRegistered) { Field = field };
            if (registration.Household is { } present && !(household is not null && HouseholdMembers.IsOf(present, household.Name)))
                return new Refusal(RefusalCode.InOtherHousehold) { Field = field, Allowed = ["households.remove-member"] };
        }

        return (household?.Present.Count() ?? 0) + added.Count > Household.MostMembers
            ? Refusal.Invalid(household is null ? "members" : "personId", FieldRule.OutOfRange, atLeast: 1, atMost: Household.MostMembers)
            : null;
    }

    /// <summary>
    /// Whether the recognition may be proposed: every member is registered, and nobody of them is in work; of the others the evidence says
    /// so.
    /// </summary>
    /// <param name="household">The household.</param>
    /// <param name="members">The records of those who are members now.</param>
    /// <param name="evidence">By data or by hand.</param>
    /// <param name="now">The moment.</param>
    public static Refusal? MayPropose(Household household, IReadOnlyList<PersonRecord> members, Evidence evidence, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(household);
        ArgumentNullException.ThrowIfNull(evidence);
        return household.State != HouseholdState.Entered
            ? NotInState(household)
            : ByTheOffice(evidence, now) ?? AllRegistered(household, members);
    }

    /// <summary>Whether this person may confirm it, as things are now.</summary>
    public static Refusal? MayConfirm(Household household, IReadOnlyList<PersonRecord> members, Actor actor)
    {
        ArgumentNullException.ThrowIfNull(household);
        ArgumentNullException.ThrowIfNull(actor);
        return CaseScope.NeedsSupervisor(actor) is { } role ? role
            : household.State != HouseholdState.Proposed ? NotInState(household)
            : string.Equals(household.ProposedBy, actor.Subject, StringComparison.Ordinal) ? new Refusal(RefusalCode.SecondPersonNeeded)
            : AllRegistered(household, members);
    }

    /// <summary>Whether a proposal can be dropped.</summary>
    public static Refusal? MayReject(Household household)
    {
        ArgumentNullException.ThrowIfNull(household);
        return household.State == HouseholdState.Proposed ? null : NotInState(household);
    }

    /// <summary>Whether it can be looked at, and end; one that is over cannot.</summary>
    public static Refusal? MayCheck(Household household, Evidence evidence, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(household);
        ArgumentNullException.ThrowIfNull(evidence);
        return household.State == HouseholdState.Ended ? NotInState(household) : ByTheOffice(evidence, now);
    }

    private static Refusal? AllRegistered(Household household, IReadOnlyList<PersonRecord> members) =>
        members.Count == household.Present.Count()
        && members.Count > 0
        && members.All(record => record.Registration is { Household: { } membership } && HouseholdMembers.IsOf(membership, household.Name))
            ? null
            : new Refusal(RefusalCode.HouseholdMemberNotRegistered)
            {
                Field = "members",
                Allowed = ["households.add-member", "households.remove-member", "households.check"],
            };

    private static Refusal? ByTheOffice(Evidence evidence, DateTimeOffset now) =>
        evidence.Basis == EvidenceBasis.PersonDeclaration
            ? new Refusal(RefusalCode.BasisNotEnough) { Field = "evidence.basis", Allowed = EvidenceFits.ByDataOrHand }
            : FieldRules.Evidence("evidence", evidence, now);

    private static Refusal NotInState(Household household) =>
        new(RefusalCode.HouseholdNotInState)
        {
            State = new PresentState
            {
                Status = EnumName.Of(household.State),
                Number = household.Name,
                Office = household.Office,
                On = household.EndedOn ?? household.RecognisedOn,
            },
        };
}
