using Grid.Domain.Codes;
using Grid.Domain.Numbers;

namespace Grid.Domain.Persons;

/// <summary>
/// An application of the platform that did not become a separate application here: the person had applied at the window before, or the case
/// is with another office. The platform waits for a result under its number all the same.
/// </summary>
/// <param name="Number">The platform's number.</param>
/// <param name="Of">The application whose decision it shares, or that led to the registration which it asks for.</param>
/// <param name="Request">The transfer request that it became; null when it shares the decision of the open application.</param>
public sealed record AwaitingResult(PlatformApplicationNumber Number, ApplicationNumber Of, string? Request) : Discreet;

/// <summary>The platform sent an application that does not become a separate application.</summary>
/// <param name="Number">The platform's number.</param>
/// <param name="Of">See <see cref="AwaitingResult.Of"/>.</param>
/// <param name="Request">See <see cref="AwaitingResult.Request"/>.</param>
/// <param name="Office">The office that holds the case.</param>
/// <param name="Registered">The person is registered at that very office: the result is there at once.</param>
public sealed record PlatformApplicationJoined(
    PlatformApplicationNumber Number,
    ApplicationNumber Of,
    string? Request,
    string Office,
    DateOnly On,
    bool Registered
) : PersonEvent, IDated
{
    /// <summary>
    /// The result that is there at once because what it was joined to is decided; null where it waits, and of what older versions wrote.
    /// </summary>
    public PlatformResult? Result { get; init; }

    /// <summary>Why the one that it was joined to was not approved; null otherwise.</summary>
    public NonApprovalReason? NonApproval { get; init; }
}

/// <summary>
/// Which of the platform's applications still wait for a result, and what the result is once they do not. Whether one waits depends on the
/// record alone, so no course of a case can leave one without a result: whatever removes what it waits for gives it its result.
/// </summary>
internal static class AwaitingResults
{
    /// <summary>The record after the platform's application was joined to what is there.</summary>
    public static PersonRecord Join(PersonRecord record, PlatformApplicationJoined e) =>
        e.Registered || e.Result is not null
            ? Shared(record, e) with
            {
                PlatformNumbers = Known(record, [e.Number]),
            }
            : record with
            {
                AwaitingResults = [.. record.AwaitingResults, new AwaitingResult(e.Number, e.Of, e.Request)],
            };

    /// <summary>
    /// The record after an event, without those that do not wait any more. A request that was granted to an open application shares its
    /// decision from then on.
    /// </summary>
    public static PersonRecord Settle(PersonRecord before, PersonEvent change, PersonRecord after)
    {
        if (after.AwaitingResults.Count == 0)
            return after;
        var awaiting = after.AwaitingResults.Select(one => Granted(before, change, one)).ToArray();
        var still = awaiting
            .Where(one =>
                Waits(after.Application, after.Registration, one)
                || (one.Request is not null && change is ApplicationApproved { Into: null } or ByReferenceEnded)
            )
            .ToArray();
        if (still.Length == awaiting.Length)
            return still.SequenceEqual(after.AwaitingResults) ? after : after with { AwaitingResults = still };
        if (
            change is ApplicationRefused
            && awaiting.Except(still).Where(one => one.Request is null).Select(one => one.Number).ToArray() is { Length: > 0 } shared
        )
        {
            after = after with { Application = after.Application! with { SharedBy = shared } };
        }

        return after with
        {
            AwaitingResults = still,
            PlatformNumbers = change is Unlinked ? after.PlatformNumbers : Known(after, awaiting.Except(still).Select(one => one.Number)),
        };
    }

    /// <summary>The record after its application was opened again: who shared the refusal shares the next decision.</summary>
    public static PersonRecord Reopened(PersonRecord record) =>
        record.Application is not { SharedBy: { } shared } application
            ? record
            : Waiting(
                record with
                {
                    Application = application with { SharedBy = null },
                },
                [.. record.AwaitingResults, .. shared.Select(number => new AwaitingResult(number, application.Number, null))]
            );

    /// <summary>One that came to share a refusal shares the next decision too, should the application be opened again.</summary>
    private static PersonRecord Shared(PersonRecord record, PlatformApplicationJoined e) =>
        e.Result == PlatformResult.NotApproved
        && record.Application is { Status: ApplicationStatus.NotApproved } application
        && application.Number == e.Of
            ? record with
            {
                Application = application with { SharedBy = [.. application.SharedBy ?? [], e.Number] },
            }
            : record;

    /// <summary>Whether what it waits for is part of this case.</summary>
    public static bool Waits(Application? application, Registration? registration, AwaitingResult one)
    {
        var open = application is { IsOpen: true } ? application : null;
        if (one.Request is null)
            return open?.Number == one.Of;
        return IsAmong(open?.TransferRequests, one.Request) || IsAmong(registration?.TransferRequests, one.Request);
    }

    /// <summary>
    /// Those of a case that arrives, each with what it waits for here; one that has nothing to wait for stays as it is, and gets its
    /// result.
    /// </summary>
    /// <param name="took">Whether the application that arrives became this record's.</param>
    public static IEnumerable<AwaitingResult> Arriving(PersonRecord record, MovedCase moved, bool took)
    {
        foreach (var one in moved.AwaitingResults)
            yield return took ? one : Rebound(record, moved.Application, one);
        if (!took && moved.Application is { IsOpen: true, PlatformNumber: { } own } second)
            yield return Rebound(record, second, new AwaitingResult(own, second.Number, null));
    }

    /// <summary>
    /// The record with those of the case that arrived. A number that it knew, because the case had once left it for another identity
    /// number, waits here now.
    /// </summary>
    public static PersonRecord Arrive(PersonRecord arrived, IReadOnlyList<AwaitingResult> own, MovedCase moved, bool took) =>
        Waiting(arrived, [.. own, .. Arriving(arrived, moved, took)]);

    /// <summary>Those that leave with a case that an alias had brought; what got its result here has it, wherever the case goes.</summary>
    public static IReadOnlyList<AwaitingResult> Leaving(PersonRecord record, TakenOver taken, MovedCase leaving) =>
        [
            .. record
                .AwaitingResults.Concat(taken.TookApplication ? [] : taken.Case.AwaitingResults)
                .DistinctBy(one => one.Number)
                .Where(one => Waits(leaving.Application, leaving.Registration, one) && !record.PlatformNumbers.Contains(one.Number)),
        ];

    /// <summary>Those that stay when it leaves.</summary>
    public static IReadOnlyList<AwaitingResult> Staying(PersonRecord record, TakenOver taken, MovedCase leaving) =>
        [
            .. record.AwaitingResults.Where(one =>
                leaving.AwaitingResults.All(gone => gone.Number != one.Number) && one.Number != taken.Case.Application?.PlatformNumber
            ),
        ];

    /// <summary>The numbers that an event settles, each with its result.</summary>
    public static IEnumerable<(AwaitingResult Of, PlatformResult Result)> Settled(
        PersonRecord before,
        PersonEvent change,
        PersonRecord after
    )
    {
        if (
            change is PlatformApplicationJoined joined
            && (joined.Registered ? PlatformResult.AlreadyRegistered : joined.Result) is { } result
        )
        {
            return [(new AwaitingResult(joined.Number, joined.Of, null), result)];
        }

        var moved = change switch
        {
            LinkedTo e => e.Move.Case,
            Unlinked e => e.Move.Case,
            NumberCorrected e => e.Move.Case,
            _ => null,
        };
        var awaiting = change is CaseTakenOver taken
            ? before.AwaitingResults.Concat(Arriving(before, taken.Case, took: after.Application?.Number == taken.Case.Application?.Number))
            : before.AwaitingResults;
        return awaiting
            .Where(one => after.AwaitingResults.All(still => still.Number != one.Number))
            .Where(one =>
                moved is null
                || (moved.AwaitingResults.All(gone => gone.Number != one.Number) && moved.Application?.PlatformNumber != one.Number)
            )
            // The approval goes into a registration that there already is: no registration follows that would settle the request.
            .Select(one =>
                (one, change is ApplicationApproved && one.Request is not null ? PlatformResult.AlreadyRegistered : ResultOf(change))
            );
    }

    /// <summary>What an event means for an application of the platform that hung on it.</summary>
    public static PlatformResult ResultOf(PersonEvent change) =>
        change switch
        {
            ApplicationApproved => PlatformResult.Approved,
            ApplicationRefused => PlatformResult.NotApproved,
            ApplicationWithdrawn => PlatformResult.Withdrawn,
            EnteredInError => PlatformResult.EnteredInError,
            TransferDeclined => PlatformResult.TransferDeclined,
            RegistrationTransferred or Registered or ByReferenceEnded or CaseTakenOver or Unlinked => PlatformResult.AlreadyRegistered,
            _ => PlatformResult.Lapsed,
        };

    private static AwaitingResult Granted(PersonRecord before, PersonEvent change, AwaitingResult one) =>
        change is ApplicationTransferred e && before.Application!.TransferRequests.Any(r => r.Id == one.Request && r.ToOffice == e.To)
            ? one with
            {
                Of = before.Application.Number,
                Request = null,
            }
            : one;

    private static AwaitingResult Rebound(PersonRecord record, Application? second, AwaitingResult one)
    {
        if (second is not { IsOpen: true } || one.Request is not null || one.Of != second.Number)
            return one;
        if (record.Application is { IsOpen: true } open)
        {
            return open.Office == second.Office
                ? one with
                {
                    Of = open.Number,
                }
                : one with
                {
                    Of = open.Number,
                    Request = RequestOf(open.TransferRequests, second.Office),
                };
        }

        return record.Registration is { } active && RequestOf(active.TransferRequests, second.Office) is { } request
            ? one with
            {
                Of = active.Application,
                Request = request,
            }
            : one;
    }

    private static string? RequestOf(IReadOnlyList<TransferRequest> requests, string office) =>
        requests.FirstOrDefault(r => string.Equals(r.ToOffice, office, StringComparison.Ordinal))?.Id;

    private static bool IsAmong(IReadOnlyList<TransferRequest>? requests, string id) =>
        requests?.Any(r => string.Equals(r.Id, id, StringComparison.Ordinal)) == true;

    /// <summary>A number either waits or has its result: one that waits again is not among those that are known any more.</summary>
    private static PersonRecord Waiting(PersonRecord record, IReadOnlyList<AwaitingResult> awaiting) =>
        record with
        {
            AwaitingResults = awaiting,
            PlatformNumbers = [.. record.PlatformNumbers.Where(number => awaiting.All(one => one.Number != number))],
        };

    private static IReadOnlyList<PlatformApplicationNumber> Known(PersonRecord record, IEnumerable<PlatformApplicationNumber> more) =>
        [.. record.PlatformNumbers.Concat(more).Distinct()];
}
