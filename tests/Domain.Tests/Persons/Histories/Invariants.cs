using System.Text.Json;
using Grid.Domain.Codes;
using Grid.Domain.Identity;
using Grid.Domain.Json;
using Grid.Domain.Persons;

namespace Grid.Domain.Tests.Persons;

/// <summary>What is true of every record at every moment.</summary>
internal static class Invariants
{
    public static void Check(PersonRecord record, IReadOnlyList<PersonEvent> journal, IEnumerable<IdentityNumber> numbers)
    {
        Assert.Equal(journal.Count, record.Sequence);
        if (record.Application is { } application)
            OfApplication(application);
        if (record.Registration is { } registration)
            OfRegistration(record, registration);
        Assert.True(
            record.Proposal?.Command is not RecordExit || record.Registration is not null,
            "A proposed exit outlives its registration."
        );
        OfPast(record);
        OfLinks(record);
        OfMatches(record);
        if (record.Identity is null)
        {
            Assert.Null(record.Details);
            Assert.Null(record.Application);
            Assert.Null(record.Registration);
            Assert.Empty(record.Past);
            Assert.Empty(record.Objections);
            Assert.Null(record.Prior);
            Assert.Empty(record.Matches);
        }
        else
        {
            Assert.NotNull(record.Details);
            Assert.Contains(record.Identity.Number, numbers);
        }

        Assert.Equal(record.Objections.Count, record.Objections.Select(o => o.Id).Distinct().Count());
    }

    /// <summary>The journal folds to exactly the record, and the record is what its JSON says.</summary>
    public static void Folds(PersonRecord record, IReadOnlyList<PersonEvent> journal)
    {
        var folded = journal.Aggregate(PersonRecord.Unknown(record.Id), PersonFold.Apply);
        SmallRegister.AssertSame(record, folded);
        SmallRegister.AssertSame(record, JsonSerializer.Deserialize<PersonRecord>(SmallRegister.JsonOf(record), DomainJson.Options));
    }

    private static void OfApplication(Application a)
    {
        Assert.Equal(a.IsOpen, a.DecidedOn is null);
        Assert.Equal(a.Status == ApplicationStatus.NotApproved, a.NonApproval is not null);
        Assert.Equal(a.Status == ApplicationStatus.CorrectionAsked, a.Correction is not null);
        Assert.False(a.Correction is not null && !a.CorrectionWasAsked);
        Assert.Equal(a.OverdueSince is null, a.EscalatedTo is null);
        Assert.Equal(a.Verifications.Count, a.Verifications.Select(v => v.Subject).Distinct().Count());
        Assert.True(a.PromisedDue >= a.ReviewDue.Date);
        Assert.NotNull(World.Offices.Find(a.Office));
        Assert.True(a.JobWishes.Count > 0 || a.Channel == ApplicationChannel.Platform);
        Assert.NotEqual([], a.Unverified);
        Assert.False(a.Status == ApplicationStatus.Submitted && a.Verifications.Any(v => v.Subject != VerificationSubject.NotDeceased));
        Assert.False(a.CorrectionAnswered && (a.Correction is not null || !a.CorrectionWasAsked));
        Requests(a.Office, a.TransferRequests);
        if (!a.IsOpen)
            Assert.Empty(a.TransferRequests);
    }

    private static void OfRegistration(PersonRecord record, Registration r)
    {
        var office = World.Offices.Find(r.Office)!;
        var counts =
            r.ByReference is null && (r.UrbanPlace ?? office.CountedOn(r.RegisteredOn)) && !record.Identity!.Number.ExcludedFromStatistics;
        Assert.True(counts || !r.Counted);

        // Where another number's document was once used for it, one that is active again may be left out, never the other way round.
        if (record is { Aliases.Count: 0, SettledMoves.Count: 0 })
            Assert.Equal(counts, r.Counted);
        Assert.Null(r.ExitCheck);
        Requests(r.Office, r.TransferRequests);

        // A by-reference case that is active again because a link was undone may find an application that was made meanwhile; it can only
        // be withdrawn.
        if (record.Application is { IsOpen: true } open && record is { Aliases.Count: 0, SettledMoves.Count: 0 })
            Assert.True(r.ByReference is not null && open.ByReference is null, "An open application beside a registration of its kind.");
    }

    private static void OfPast(PersonRecord record)
    {
        var numbers = record.Past.Select(p => p.Number).ToList();
        if (record.Registration is { } active)
            numbers.Add(active.Number);
        Assert.Equal(numbers.Count, numbers.Distinct().Count());
        if (record is { Aliases.Count: 0, SettledMoves.Count: 0 })
            Assert.Equal(record.Past.Select(p => p.EndedOn).Order(), record.Past.Select(p => p.EndedOn));
        foreach (var past in record.Past)
        {
            Assert.Equal(past.Ending == PastEnding.Revoked, past.Revocation is not null);
            if (past.Ending != PastEnding.Revoked)
                Assert.Equal(past.Ending == PastEnding.Exited, past.Exit is not null);
            Assert.Equal(past.Ending is PastEnding.BecameOrdinary or PastEnding.Duplicate, past.Into is not null);
            Assert.True(past.EndedOn >= past.Registration.RegisteredOn);
            if (past.Ending == PastEnding.BecameOrdinary)
                Assert.NotNull(past.Registration.ByReference);
        }
    }

    private static void OfMatches(PersonRecord record)
    {
        Assert.Equal(record.Matches.Count, record.Matches.Select(match => match.Row).Distinct().Count());
        Assert.Equal(
            record.Matches.OrderBy(m => m.Source, StringComparer.Ordinal).ThenBy(m => m.Key, StringComparer.Ordinal),
            record.Matches
        );
        Assert.All(record.Matches, match =>
            Assert.False(match.Verdict is { Right: true, Fault: not null } or { Right: false, Fault: null })
        );
    }

    private static void OfLinks(PersonRecord record)
    {
        Assert.Equal(record.Aliases.Count, record.Aliases.Select(a => a.Alias).Distinct().Count());
        Assert.DoesNotContain(record.Aliases, a => a.Alias == record.Id);
        Assert.Equal(record.SettledMoves.Count, record.SettledMoves.Distinct().Count());
        Assert.DoesNotContain(record.PlatformNumbers, n => n == record.Application?.PlatformNumber);
        Assert.DoesNotContain(record.PlatformNumbers, n => record.AwaitingResults.Any(one => one.Number == n));
        if (record.AliasOf is not { } main)
        {
            if (record.PendingMove is { } leaving)
                Assert.DoesNotContain(record.Aliases, a => a.MoveId == leaving.Id);
            return;
        }

        Assert.NotEqual(record.Id, main);
        Assert.Null(record.Identity);
        Assert.Empty(record.Aliases);
        Assert.True(record.PendingMove is null || record.PendingMove.To == main);
    }

    private static void Requests(string office, IReadOnlyList<TransferRequest> requests)
    {
        Assert.Equal(requests.Count, requests.Select(r => r.ToOffice).Distinct().Count());
        Assert.DoesNotContain(requests, r => r.ToOffice == office);
    }
}
