using Grid.Api.Security;
using Grid.Domain.Calendar;
using Grid.Domain.Regions;
using Grid.Domain.Text;
using Grid.Grains.Interfaces.Duties;

namespace Grid.Api.Worklists;

/// <summary>One open duty on a worklist.</summary>
public sealed record WorklistLine
{
    public required string PersonId { get; init; }

    /// <summary>Masked; the telephone comes with the claim.</summary>
    public string? Name { get; init; }

    public required string Key { get; init; }

    public required string Kind { get; init; }

    public required string Office { get; init; }

    public required DateOnly OpenedOn { get; init; }

    /// <summary>The last day in time, inclusive.</summary>
    public required DateOnly Due { get; init; }

    public required bool Provisional { get; init; }

    public required string Bucket { get; init; }

    public DateTimeOffset? OverdueSince { get; init; }

    public string? EscalatedTo { get; init; }

    /// <summary><c>free</c>, <c>mine</c> or <c>taken</c>.</summary>
    public required string Claim { get; init; }

    /// <summary>The clerk who holds it.</summary>
    public string? ClaimedBy { get; init; }

    /// <summary>Who answers for it by the office's rule while nobody holds it.</summary>
    public string? ResponsibleClerk { get; init; }

    public DateTimeOffset? ClaimedUntil { get; init; }

    public DateOnly? SnoozedUntil { get; init; }

    /// <summary>What the caller may do next, by the names of the operations.</summary>
    public required IReadOnlyList<string> Actions { get; init; }

    public required string Href { get; init; }

    internal static WorklistLine Of(WorklistItem item, Caller caller, RoleMatrix matrix, OfficeDirectory offices, DateTimeOffset now)
    {
        var today = ChinaTime.DateOf(now);
        var claimed = item.ClaimedBy is not null && now < item.ClaimedUntil;
        var claim =
            !claimed ? ClaimState.Free
            : item.ClaimedBy == caller.Actor.Subject ? ClaimState.Mine
            : ClaimState.Taken;
        return new WorklistLine
        {
            PersonId = item.Person.ToString(),
            Name = item.Name?.Masked,
            Key = item.Key,
            Kind = EnumName.Of(item.Kind),
            Office = item.Office,
            OpenedOn = item.OpenedOn,
            Due = item.Due,
            Provisional = item.Provisional,
            Bucket = EnumName.Of(Buckets.Of(item.Due, today)),
            OverdueSince = item.OverdueSince,
            EscalatedTo = item.EscalatedTo,
            Claim = EnumName.Of(claim),
            ClaimedBy = claimed ? item.ClaimedBy : null,
            ResponsibleClerk = claimed ? item.ClaimedBy : offices.Find(item.Office)?.ResponsibleFor(EnumName.Of(item.Kind)),
            ClaimedUntil = claimed ? item.ClaimedUntil : null,
            SnoozedUntil = item.SnoozedUntil,
            Actions = NextActions.Of(item.Kind, item.Key, claim, canSnooze: today < item.Due, caller, matrix),
            Href = $"/v1/persons/{item.Person}",
        };
    }
}
