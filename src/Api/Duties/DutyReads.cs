using System.Text.RegularExpressions;
using Grid.Api.Access;
using Grid.Api.Commands;
using Grid.Api.OpenApi;
using Grid.Api.Problems;
using Grid.Api.Requests;
using Grid.Api.Security;
using Grid.Api.Views;
using Grid.Api.Worklists;
using Grid.Domain.Calendar;
using Grid.Domain.Persons;
using Grid.Domain.Regions;
using Grid.Domain.Text;
using Grid.Grains.Interfaces.Duties;
using Grid.Grains.Interfaces.Reference;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Grid.Api.Duties;

/// <summary>Reading what is owed to a person.</summary>
internal static class DutyReads
{
    /// <summary>The person's open duties, the earliest last day first.</summary>
    public static async Task<Ok<DutiesView>> List(
        string personId,
        HttpRequest request,
        Caller caller,
        CommandSender sender,
        IReferenceData reference,
        AccessRecorder access,
        TimeProvider clock,
        CancellationToken cancelled
    )
    {
        new QueryReader(request).ThrowIfWrong();
        var record = Scope.Require(caller, (await sender.ReadAsync(CommandRouter.Person(personId), cancelled))?.Record);
        request.HttpContext.Response.Tell(record.Sequence);
        await access.PersonAsync(caller, "duties.list", record, cancelled);
        return TypedResults.Ok(new DutiesView(record.Id.ToString(), DutyView.Of(record.Duties, reference.Offices, clock)));
    }
}

/// <summary>A person's open duties.</summary>
public sealed record DutiesView(string PersonId, IReadOnlyList<DutyView> Items);

/// <summary>An open duty: who owes it, who works on it, and when.</summary>
public sealed record DutyView
{
    public required string Key { get; init; }

    /// <summary><c>review</c>, <c>firstContact</c>, <c>followUp</c> …</summary>
    [NamesOf<DutyKind>]
    public required string Kind { get; init; }

    /// <summary>The office that owes it.</summary>
    public required string Office { get; init; }

    /// <summary>The clerk who holds it now, else who answers for it by the office's rule; absent while it is the whole office's.</summary>
    public string? ResponsibleClerk { get; init; }

    public DateTimeOffset? ClaimedUntil { get; init; }

    public required DateOnly OpenedOn { get; init; }

    /// <summary>The last day in time, inclusive.</summary>
    public required DateOnly Due { get; init; }

    /// <summary>The last day rests on a calendar that is not official yet.</summary>
    public required bool Provisional { get; init; }

    /// <summary>The date given to the person; it only moves later.</summary>
    public DateOnly? ToldDue { get; init; }

    /// <summary><c>overdue</c>, <c>today</c>, <c>week</c> or <c>later</c>.</summary>
    [NamesOf<WorklistBucket>]
    public required string Bucket { get; init; }

    public DateTimeOffset? WarnedAt { get; init; }

    public DateTimeOffset? OverdueSince { get; init; }

    /// <summary>The office whose supervisors have it on their list.</summary>
    public string? EscalatedTo { get; init; }

    public DateOnly? SnoozedUntil { get; init; }

    public string? SnoozedBecause { get; init; }

    internal static IReadOnlyList<DutyView> Of(IEnumerable<Duty> duties, OfficeDirectory offices, TimeProvider clock) =>
        [
            .. duties
                .OrderBy(duty => duty.Due.Date)
                .ThenBy(duty => duty.Key, StringComparer.Ordinal)
                .Select(duty => Of(duty, offices, clock.GetUtcNow())),
        ];

    private static DutyView Of(Duty duty, OfficeDirectory offices, DateTimeOffset now)
    {
        var claim = duty.Claim is { } held && held.HoldsAt(now) ? held : null;
        return new DutyView
        {
            Key = duty.Key,
            Kind = EnumName.Of(duty.Kind),
            Office = duty.Office,
            ResponsibleClerk = claim?.By ?? offices.Find(duty.Office)?.ResponsibleFor(EnumName.Of(duty.Kind)),
            ClaimedUntil = claim?.Until,
            OpenedOn = duty.OpenedOn,
            Due = duty.Due.Date,
            Provisional = duty.Due.Provisional,
            ToldDue = duty.PromisedDue,
            Bucket = EnumName.Of(Buckets.Of(duty.Due.Date, ChinaTime.DateOf(now))),
            WarnedAt = duty.WarnedAt,
            OverdueSince = duty.OverdueSince,
            EscalatedTo = duty.EscalatedTo,
            SnoozedUntil = duty.Snooze?.Until,
            SnoozedBecause = Mask.Text(duty.Snooze?.Reason),
        };
    }
}

/// <summary>The key of a duty in an address: <c>review</c>, <c>followUp:2026-12</c>.</summary>
internal static partial class DutyKey
{
    public static string Require(string key) =>
        Key().IsMatch(key) ? key : throw Problem.Fields(new FieldError("path.key", FieldCodes.BadCode)).AsException();

    [GeneratedRegex(@"^[A-Za-z]{1,30}(:[A-Za-z0-9-]{1,40})?\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Key();
}
