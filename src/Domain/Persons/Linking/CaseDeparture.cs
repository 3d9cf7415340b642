using Grid.Domain.Numbers;

namespace Grid.Domain.Persons;

/// <summary>A link undone: what an alias had brought leaves as it is now, and what it had replaced is active again.</summary>
internal static class CaseDeparture
{
    /// <summary>The id of the transfer request that an alias's second application became.</summary>
    public static string RequestIdOf(Guid moveId) => moveId.ToString("N");

    /// <summary>What an alias had brought, as it is now.</summary>
    public static MovedCase Of(PersonRecord record, TakenOver taken)
    {
        var brought = taken.Case;
        var active = record.Registration is { } r && MovedCases.Owns(taken, r) ? r : null;
        var past = record.Past.Where(p => MovedCases.Owns(taken, p.Registration)).ToArray();

        // One that ended only because of a registration that stays here is active again.
        var again = active is null ? past.LastOrDefault(p => p.Into is { } into && past.All(own => own.Number != into)) : null;
        var sameIdentity = record.Identity?.Number == brought.Identity?.Number;
        var application = ApplicationOf(record, taken);
        var leaving = new MovedCase
        {
            Identity = sameIdentity ? record.Identity : brought.Identity,
            Details = sameIdentity ? record.Details : brought.Details,
            Application = application,
            Prior = brought.Prior,
            Registration = active ?? again?.Registration,
            Past = [.. past.Where(p => p != again)],
            Objections = sameIdentity ? record.Objections : [.. record.Objections.Where(o => IsAmong(o, brought.Objections))],
            Complaints = Leaving(record.Complaints, brought.Complaints, sameIdentity, complaint => complaint.Id),
            SurveyChecks = Leaving(record.SurveyChecks, brought.SurveyChecks, sameIdentity, check => check.Survey),
            InError = [.. record.InError.Where(error => IsOf(error, taken))],
            PlatformNumbers = EarlierNumbers.Of(application, brought.PlatformNumbers, brought.Application),
            RefusesExchange = record.RefusesExchange || brought.RefusesExchange,
            Allowance = sameIdentity ? record.Allowance : brought.Allowance,
        };
        KnownMatch[] matches = [.. record.Matches.Where(match => Brought(brought, match))];
        return leaving with
        {
            AwaitingResults = AwaitingResults.Leaving(record, taken, leaving),
            Matches = matches.Length == 0 ? null : matches,
        };
    }

    /// <summary>All where the record is the alias's, else what it brought, as it is now; null for none.</summary>
    private static T[]? Leaving<T, TKey>(IReadOnlyList<T> present, IReadOnlyList<T>? brought, bool all, Func<T, TKey> key)
    {
        T[] leaving = [.. all ? present : present.IntersectBy((brought ?? []).Select(key), key)];
        return leaving.Length == 0 ? null : leaving;
    }

    /// <summary>The record after an alias's case left it.</summary>
    public static PersonRecord Without(PersonRecord record, Unlinked e)
    {
        var taken = record.Aliases.First(a => a.Alias == e.Alias);
        var moved = e.Move.Case;
        HashSet<RegistrationNumber> leaving = [.. moved.Past.Select(p => p.Number)];
        if (moved.Registration is { } registration)
            leaving.Add(registration.Number);

        var left = WithoutApplication(record, taken);
        var past = record.Past.Where(p => !leaving.Contains(p.Number)).ToArray();
        var active = record.Registration is { } r && !leaving.Contains(r.Number) ? r : null;
        var again = active is null ? past.LastOrDefault(p => p.Into is { } into && leaving.Contains(into)) : null;
        active = WithoutRequest(active ?? again?.Registration, taken.MoveId);
        past = [.. past.Where(p => p != again)];

        // A record that was empty before keeps nothing.
        var knows =
            active is not null || past.Length > 0 || left.Application is not null || record.Identity?.Number != moved.Identity?.Number;
        active = PastCases.CountedUnder(active, record.Identity);
        return left with
        {
            Identity = knows ? record.Identity : null,
            Details = knows ? record.Details : null,
            Registration = active,
            Past = past,
            Objections = [.. record.Objections.Where(o => !IsAmong(o, moved.Objections))],
            Complaints = [.. record.Complaints.ExceptBy((moved.Complaints ?? []).Select(one => one.Id), one => one.Id)],
            SurveyChecks = [.. record.SurveyChecks.ExceptBy((moved.SurveyChecks ?? []).Select(one => one.Survey), one => one.Survey)],
            InError = [.. record.InError.Where(error => !IsOf(error, taken))],
            Matches = [.. record.Matches.Where(match => !Brought(taken.Case, match))],
            PlatformNumbers = EarlierNumbers.Of(
                left.Application,
                [.. record.PlatformNumbers.Except(moved.PlatformNumbers).Where(n => n != taken.Case.Application?.PlatformNumber)]
            ),
            AwaitingResults = AwaitingResults.Staying(record, taken, moved),
            PendingMove = e.Move,
            SettledMoves = [.. record.SettledMoves, taken.MoveId],
        };
    }

    private static Application? ApplicationOf(PersonRecord record, TakenOver taken)
    {
        if (!taken.TookApplication || taken.Case.Application is not { } brought)
            return taken.Case.Application;
        if (record.Application?.Number == brought.Number)
            return record.Application;
        var displaced =
            record.Prior?.Application?.Number == brought.Number
                ? record.Prior.Application
                : record.Aliases.Select(a => a.ApplicationBefore).FirstOrDefault(a => a?.Number == brought.Number);

        // One that was open when it came has been decided since; the journal has it.
        return displaced ?? (brought.IsOpen ? null : brought);
    }

    private static PersonRecord WithoutApplication(PersonRecord record, TakenOver taken)
    {
        var others = record.Aliases.Where(a => a != taken).ToArray();
        var application = record.Application is { } open
            ? open with
            {
                TransferRequests = Except(open.TransferRequests, taken.MoveId),
            }
            : null;
        if (!taken.TookApplication || taken.Case.Application is not { } brought)
            return record with { Application = application, Aliases = others };
        if (application?.Number == brought.Number)
            return record with { Application = taken.ApplicationBefore, Prior = taken.PriorBefore, Aliases = others };

        var prior = record.Prior;
        if (prior?.Application?.Number == brought.Number)
        {
            prior =
                taken.ApplicationBefore is null && prior.Identity.Number == taken.Case.Identity?.Number
                    ? taken.PriorBefore
                    : prior with
                    {
                        Application = taken.ApplicationBefore,
                    };
        }

        return record with
        {
            Application = application,
            Prior = prior,
            Aliases =
            [
                .. others.Select(a =>
                    a.ApplicationBefore?.Number == brought.Number
                        ? a with
                        {
                            ApplicationBefore = taken.ApplicationBefore,
                            PriorBefore = taken.PriorBefore,
                        }
                        : a
                ),
            ],
        };
    }

    /// <summary>Rows that were learnt since are the main record's: the register does not know under which of the numbers they came.</summary>
    private static bool Brought(MovedCase brought, KnownMatch match) => brought.Matches?.Any(own => own.Row == match.Row) == true;

    private static Registration? WithoutRequest(Registration? registration, Guid moveId) =>
        registration is null ? null : registration with { TransferRequests = Except(registration.TransferRequests, moveId) };

    private static TransferRequest[] Except(IReadOnlyList<TransferRequest> requests, Guid moveId) =>
        [.. requests.Where(r => !string.Equals(r.Id, RequestIdOf(moveId), StringComparison.Ordinal))];

    /// <summary>It came with the alias, or was the alias's application when that was found to be in error.</summary>
    private static bool IsOf(CaseInError error, TakenOver taken) =>
        taken.Case.InError.Any(brought => brought.Application.Number == error.Application.Number)
        || error.Identity.Number == taken.Case.Identity?.Number;

    private static bool IsAmong(Objection objection, IReadOnlyList<Objection> others) =>
        others.Any(o => string.Equals(o.Id, objection.Id, StringComparison.Ordinal));
}
