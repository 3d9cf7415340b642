using Grid.Domain.Calendar;
using Grid.Domain.Persons;

namespace Grid.Domain.Tests.Persons;

/// <summary>What is true of a record's duties after every accepted command.</summary>
internal static class DutyInvariants
{
    public static void Check(PersonRecord record, DecisionContext context, DateOnly latest)
    {
        // Nothing is left to do, whichever way one asks; so a reminder cannot spin.
        Assert.Empty(DutyKeeping.CatchUp(record, context));
        Assert.Empty(DutyKeeping.Follow(record, context));
        if (NextReminder.MomentOf(record, context.Now) is { } next)
            Assert.True(next > context.Now, $"The next moment {next:O} is not after {context.Now:O}.");

        var duties = record.Duties;
        Assert.Equal(duties.Select(d => d.Key).Distinct().Order(StringComparer.Ordinal), duties.Select(d => d.Key));
        if (record.AliasOf is not null)
            Assert.Empty(duties);
        Assert.Equal(record.Application is { IsOpen: true } ? 1 : 0, duties.Count(d => d.Kind == DutyKind.Review));
        Assert.Equal(record.Application?.Correction is not null ? 1 : 0, duties.Count(d => d.Kind == DutyKind.Correction));
        Assert.Equal(record.Objections.Count(o => o.ReExaminedFrom is null), duties.Count(d => d.Kind == DutyKind.Objection));
        Assert.Equal(
            record.Objections.Count(o => o.ReExaminedFrom is not null),
            duties.Count(d => d.Kind == DutyKind.ReExamination && d.Key != MatchDuties.ChangedKey)
        );
        if (record.AliasOf is null)
        {
            Assert.Equal(record.Complaints.Count(c => c.IsOpen), duties.Count(d => d.Kind == DutyKind.Complaint));
            Assert.Equal(record.SurveyChecks.Count(c => c.IsOpen), duties.Count(d => d.Kind == DutyKind.SurveyContradiction));
        }

        Assert.Equal(record.Proposal is not null ? 1 : 0, duties.Count(IsOfProposal));
        Assert.Equal(
            record.Registration is { Service.FirstContactedOn: null, Imported: null } ? 1 : 0,
            duties.Count(d => d.Kind == DutyKind.FirstContact)
        );
        if (record.Registration is null)
        {
            Assert.All(duties, d =>
                Assert.True(
                    d.Kind
                        is DutyKind.Review
                            or DutyKind.Correction
                            or DutyKind.Objection
                            or DutyKind.ReExamination
                            or DutyKind.SecondPerson
                            or DutyKind.TransferRequest
                            or DutyKind.HouseholdCheck
                            or DutyKind.MatterAnswer
                            or DutyKind.Complaint
                            or DutyKind.SurveyContradiction
                )
            );
        }

        Assert.Equal(
            record.AliasOf is null
                ? (record.Application is { IsOpen: true } open ? open.Matters ?? [] : [])
                    .Concat(record.Registration?.Matters ?? [])
                    .Count(matter => matter.IsOpen)
                : 0,
            duties.Count(d => d.Kind == DutyKind.MatterAnswer)
        );
        Assert.Equal(Requests(record).Length, duties.Count(d => d.Kind == DutyKind.TransferRequest));
        Assert.All(duties, d => Check(d, record, context, latest));
    }

    private static void Check(Duty duty, PersonRecord record, DecisionContext context, DateOnly latest)
    {
        Assert.NotNull(World.Offices.Find(duty.Office));
        Assert.True(duty.OpenedOn <= latest, "A duty of the future.");
        Assert.Equal(duty.Due.IsPassedAt(context.Now), duty.OverdueSince is not null);
        Assert.Equal(duty.OverdueSince is null, duty.EscalatedTo is null);
        Assert.True(duty.OverdueSince is null || duty.OverdueSince == ChinaTime.EndOf(duty.Due.Date));
        Assert.True(duty.WarnedAt is not null || duty.OverdueSince is not null || duty.WarnFrom > context.Now);
        Assert.True(
            duty.PromisedDue is null || duty.PromisedDue >= duty.Due.Date,
            "The person was given an earlier day than the office has."
        );
        Assert.True(duty.Snooze is null || duty.Snooze.Until <= duty.Due.Date);
        if (duty.Kind == DutyKind.Review)
        {
            var application = record.Application!;
            var from = application.ReopenedOn ?? ChinaTime.DateOf(application.SubmittedAt);
            Assert.Equal(
                context.Calendars.For(World.Offices.Find(application.Office)!.Region).DeadlineAfter(from, 3),
                application.ReviewDue
            );
            Assert.Equal(
                (duty.Due, duty.PromisedDue, duty.OverdueSince, duty.EscalatedTo),
                (application.ReviewDue, application.PromisedDue, application.OverdueSince, application.EscalatedTo)
            );
        }
        else if (duty.Kind == DutyKind.FirstContact)
        {
            Assert.Equal(duty.PromisedDue, record.Registration!.FirstContactDue.Date);
        }
        else if (duty.Key == MatchDuties.ChangedKey)
        {
            Assert.Null(duty.PromisedDue);
        }
        else if (duty.Kind is DutyKind.Objection or DutyKind.ReExamination)
        {
            Assert.Equal(duty.PromisedDue, ObjectionOf(duty, record).AnswerDue.Date);
        }
        else if (duty.Kind == DutyKind.Complaint)
        {
            Assert.Equal(duty.PromisedDue, ComplaintOf(duty, record).AnswerDue.Date);
        }

        if (duty.Key == MatchDuties.ChangedKey)
        {
            var exited = record.Past.Last(p => p.Ending == PastEnding.Exited).Registration.Office;
            Assert.Contains(
                duty.Office,
                new[] { exited, context.Offices.SuccessorOf(context.Offices.Find(exited)!, context.Today)?.Code.Value }
            );
            return;
        }

        if (duty.Kind == DutyKind.HouseholdCheck)
        {
            var past = record.Past.Single(p => duty.Key.EndsWith(p.Number.Value, StringComparison.Ordinal));
            Assert.Contains(
                duty.Office,
                new[]
                {
                    past.Registration.Office,
                    context.Offices.SuccessorOf(context.Offices.Find(past.Registration.Office)!, context.Today)?.Code.Value,
                }
            );
            return;
        }

        var holder = duty.Kind switch
        {
            DutyKind.Review or DutyKind.Correction => record.Application!.Office,
            DutyKind.TransferRequest => record.Application is { IsOpen: true } open && open.TransferRequests.Any(r => IsOf(duty, r))
                ? open.Office
                : record.Registration!.Office,
            DutyKind.MatterAnswer => record.Application is { IsOpen: true, Matters: { } own }
            && own.Any(matter => duty.Key.EndsWith(matter.Number, StringComparison.Ordinal))
                ? record.Application.Office
                : record.Registration!.Office,
            DutyKind.SecondPerson when record.Proposal!.Command is RevokeRegistration c => record
                .Past.Select(p => p.Registration)
                .Append(record.Registration)
                .Single(r => r?.Number == c.Revocation.Number)!
                .Office,
            DutyKind.SecondPerson => CaseScope.OfficeOf(record) ?? record.Proposal!.Office,
            DutyKind.Objection or DutyKind.ReExamination => ObjectionOf(duty, record).Office,
            DutyKind.Complaint => Above(ComplaintOf(duty, record).Office, ComplaintOf(duty, record).Owner, context),
            DutyKind.SurveyContradiction => record
                .SurveyChecks.Where(c => duty.Key == $"survey:{c.Survey:N}")
                .Select(c => Above(c.Office, c.Owner, context))
                .Single(),
            _ => record.Registration!.Office,
        };
        var isOver =
            duty.Kind == DutyKind.SecondPerson
            && (
                record.Proposal!.Command is RevokeRegistration revoke
                    ? record.Registration?.Number != revoke.Revocation.Number
                    : record is { Registration: null, Application: not { IsOpen: true } }
            );
        if (isOver)
            holder = context.Offices.SuccessorOf(context.Offices.Find(holder)!, context.Today)?.Code.Value ?? holder;
        Assert.Equal(holder, duty.Office);
    }

    private static Objection ObjectionOf(Duty duty, PersonRecord record) =>
        record.Objections.Single(o => duty.Key.EndsWith(o.Id, StringComparison.Ordinal));

    /// <summary>Who took over from the owner; where that is who took over from the office that it is about, the office above.</summary>
    private static string Above(string about, string owner, DecisionContext context)
    {
        var own = Now(owner);
        return own.Code == Now(about).Code
            ? context.Offices.SupervisorOf(own, context.Today)?.Code.Value ?? own.Code.Value
            : own.Code.Value;

        Grid.Domain.Regions.Office Now(string office) =>
            context.Offices.Find(office) is { } found
                ? context.Offices.SuccessorOf(found, context.Today) ?? found
                : throw new InvalidOperationException();
    }

    private static Complaint ComplaintOf(Duty duty, PersonRecord record) => record.Complaints.Single(c => duty.Key == $"complaint:{c.Id}");

    private static bool IsOfProposal(Duty duty) =>
        duty.Kind == DutyKind.SecondPerson || string.Equals(duty.Key, "exitCheck", StringComparison.Ordinal);

    private static bool IsOf(Duty duty, TransferRequest request) => duty.Key.EndsWith(request.Id, StringComparison.Ordinal);

    private static TransferRequest[] Requests(PersonRecord record) =>
        [.. record.Application is { IsOpen: true } open ? open.TransferRequests : [], .. record.Registration?.TransferRequests ?? []];
}
