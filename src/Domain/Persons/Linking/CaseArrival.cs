namespace Grid.Domain.Persons;

/// <summary>A case that arrives in a record: of two registrations one stays active, and of two applications one stays the case.</summary>
internal static class CaseArrival
{
    /// <summary>Whether the registration that arrives becomes the active one: there is none, or only one by reference.</summary>
    public static bool BecomesActive(PersonRecord record, MovedCase moved) =>
        moved.Registration is { } incoming
        && (record.Registration is not { } active || (active.ByReference is not null && incoming.ByReference is null));

    /// <summary>The record after it took an alias's case.</summary>
    public static PersonRecord TakeOver(PersonRecord record, CaseTakenOver e)
    {
        var takes = TakesApplication(record, e.Case);
        if (e.Corrects)
        {
            var corrected = Merge(record, e.Case, e.On, e.Facts);
            var settled = takes ? corrected : WithWaiting(corrected, e);
            return AwaitingResults.Arrive(settled, record.AwaitingResults, e.Case, takes) with
            {
                SettledMoves = [.. record.SettledMoves, e.MoveId],
            };
        }

        var taken = new TakenOver(e.From, e.MoveId, e.Case)
        {
            TookApplication = takes,
            ApplicationBefore = takes ? record.Application : null,
            PriorBefore = takes ? record.Prior : null,
        };
        var merged = Merge(record, e.Case, e.On, e.Facts);
        var arrived = takes ? merged : WithWaiting(merged, e);
        return AwaitingResults.Arrive(arrived, record.AwaitingResults, e.Case, takes) with
        {
            Aliases = [.. record.Aliases, taken],
            LinkAgreements = [.. record.LinkAgreements.Where(agreed => agreed.Alias != e.From)],
        };
    }

    /// <summary>A former alias after its own case came back.</summary>
    public static PersonRecord Return(PersonRecord record, CaseReturned e)
    {
        var empty = PersonRecord.Unknown(record.Id) with
        {
            Sequence = record.Sequence,
            SettledMoves = [.. record.SettledMoves, e.MoveId],
            DeclinedMoves = record.DeclinedMoves,
        };

        // It comes back as it was: an application may be open beside a registration that a corrected number had brought.
        return Merge(empty, e.Case, e.On, e.Facts) with
        {
            Application = e.Case.Application,
            Prior = e.Case.Prior,
            PlatformNumbers = EarlierNumbers.Of(e.Case.Application, e.Case.PlatformNumbers),
            AwaitingResults = e.Case.AwaitingResults,
        };
    }

    private static PersonRecord Merge(PersonRecord record, MovedCase moved, DateOnly on, RegistrationFacts? facts)
    {
        var past = record.Past.Concat(moved.Past);
        var active = record.Registration;
        if (moved.Registration is { } incoming)
        {
            if (!BecomesActive(record, moved))
            {
                past = past.Append(new PastRegistration(incoming, PastEnding.Duplicate, on, null) { Into = active!.Number });
            }
            else
            {
                if (active is { } byReference)
                    past = past.Append(new PastRegistration(byReference, PastEnding.BecameOrdinary, on, null) { Into = incoming.Number });

                // A document that counts may take the place of one that does not.
                active = facts is null ? incoming : incoming with { Counted = facts.Counted };
            }
        }

        var takes = TakesApplication(record, moved);
        var application = takes ? moved.Application : record.Application;
        return record with
        {
            Identity = record.Identity ?? moved.Identity,
            Details = record.Details ?? moved.Details,
            Application = application,
            Prior =
                !takes ? record.Prior
                : record.Identity is { } known ? new PriorCase(known, record.Details, record.Application)
                : moved.Prior,
            Registration = active,
            Past = [.. past.OrderBy(p => p.EndedOn)],
            Objections = [.. record.Objections, .. moved.Objections],
            Complaints = [.. record.Complaints, .. moved.Complaints ?? []],
            SurveyChecks = [.. record.SurveyChecks, .. moved.SurveyChecks ?? []],
            InError = [.. record.InError, .. moved.InError],
            Matches = KnownMatches.Merge(record.Matches, moved.Matches),

            // Who refused under one number has refused.
            RefusesExchange = record.RefusesExchange || moved.RefusesExchange,
            Allowance = record.Allowance ?? moved.Allowance,
            PlatformNumbers = EarlierNumbers.Of(
                application,
                [.. record.PlatformNumbers, .. moved.PlatformNumbers],
                record.Application,
                moved.Application
            ),
        };
    }

    /// <summary>An open application comes before one that is decided, but cannot exist beside a registration of its own kind.</summary>
    private static bool TakesApplication(PersonRecord record, MovedCase moved)
    {
        if (moved.Application is not { } arriving)
            return false;
        if (!arriving.IsOpen)
            return record.Application is null;
        var active = BecomesActive(record, moved) ? moved.Registration : record.Registration;
        return record.Application is not { IsOpen: true }
            && (active is null || (active.ByReference is not null && arriving.ByReference is null));
    }

    /// <summary>
    /// An open application that has no place here is what a second application of one person is: the wish of another office for the case.
    /// </summary>
    private static PersonRecord WithWaiting(PersonRecord record, CaseTakenOver e)
    {
        if (e.Case.Application is not { IsOpen: true } second)
            return record;
        var request = new TransferRequest(
            CaseDeparture.RequestIdOf(e.MoveId),
            second.Office,
            second.Ground,
            second.SubmittedAt,
            Actor.Register.Subject
        );
        bool Asks(string office, IReadOnlyList<TransferRequest> present) =>
            !string.Equals(office, second.Office, StringComparison.Ordinal)
            && present.All(r => !string.Equals(r.ToOffice, second.Office, StringComparison.Ordinal));

        if (record.Application is { IsOpen: true } open)
        {
            return Asks(open.Office, open.TransferRequests)
                ? record with
                {
                    Application = open with { TransferRequests = [.. open.TransferRequests, request] },
                }
                : record;
        }

        return record.Registration is { } active && Asks(active.Office, active.TransferRequests)
            ? record with
            {
                Registration = active with { TransferRequests = [.. active.TransferRequests, request] },
            }
            : record;
    }
}
