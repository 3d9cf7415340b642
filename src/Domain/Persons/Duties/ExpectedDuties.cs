using Grid.Domain.Calendar;
using Grid.Domain.Regions;
using Grid.Domain.Retirement;
using Grid.Domain.Text;

namespace Grid.Domain.Persons;

/// <summary>Which duties a record has at a moment, from its state, the clock and the calendars alone.</summary>
internal static class ExpectedDuties
{
    /// <summary>Failed attempts of one month after which a visit or a data match is asked for.</summary>
    public const int AttemptsBeforeVisit = 3;

    public static IReadOnlyList<Duty> Of(PersonRecord record, DecisionContext context)
    {
        if (record.AliasOf is not null)
            return [];
        List<Duty> duties = [.. OfApplication(record, context), .. OfRegistration(record, context)];
        duties.AddRange(record.Objections.Select(o => Promised(OfObjection(o, context))));
        duties.AddRange(OfMatters(record));
        duties.AddRange(record.Complaints.Where(c => c.IsOpen).Select(c => Promised(Complaining.DutyOf(c, context))));
        duties.AddRange(record.SurveyChecks.Where(c => c.IsOpen).Select(c => Surveying.DutyOf(c, context)));
        if (RevocationRules.Waiting(record) is { } check)
        {
            var proposed = ChinaTime.DateOf(check.ProposedAt);
            var registration = RevocationRules.Find(record, check.Proposed.Number)!;

            var office = RevocationRules.InCharge(record, registration, context);
            duties.Add(
                Of(
                    registration,
                    "secondPerson:revocation",
                    DutyKind.SecondPerson,
                    proposed,
                    Deadlines.Of(DutyKind.SecondPerson, proposed, office, context)
                ) with
                {
                    Office = office,
                }
            );
        }

        if (ProposalRules.DutyOf(record, context) is { } proposal)
            duties.Add(proposal);
        duties.AddRange(MatchDuties.Of(record, context));
        duties.AddRange(HouseholdMembers.DutiesOf(record, context));
        return duties;
    }

    private static Duty OfObjection(Objection o, DecisionContext context)
    {
        var from = o.ReExaminedFrom ?? ChinaTime.DateOf(o.RaisedAt);
        return new Duty
        {
            Key = KeyOf(o),
            Kind = o.ReExaminedFrom is null ? DutyKind.Objection : DutyKind.ReExamination,
            Office = o.Office,
            OpenedOn = from,
            Due = Deadlines.Of(DutyKind.Objection, from, o.Office, context),
            PromisedDue = o.AnswerDue.Date,
        };
    }

    /// <summary>A month's follow-up: it opens on the first day and is due by the last.</summary>
    public static Duty FollowUp(Registration registration, YearMonth month) =>
        Of(registration, $"followUp:{month}", DutyKind.FollowUp, month.FirstDay, new Deadline(month.LastDay, false));

    /// <summary>
    /// The follow-ups of all later months are the register's: the month of the registration, or the one before an import, whose follow-ups
    /// the earlier system owed.
    /// </summary>
    public static YearMonth LastWithoutFollowUp(Registration registration)
    {
        ArgumentNullException.ThrowIfNull(registration);
        var registered = YearMonth.Of(registration.RegisteredOn);
        return registration.Imported is { On: var on } && YearMonth.Of(on).AddMonths(-1) is var before && before > registered
            ? before
            : registered;
    }

    /// <summary>The first day on which a follow-up that was not made up for is missed: the second month after it begins.</summary>
    public static DateOnly MissedFrom(Duty followUp) => YearMonth.Of(followUp.OpenedOn).AddMonths(2).FirstDay;

    /// <summary>Which hardship check a duty is: 6 or 12 months.</summary>
    public static int MonthsOf(Duty hardshipCheck) =>
        Deadlines.HardshipMonths.First(m => string.Equals(hardshipCheck.Key, HardshipKey(m), StringComparison.Ordinal));

    /// <summary>
    /// Today; tomorrow where a silo whose clock is a little ahead has already opened the duties of tomorrow, so that nothing opens and
    /// closes by turns.
    /// </summary>
    public static DateOnly DayOf(PersonRecord record, DateTimeOffset now)
    {
        var today = ChinaTime.DateOf(now);
        var tomorrow = ChinaTime.DateOf(now + DutyMoving.ClockSkew);
        return record.Duties.Any(d => d.OpenedOn == tomorrow) ? tomorrow : today;
    }

    /// <summary>The later of two days; null only when both are.</summary>
    public static DateOnly? Later(DateOnly? one, DateOnly? other) => one is { } a && other is { } b ? (a > b ? a : b) : one ?? other;

    /// <summary>The first moment after now at which a duty opens that is not there yet; null when none is ahead.</summary>
    public static DateTimeOffset? NextOpening(PersonRecord record, DateTimeOffset now)
    {
        if (record.AliasOf is not null || record.Registration is not { } registration)
            return null;
        var today = DayOf(record, now);
        List<DateOnly> days = [YearMonth.Of(today).AddMonths(1).FirstDay];
        if (PensionCheckFrom(record, registration) is { } pension)
            days.Add(pension);
        days.AddRange(
            Deadlines
                .HardshipMonths.Where(m => m > registration.Service.HardshipCheckedMonths)
                .Select(m => HardshipFrom(record, registration, m))
        );
        if (HardshipEnds.OpensOn(registration.Service) is { } ends)
            days.Add(ends);
        if (registration.Recognising?.Open?.Examination is { } examination)
            days.Add(examination.DecideFrom);
        return days.Where(day => day > today).Order().Select(day => (DateTimeOffset?)ChinaTime.StartOf(day)).FirstOrDefault();
    }

    private static IEnumerable<Duty> OfApplication(PersonRecord record, DecisionContext context)
    {
        if (record.Application is not { IsOpen: true } application)
            yield break;

        // One that was opened again has its three working days from then on.
        var submitted = application.ReopenedOn ?? ChinaTime.DateOf(application.SubmittedAt);
        var review = new Duty
        {
            Key = "review",
            Kind = DutyKind.Review,
            Office = application.Office,
            OpenedOn = submitted,
            Due = Deadlines.Of(DutyKind.Review, submitted, application.Office, context),
            PromisedDue = application.PromisedDue,
        };
        yield return Promised(review);
        if (application.Correction is { } correction)
        {
            yield return review with
            {
                Key = "correction",
                Kind = DutyKind.Correction,
                OpenedOn = ChinaTime.DateOf(correction.AskedAt),
                PromisedDue = null,
            };
        }

        foreach (var request in application.TransferRequests)
            yield return OfRequest(request, application.Office, context);
    }

    private static IEnumerable<Duty> OfRegistration(PersonRecord record, DecisionContext context)
    {
        if (record.Registration is not { } registration)
            yield break;
        var service = registration.Service;

        // Of one that was imported the earlier system owed the first contact; from then on the person has follow-ups.
        if (service.FirstContactedOn is null && registration.Imported is null)
        {
            yield return Promised(
                Of(registration, "firstContact", DutyKind.FirstContact, registration.RegisteredOn, context) with
                {
                    PromisedDue = registration.FirstContactDue.Date,
                }
            );
        }

        var today = DayOf(record, context.Now);
        foreach (var followUp in FollowUps(registration, today))
            yield return followUp;
        if (service.VisitAskedOn is { } asked && !MatchDuties.AnswersVisit(record, registration, asked))
            yield return Of(registration, $"visit:{YearMonth.Of(asked)}", DutyKind.Visit, asked, context);
        if (registration.ExitCheck is { } check)
        {
            var proposed = ChinaTime.DateOf(check.ProposedAt);
            yield return Of(registration, "exitCheck", DutyKind.ExitCheck, proposed, context);
        }

        foreach (var request in registration.TransferRequests)
            yield return OfRequest(request, registration.Office, context);
        if (service.LikelyExit is { } exit)
            yield return Of(registration, $"exit:{EnumName.Of(exit.Reason)}", DutyKind.ExitCheck, exit.On, context);
        if (PensionCheckFrom(record, registration) is { } pension && pension <= today)
            yield return Of(registration, $"pensionCheck:{YearMonth.Of(pension)}", DutyKind.PensionCheck, pension, context);
        foreach (var duty in PolicyDuties.Of(registration, context))
            yield return duty;
        foreach (var months in Deadlines.HardshipMonths)
        {
            var from = HardshipFrom(record, registration, months);
            if (months > service.HardshipCheckedMonths && from <= today)
                yield return Of(registration, HardshipKey(months), DutyKind.HardshipCheck, from, context);
        }

        foreach (var duty in OfRecognition(registration, today, context))
            yield return duty;
    }

    /// <summary>
    /// An application is examined, and decided once the publicity is over; while it lasts, there is nothing to do. A recognition that ends
    /// soon is renewed, or it is settled that it ends.
    /// </summary>
    private static IEnumerable<Duty> OfRecognition(Registration registration, DateOnly today, DecisionContext context)
    {
        if (registration.Recognising?.Open is { } open)
        {
            if (open.Examination is not { } examination)
                yield return Of(registration, $"hardshipExamination:{open.Id}", DutyKind.HardshipCase, open.From, context);
            else if (examination.DecideFrom <= today)
                yield return Of(registration, $"hardshipDecision:{open.Id}", DutyKind.HardshipCase, examination.DecideFrom, context);
        }

        if (HardshipEnds.OpensOn(registration.Service) is { } opens && opens <= today && registration.Service.Hardship!.To is { } last)
        {
            if (today <= last)
            {
                var key = string.Create(System.Globalization.CultureInfo.InvariantCulture, $"hardshipExpiry:{last:yyyy-MM-dd}");
                yield return Of(registration, key, DutyKind.HardshipExpiry, opens, new Deadline(last, false));
            }
        }
    }

    /// <summary>One that an older version opened a day earlier, where the month has no such day, stays as it is.</summary>
    private static DateOnly HardshipFrom(PersonRecord record, Registration registration, int months)
    {
        var earlier = registration.RegisteredOn.AddMonths(months);
        return record.Duties.Any(d => d.OpenedOn == earlier && string.Equals(d.Key, HardshipKey(months), StringComparison.Ordinal))
            ? earlier
            : Later(FullMonths.FullOn(registration.RegisteredOn, months), registration.Imported?.On)!.Value;
    }

    /// <summary>The key of the duty to answer this objection.</summary>
    public static string KeyOf(Objection objection) =>
        objection.ReExaminedFrom is null ? $"objection:{objection.Id}" : $"reExamination:{objection.Id}";

    /// <summary>The key of the duty to answer this request.</summary>
    public static string KeyOf(TransferRequest request) => $"transferRequest:{request.Id}";

    private static Duty OfRequest(TransferRequest request, string holder, DecisionContext context)
    {
        var asked = ChinaTime.DateOf(request.AskedAt);
        return Promised(
            new Duty
            {
                Key = KeyOf(request),
                Kind = DutyKind.TransferRequest,
                Office = holder,
                OpenedOn = asked,
                Due = Deadlines.Of(DutyKind.TransferRequest, asked, holder, context),
            }
        );
    }

    /// <summary>This month's, and last month's while it is not made up for; older ones are missed for good.</summary>
    private static IEnumerable<Duty> FollowUps(Registration registration, DateOnly today)
    {
        var registered = LastWithoutFollowUp(registration);
        var current = YearMonth.Of(today);
        foreach (var month in (YearMonth[])[current.AddMonths(-1), current])
        {
            if (month > registered && !registration.Service.ReachedIn(month))
                yield return FollowUp(registration, month);
        }
    }

    private static DateOnly? PensionCheckFrom(PersonRecord record, Registration registration)
    {
        if (record.Identity is not { BirthDate: { } born } identity)
            return null;
        var from = PensionMatches.Next(
            born,
            identity.Sex ?? Codes.Sex.Unknown,
            record.Details?.RetirementCategory,
            Later(registration.Service.PensionCheckedOn, MatchDuties.PensionMatchedOn(record))
        );
        var begun = registration.Imported?.On ?? registration.RegisteredOn;
        return from < begun ? begun : from;
    }

    /// <summary>The day that the person is given moves with the last day if that is later, never to an earlier one.</summary>
    private static Duty Promised(Duty duty) => duty with { PromisedDue = Later(duty.PromisedDue, duty.Due.Date) };

    /// <summary>The key of the duty that waits for the answer to this matter.</summary>
    public static string MatterKey(string matter) => $"matter:{matter}";

    /// <summary>While the case is open; later its system alone goes on with it.</summary>
    private static IEnumerable<Duty> OfMatters(PersonRecord record)
    {
        var holders = new[]
        {
            (record.Application is { IsOpen: true } open ? open.Matters : null, record.Application?.Office),
            (record.Registration?.Matters, record.Registration?.Office),
        };
        foreach (var (matters, office) in holders)
        {
            foreach (var matter in (matters ?? []).Where(one => one.IsOpen))
            {
                yield return new Duty
                {
                    Key = MatterKey(matter.Number),
                    Kind = DutyKind.MatterAnswer,
                    Office = office!,
                    OpenedOn = matter.AskedOn,
                    Due = new Deadline(matter.AnswerDue, false),
                };
            }
        }
    }

    private static string HardshipKey(int months) =>
        string.Create(System.Globalization.CultureInfo.InvariantCulture, $"hardshipCheck:{months}");

    private static Duty Of(Registration registration, string key, DutyKind kind, DateOnly openedOn, DecisionContext context) =>
        Of(registration, key, kind, openedOn, Deadlines.Of(kind, openedOn, registration.Office, context));

    private static Duty Of(Registration registration, string key, DutyKind kind, DateOnly openedOn, Deadline due) =>
        new()
        {
            Key = key,
            Kind = kind,
            Office = registration.Office,
            OpenedOn = openedOn,
            Due = due,
        };
}
