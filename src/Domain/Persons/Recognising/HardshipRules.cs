using Grid.Domain.Calendar;
using Grid.Domain.Codes;

namespace Grid.Domain.Persons;

/// <summary>
/// The recognition as a hardship person (就业困难人员认定): applied for, checked by the office, made public where the province wants it, decided by
/// two persons, and withdrawn by two. It ends with its last day by itself, and with the registration: a person who registers again applies
/// again. Who finds work while it is in force counts as re-employed hardship person.
/// </summary>
internal static class HardshipRules
{
    public static Decision Apply(PersonRecord record, ApplyForHardship command, DecisionContext context)
    {
        var isOwn = context.Actor.Role == Role.Applicant;
        if (ServiceScope.Check(record, context, out var registration, needsOffice: !isOwn) is { } closed)
            return Decision.Refuse(closed);
        if (HardshipCategories.Check("categories", command.Categories, context.Today, context) is { } wrong)
            return Decision.Refuse(wrong);
        if (FieldRules.OptionalText("note", command.Note, FieldLimits.Note) is { } invalid)
            return Decision.Refuse(invalid);
        if (registration.Recognising?.Open is { } open)
        {
            return Decision.Refuse(
                new Refusal(RefusalCode.HardshipApplicationOpen) { Field = "categories", State = StateOf(open, registration) }
            );
        }

        // Again for the same only when it ends soon; for further categories at any time.
        if (
            registration.Service.Hardship is { } present
            && present.Covers(context.Today)
            && !HardshipEnds.MayRenew(present, context.Today)
            && command.Categories.All(present.Categories.Contains)
        )
        {
            return Decision.Refuse(
                new Refusal(RefusalCode.AlreadyRecognised)
                {
                    Field = "categories",
                    PassesAt = HardshipEnds.OpensOn(present) is { } opens ? ChinaTime.StartOf(opens) : null,
                }
            );
        }

        var months = record.Duties.Where(d => d.Kind == DutyKind.HardshipCheck).Select(ExpectedDuties.MonthsOf).DefaultIfEmpty(0).Max();
        var due = Deadlines.Of(DutyKind.HardshipCase, context.Today, registration.Office, context);
        var id = context.NewId.ToString("N");
        return Decision.Accept(
            Outcomes.Of(OutcomeKind.HardshipApplied, record, registration) with
            {
                Reference = id,
                Due = due.Date,
                DueProvisional = due.Provisional ? true : null,
            },
            new HardshipApplied(
                id,
                registration.Number,
                registration.Office,
                context.Today,
                isOwn ? HardshipOrigin.Person : command.Origin,
                months,
                command.Categories,
                command.Note
            )
        );
    }

    public static Decision Examine(PersonRecord record, ExamineHardship command, DecisionContext context)
    {
        if (OpenCase(record, command.Application, context, out var registration, out var open) is { } closed)
            return Decision.Refuse(closed);
        var earlier = open.Examination;
        if (
            (
                FieldRules.Evidence("evidence", command.Evidence, context.Now)
                ?? FieldRules.NotOlder("evidence", command.Evidence, earlier?.On ?? registration.RegisteredOn)
            ) is
            { } invalid
        )
        {
            return Decision.Refuse(invalid);
        }

        if (NotByTheOffice(command.Evidence) is { } basis)
            return Decision.Refuse(basis);
        if (command.Categories.Count > 0)
        {
            if (HardshipCategories.Check("categories", command.Categories, context.Today, context) is { } wrong)
                return Decision.Refuse(wrong);
            if (HardshipCategories.NotAmong("categories", command.Categories, open.Categories) is { } other)
                return Decision.Refuse(other);
        }

        var shown = command.Categories.Count > 0;
        var days = context.Hardship.PublicityWorkingDays;
        var publicUntil = earlier?.PublicUntil
            ?? (shown && days > 0 ? Deadlines.CalendarOf(registration.Office, context).DeadlineAfter(context.Today, days) : null);
        return Decision.Accept(
            Outcomes.Of(OutcomeKind.HardshipExamined, record, registration) with
            {
                Reference = open.Id,
                Due = publicUntil?.Date,
                DueProvisional = publicUntil is { Provisional: true } ? true : null,
            },
            new HardshipExamined(
                open.Id,
                registration.Number,
                registration.Office,
                context.Today,
                shown,
                publicUntil,
                command.Categories,
                command.Evidence
            )
        );
    }

    public static Decision Recognise(PersonRecord record, RecogniseHardship command, DecisionContext context)
    {
        if (OpenCase(record, command.Application, context, out var registration, out var open) is { } closed)
            return Decision.Refuse(closed);
        if (open.Examination is not { Categories.Count: > 0 } examination)
            return Decision.Refuse(new Refusal(RefusalCode.HardshipNotShown) { Allowed = ["hardship.examine"] });
        if (NotOver(examination, context) is { } lasts)
            return Decision.Refuse(lasts);
        var from = command.From ?? context.Today;
        if (from > context.Today)
            return Decision.Refuse(Refusal.Invalid("from", FieldRule.InFuture, atMost: context.Today));
        if (from < open.AppliedOn)
            return Decision.Refuse(Refusal.Invalid("from", FieldRule.BeforeSubmission, atLeast: open.AppliedOn));

        return Decision.Accept(
            Outcomes.Of(OutcomeKind.HardshipRecognised, record, registration) with
            {
                Reference = open.Id,
            },
            new HardshipRecognised(
                open.Id,
                registration.Number,
                registration.Office,
                context.Today,
                context.Deciders,
                Made(examination.Categories, from, registration.Service.Hardship, open, context)
            )
        );
    }

    public static Decision Refuse(PersonRecord record, RefuseHardship command, DecisionContext context)
    {
        if (OpenCase(record, command.Application, context, out var registration, out var open) is { } closed)
            return Decision.Refuse(closed);
        if (Ground(command.Ground, HardshipGround.CategoryNotShown, HardshipGround.PublicityObjection, HardshipGround.OwnWish) is { } wrong)
            return Decision.Refuse(wrong);
        if (command.Ground == HardshipGround.OwnWish)
        {
            if (command.Declaration is not { } declaration)
                return Decision.Refuse(Refusal.Invalid("declaration", FieldRule.Required));
            if (FieldRules.OwnDeclaration("declaration", declaration, context.Now) is { } notOwn)
                return Decision.Refuse(notOwn);
        }
        else if (command.Declaration is not null)
        {
            return Decision.Refuse(Refusal.Invalid("declaration", FieldRule.OnlyWithOwnWish));
        }
        else if (!IsShown(command.Ground, open.Examination))
        {
            return Decision.Refuse(new Refusal(RefusalCode.HardshipRefusalNotShown) { Field = "ground", Allowed = ["hardship.examine"] });
        }

        return Decision.Accept(
            Outcomes.Of(OutcomeKind.HardshipRefused, record, registration) with
            {
                Reference = open.Id,
            },
            new HardshipRefused(
                open.Id,
                registration.Number,
                registration.Office,
                context.Today,
                command.Ground,
                context.Deciders,
                command.Declaration
            )
        );
    }

    public static Decision Withdraw(PersonRecord record, WithdrawHardship command, DecisionContext context)
    {
        if (ServiceScope.Check(record, context, out var registration) is { } closed)
            return Decision.Refuse(closed);
        if (registration.Service.Hardship is not { } present || !present.Covers(context.Today))
            return Decision.Refuse(new Refusal(RefusalCode.NotRecognised) { Allowed = ["hardship.apply"] });
        if (Ground(command.Ground, HardshipGround.OwnWish, HardshipGround.NoLongerFulfilled, HardshipGround.FalseStatement) is { } wrong)
            return Decision.Refuse(wrong);
        if (WithdrawalEvidence(command, present, context) is { } invalid)
            return Decision.Refuse(invalid);

        return Decision.Accept(
            Outcomes.Of(OutcomeKind.HardshipWithdrawn, record, registration),
            new HardshipWithdrawn(
                registration.Number,
                registration.Office,
                context.Today,
                command.Ground,
                command.Ground == HardshipGround.FalseStatement ? null : context.Today,
                context.Deciders,
                command.Evidence
            )
        );
    }

    /// <summary>
    /// The events that undo a refusal or a withdrawal, or why they are not possible. A refused application is open again and is checked again;
    /// a withdrawn recognition is as it was.
    /// </summary>
    public static Refusal? Undo(PersonRecord record, Objection objection, DecisionContext context, out IReadOnlyList<PersonEvent> events)
    {
        events = [];
        if (
            record.Registration is not { Recognising: { Latest: { IsAgainstPerson: true } latest } procedure } registration
            || (objection.Target is { } target && registration.Number.Value != target)
            || latest.On > ChinaTime.DateOf(objection.RaisedAt)
        )
        {
            return new Refusal(RefusalCode.NotUndoable);
        }

        if (procedure.Open is not null)
            return new Refusal(RefusalCode.NewerCaseOpen);
        if (latest is { Kind: HardshipDecisionKind.Refused, Application: { } refused })
        {
            events = [new HardshipReopened(refused.Id, registration.Number, registration.Office, context.Today)];
            return null;
        }

        // What the person was recognised for since is newer than what would come back.
        if (registration.Service.Hardship is { } present && present.Covers(context.Today) && present.To != latest.On)
            return new Refusal(RefusalCode.NewerCaseOpen);
        events = [new HardshipRestored(registration.Number, registration.Office, context.Today)];
        return null;
    }

    /// <summary>
    /// The recognition. One that follows on another goes on: its first day stays. While the other lasts for long, its categories and its
    /// last day stay as well, and the new ones are added; one that is renewed has only what was applied for.
    /// </summary>
    private static HardshipRecognition Made(
        IReadOnlyList<string> categories,
        DateOnly from,
        HardshipRecognition? present,
        HardshipApplication open,
        DecisionContext context
    )
    {
        var last = context.Hardship.LastDayOf(categories, from);
        if (present is null || present.From > from || present.To?.AddDays(1) < from)
            return HardshipRecognition.Of(categories, from, last);
        if (HardshipEnds.MayRenew(present, open.AppliedOn))
            return HardshipRecognition.Of(categories, present.From, last);
        IReadOnlyList<string> all = [.. present.Categories, .. categories.Except(present.Categories, StringComparer.Ordinal)];
        return HardshipRecognition.Of(all, present.From, LaterOrNone(present.To, last));
    }

    /// <summary>
    /// What the system of a matter granted, or took back: the same decision as two persons of an office make. It decides an application that
    /// waits here as well. Categories that offices recognised stay.
    /// </summary>
    /// <param name="matter">As it was before the answer.</param>
    /// <param name="grant">Null where it was taken back.</param>
    public static IReadOnlyList<PersonEvent> Decided(
        Registration registration,
        Matter matter,
        MatterGrant? grant,
        string by,
        Evidence evidence,
        DecisionContext context
    )
    {
        var present = registration.Service.Hardship is { } known && known.Covers(context.Today) ? known : null;
        string[] others = [.. (present?.Categories ?? []).Where(one => one != matter.Grant?.Category && one != grant?.Category)];
        if (grant is { Category: { } category })
        {
            return
            [
                Recognised(
                    others.Length == 0
                        ? HardshipRecognition.Of([category], grant.From, grant.To)
                        : HardshipRecognition.Of(
                            [category, .. others],
                            grant.From < present!.From ? grant.From : present.From,
                            LaterOrNone(present.To, grant.To)
                        )
                ),
            ];
        }

        if (present is null || matter.Grant?.Category is not { } gone || !present.Categories.Contains(gone) || IsOfOffices(gone))
            return [];
        return others.Length > 0
            ? [Recognised(HardshipRecognition.Of(others, present.From, present.To))]
            :
            [
                new HardshipWithdrawn(
                    registration.Number,
                    registration.Office,
                    context.Today,
                    HardshipGround.NoLongerFulfilled,
                    context.Today.AddDays(-1) is var last && last >= present.From ? last : present.From,
                    [by],
                    evidence
                )
                {
                    Matter = matter.Number,
                },
            ];

        HardshipRecognised Recognised(HardshipRecognition recognition) =>
            new(
                registration.Recognising?.Open?.Id ?? matter.Number,
                registration.Number,
                registration.Office,
                context.Today,
                [by],
                recognition
            )
            {
                Matter = matter.Number,
            };

        bool IsOfOffices(string category) =>
            registration.Recognising?.Latest is { Matter: null, Application.Examination: { } examination }
            && examination.Categories.Contains(category, StringComparer.Ordinal);
    }

    /// <summary>The later of two last days; none where one of them is none.</summary>
    private static DateOnly? LaterOrNone(DateOnly? one, DateOnly? other) => one is { } a && other is { } b ? (a > b ? a : b) : null;

    private static Refusal? OpenCase(
        PersonRecord record,
        string application,
        DecisionContext context,
        out Registration registration,
        out HardshipApplication open
    )
    {
        open = record.Registration?.Recognising?.Open!;
        if (ServiceScope.Check(record, context, out registration) is { } closed)
            return closed;
        return open is null ? new Refusal(RefusalCode.NoHardshipApplication) { Allowed = ["hardship.apply"] }
            : string.Equals(open.Id, application, StringComparison.Ordinal) ? null
            : new Refusal(RefusalCode.NoHardshipApplication) { State = StateOf(open, registration) };
    }

    private static Refusal? NotOver(HardshipExamination examination, DecisionContext context) =>
        examination.PublicUntil is { } until && context.Today <= until.Date
            ? new Refusal(RefusalCode.PublicityNotOver)
            {
                AtLeast = until.Date.AddDays(1).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture),
                PassesAt = until.LateFrom(),
            }
            : null;

    /// <summary>Whether the check shows what the refusal says: nothing of what was applied for; of an objection, by hand and after it was made public.</summary>
    private static bool IsShown(HardshipGround ground, HardshipExamination? examination) =>
        examination is { Categories.Count: 0 }
        && (ground != HardshipGround.PublicityObjection || examination is { PublicUntil: not null, Basis: EvidenceBasis.ManualCheck });

    private static Refusal? WithdrawalEvidence(WithdrawHardship command, HardshipRecognition present, DecisionContext context)
    {
        if (command.Ground == HardshipGround.OwnWish)
            return FieldRules.OwnDeclaration("evidence", command.Evidence, context.Now);
        if (
            (
                FieldRules.Evidence("evidence", command.Evidence, context.Now)
                ?? FieldRules.NotOlder("evidence", command.Evidence, present.From)
                ?? NotByTheOffice(command.Evidence)
            ) is
            { } invalid
        )
        {
            return invalid;
        }

        // That somebody said what is not true takes more than a row of data.
        return command.Ground == HardshipGround.FalseStatement && command.Evidence.Basis == EvidenceBasis.DataMatch
            ? new Refusal(RefusalCode.BasisNotEnough)
            {
                Field = "evidence.basis",
                Rule = FieldRule.NeedsCheckByHand,
                Allowed = EvidenceFits.ByHand,
            }
            : null;
    }

    private static Refusal? NotByTheOffice(Evidence evidence) =>
        evidence.Basis == EvidenceBasis.PersonDeclaration
            ? new Refusal(RefusalCode.BasisNotEnough) { Field = "evidence.basis", Allowed = EvidenceFits.ByDataOrHand }
            : null;

    private static Refusal? Ground(HardshipGround ground, params ReadOnlySpan<HardshipGround> allowed) =>
        allowed.Contains(ground) ? null : Refusal.NotInList("ground", $"/v1/code-lists/{CodeListIds.HardshipGround}");

    private static PresentState StateOf(HardshipApplication open, Registration registration) =>
        new()
        {
            Status = "open",
            Number = open.Id,
            Office = registration.Office,
            On = open.AppliedOn,
        };
}

/// <summary>Categories of hardship as they are given: in the list on the day, each once.</summary>
internal static class HardshipCategories
{
    public static Refusal? Check(string field, IReadOnlyList<string> categories, DateOnly on, DecisionContext context)
    {
        if (categories.Count == 0)
            return Refusal.Invalid(field, FieldRule.Required);
        for (var i = 0; i < categories.Count; i++)
        {
            if (!context.Codes.IsValid(CodeListIds.HardshipCategory, categories[i], on))
                return Refusal.NotInList($"{field}[{i}]", $"/v1/code-lists/{CodeListIds.HardshipCategory}");
            if (categories.Take(i).Contains(categories[i], StringComparer.Ordinal))
                return Refusal.Invalid($"{field}[{i}]", FieldRule.Duplicate);
        }

        return null;
    }

    /// <summary>The refusal of what is not among those that were applied for.</summary>
    public static Refusal? NotAmong(string field, IReadOnlyList<string> categories, IReadOnlyList<string> applied)
    {
        for (var i = 0; i < categories.Count; i++)
        {
            if (!applied.Contains(categories[i], StringComparer.Ordinal))
                return Refusal.Invalid($"{field}[{i}]", FieldRule.NotAppliedFor);
        }

        return null;
    }
}

/// <summary>The end of a recognition: from when on it can be renewed, and whether that is settled.</summary>
internal static class HardshipEnds
{
    /// <summary>The first day on which the end is to be settled; null where it has none, or it is settled.</summary>
    public static DateOnly? OpensOn(ServiceState service) =>
        service.Hardship is { To: { } last } present && service.HardshipEndSettled != last ? OpensOn(present) : null;

    /// <summary>The first day on which it can be renewed; null where it has no end.</summary>
    public static DateOnly? OpensOn(HardshipRecognition present) =>
        present.To is not { } last ? null
        : last.AddDays(-Deadlines.HardshipRenewalDays) is var opens && opens < present.From ? present.From
        : opens;

    public static bool MayRenew(HardshipRecognition present, DateOnly on) => OpensOn(present) <= on;

    /// <summary>What <see cref="ServiceState.HardshipEndSettled"/> is after something that settles the end, on a day.</summary>
    public static DateOnly? Settled(ServiceState service, DateOnly on) =>
        service.Hardship is { To: { } last } present && MayRenew(present, on) && on <= last ? last : service.HardshipEndSettled;
}

/// <summary>Folds what happens to a recognition.</summary>
internal static class HardshipFold
{
    public static PersonRecord Apply(PersonRecord record, HardshipApplied e) =>
        With(record, p => p with { Open = new HardshipApplication(e.Id, e.Origin, e.On, e.Categories) })
            .WithService(s =>
                s with
                {
                    HardshipCheckedMonths = Math.Max(s.HardshipCheckedMonths, e.Months),
                    HardshipEndSettled = HardshipEnds.Settled(s, e.On),
                }
            );

    public static PersonRecord Apply(PersonRecord record, HardshipExamined e) =>
        With(record, p =>
            p.Open is not { } open
                ? p
                : p with
                {
                    Open = open with
                    {
                        Examination = new HardshipExamination(
                            e.On,
                            e.Categories,
                            e.Evidence.Basis,
                            e.PublicUntil,
                            e.PublicUntil?.Date.AddDays(1) ?? open.Examination?.DecideFrom ?? e.On
                        ),
                    },
                }
        );

    public static PersonRecord Apply(PersonRecord record, HardshipRecognised e) =>
        With(record, p => Decided(p, new HardshipDecision(HardshipDecisionKind.Recognised, e.On, e.DecidedBy) { Matter = e.Matter }))
            .WithService(s => s with { Hardship = e.Recognition });

    public static PersonRecord Apply(PersonRecord record, HardshipRefused e) =>
        With(record, p => Decided(p, new HardshipDecision(HardshipDecisionKind.Refused, e.On, e.DecidedBy) { Ground = e.Ground }));

    public static PersonRecord Apply(PersonRecord record, HardshipWithdrawn e) =>
        With(record, p => p with { Latest = new HardshipDecision(HardshipDecisionKind.Withdrawn, e.On, e.DecidedBy)
                    {
                        Ground = e.Ground,
                        Matter = e.Matter,
                        Before = record.Registration?.Service.Hardship,
                    } })
            .WithService(s =>
                s with
                {
                    Hardship = e.LastDay is { } last && s.Hardship is { } present ? present with { To = last } : null,
                    HardshipEndSettled = e.LastDay,
                }
            );

    public static PersonRecord Apply(PersonRecord record, HardshipReopened e) =>
        With(record, p =>
            p with
            {
                Open = p.Latest?.Application is { } refused ? refused with { Examination = null, ReopenedOn = e.On } : p.Open,
                Latest = null,
            }
        );

    public static PersonRecord Apply(PersonRecord record, HardshipRestored e)
    {
        var before = record.Registration?.Recognising?.Latest?.Before;
        return With(record, p => p with { Latest = new HardshipDecision(HardshipDecisionKind.Restored, e.On, []) })
            .WithService(s => s with { Hardship = before, HardshipEndSettled = null });
    }

    private static HardshipProcedure Decided(HardshipProcedure procedure, HardshipDecision decision) =>
        procedure with
        {
            Open = null,
            Latest = decision with { Application = procedure.Open },
        };

    private static PersonRecord With(PersonRecord record, Func<HardshipProcedure, HardshipProcedure> change) =>
        record.Registration is { } registration
            ? record with
            {
                Registration = registration with { Recognising = change(registration.Recognising ?? new HardshipProcedure()) },
            }
            : record;
}
