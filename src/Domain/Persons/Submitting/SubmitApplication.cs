using Grid.Domain.Calendar;
using Grid.Domain.Codes;
using Grid.Domain.Identity;
using Grid.Domain.Numbers;

namespace Grid.Domain.Persons;

/// <summary>
/// The person applies for registration (申请), at any one of the four places (79/2020 (一)). Carries no attachment: none may be asked (79/2020
/// (二)). While an application is open, the same office gets that application as the answer, and another office one transfer request on it;
/// while a registration is active, another office gets one transfer request on that.
/// </summary>
public sealed record SubmitApplication : PersonCommand
{
    public required IdentityNumber Number { get; init; }

    public required PersonName Name { get; init; }

    /// <summary>As written on the form; may only fill what the number leaves open, never contradict it.</summary>
    public DateOnly? BirthDate { get; init; }

    /// <inheritdoc cref="BirthDate"/>
    public Sex? Sex { get; init; }

    public required ApplicationChannel Channel { get; init; }

    /// <summary>Required for, and only for, the platform's channel.</summary>
    public PlatformApplicationNumber? PlatformNumber { get; init; }

    /// <summary>The person's own moment of submission when it lies before now (platform, offline paper, backfill); null for now.</summary>
    public DateTimeOffset? SubmittedAt { get; init; }

    public required string Office { get; init; }

    public required PlaceGround Ground { get; init; }

    public ByReferenceGroup? ByReference { get; init; }

    public required UnemploymentReason Reason { get; init; }

    public string? OtherReason { get; init; }

    public required DateOnly UnemployedOn { get; init; }

    public required IReadOnlyList<string> JobWishes { get; init; }

    public bool WishesToClaimBenefit { get; init; }

    /// <summary>What else is asked for in the same intake (一件事, 79/2020 (五)).</summary>
    public IReadOnlyList<MatterKind> Matters { get; init; } = [];

    public FormerEmployer? FormerEmployer { get; init; }

    /// <summary>Who acts for the applicant; null where the applicant acts alone.</summary>
    public Representative? Representative { get; init; }

    public required Commitment Commitment { get; init; }

    /// <summary>Optional data (codes, region, grade) are as given: those that cannot be so are stored as unverified.</summary>
    public required PersonDetails Details { get; init; }

    /// <summary>Side data that could not be brought into their fields on the way here.</summary>
    public IReadOnlyList<UnverifiedValue> Unverified { get; init; } = [];
}

/// <summary>An application was accepted.</summary>
public sealed record ApplicationSubmitted(
    [property: Personal] PersonIdentity Identity,
    [property: Personal] PersonDetails Details,
    [property: Personal] Application Application,
    ApplicationFacts Facts
) : PersonEvent;

/// <summary>The readable part of an accepted application.</summary>
public sealed record ApplicationFacts(
    ApplicationNumber Number,
    PlatformApplicationNumber? PlatformNumber,
    ApplicationChannel Channel,
    string Office,
    PlaceGround Ground,
    ByReferenceGroup? ByReference,
    DateTimeOffset SubmittedAt,
    Deadline ReviewDue
) : Discreet;

/// <summary>The platform sent the same application again with other contact data.</summary>
public sealed record ContactUpdated([property: Personal] TelephoneNumber? Telephone, [property: Personal] string? Address) : PersonEvent;

/// <summary>Applications, and second applications of the same person (79/2020 (一), (二)).</summary>
internal static class Submitting
{
    public static Decision Decide(PersonRecord record, SubmitApplication given, DecisionContext context)
    {
        var (command, aside) = SideData.Of(given, context);
        if (SubmissionRules.Check(command, context) is { } invalid)
            return Decision.Refuse(invalid);
        if (record.AliasOf is not null || IsLeaving(record, command))
            return Decision.Refuse(new Refusal(RefusalCode.MovePending));

        var application = record.Application;
        if (command.PlatformNumber is { } repeated && application?.PlatformNumber == repeated)
            return PlatformRepeat(record, application, command, context);
        if (
            command.PlatformNumber is { } old
            && (record.PlatformNumbers.Contains(old) || record.AwaitingResults.Any(one => one.Number == old))
        )
        {
            return Decision.Accept(Outcomes.Of(OutcomeKind.ApplicationExists, record));
        }

        if (application is { IsOpen: true })
        {
            return Contradicts(record, command, context) is { } contradicted
                ? Decision.Refuse(contradicted)
                : OnOpenApplication(record, application, command, aside, context);
        }

        if (record.Registration is not { } active)
            return Accept(record, command, aside, context);
        if (Contradicts(record, command, context) is { } contradicts)
            return Decision.Refuse(contradicts);

        // A by-reference case does not prevent an ordinary registration: it ends when that is approved.
        return active.ByReference is null || command.ByReference is not null
            ? OnRegistration(record, active, command, context)
            : Accept(record, command, aside, context);
    }

    private static Decision Accept(
        PersonRecord record,
        SubmitApplication command,
        IReadOnlyList<UnverifiedValue>? aside,
        DecisionContext context
    )
    {
        var office = context.Offices.Find(command.Office)!;
        var submittedAt = command.SubmittedAt ?? context.Now;
        var due = Deadlines.Of(DutyKind.Review, ChinaTime.DateOf(submittedAt), command.Office, context);
        var number = ApplicationNumber.Create(office.CountingUnit.Value, context.Today, context.Serial);
        var application = new Application
        {
            Number = number,
            PlatformNumber = command.PlatformNumber,
            Status = ApplicationStatus.Submitted,
            Channel = command.Channel,
            Office = command.Office,
            Ground = command.Ground,
            ByReference = command.ByReference,
            Reason = command.Reason,
            OtherReason = command.OtherReason,
            UnemployedOn = command.UnemployedOn,
            JobWishes = command.JobWishes,
            WishesToClaimBenefit = command.WishesToClaimBenefit,
            Matters = AskingMatters.Of(record, command, number, context),
            FormerEmployer = command.FormerEmployer,
            Representative = command.Representative,
            Unverified = aside,
            Commitment = command.Commitment,
            SubmittedAt = submittedAt,
            ReviewDue = due,
            PromisedDue = due.Date,
            Verifications = PastCases.Death(record) is { } death ? [DeathOnRecord(death, context)] : [],
        };
        var identity = IdentityOf(record, command);
        var facts = new ApplicationFacts(
            application.Number,
            application.PlatformNumber,
            application.Channel,
            application.Office,
            application.Ground,
            application.ByReference,
            submittedAt,
            due
        );
        return Decision.Accept(
            Outcomes.Of(OutcomeKind.Submitted, record, application) with
            {
                Unverified = UnverifiedData.Fields(command.Details.Unverified, aside),
            },
            new ApplicationSubmitted(identity, command.Details, application, facts)
        );
    }

    /// <summary>
    /// An application under a number whose registration ended by death: a mistake then, or another person now. Either is checked
    /// before approval.
    /// </summary>
    private static Verification DeathOnRecord(PastRegistration death, DecisionContext context) =>
        new()
        {
            Subject = VerificationSubject.NotDeceased,
            Outcome = VerificationOutcome.Contradicted,
            Evidence = new Evidence
            {
                Basis = EvidenceBasis.DataMatch,
                Source = $"失业登记退出记录 {death.Number}",
                MatchedAt = context.Now,
            },
            At = context.Now,
            By = Actor.Register.Subject,
        };

    private static Decision PlatformRepeat(PersonRecord record, Application application, SubmitApplication command, DecisionContext context)
    {
        var contradiction =
            record.Identity?.Number != command.Number && !IsAliasNumber(record, command.Number) ? "identityNumber"
            : record.Identity?.Name != command.Name ? "name"
            : application.Reason != command.Reason ? "reason"
            : !IsSame(application.Commitment, command.Commitment, context) ? "commitment"
            : null;
        if (contradiction is not null)
            return Decision.Refuse(new Refusal(RefusalCode.PlatformRepeatContradicts) { Field = contradiction });

        // A number that cannot be dialled does not replace one that can.
        var telephone = command.Details.Telephone ?? record.Details?.Telephone;
        return
            record.Details is { } details
            && details.Telephone == telephone
            && string.Equals(details.Address, command.Details.Address, StringComparison.Ordinal)
            ? Decision.Accept(Outcomes.Of(OutcomeKind.ApplicationExists, record, application))
            : Decision.Accept(
                Outcomes.Of(OutcomeKind.ContactUpdated, record, application),
                new ContactUpdated(telephone, command.Details.Address)
            );
    }

    /// <summary>The first one's moment may have been set to that of its arrival, because the platform's clock was ahead.</summary>
    private static bool IsSame(Commitment one, Commitment other, DecisionContext context) =>
        string.Equals(one.TextVersion, other.TextVersion, StringComparison.Ordinal)
        && (one.AcceptedAt - other.AcceptedAt).Duration() <= context.ClockTolerance;

    /// <summary>Who applied by an alias's number is still the person of the main record's number.</summary>
    private static PersonIdentity IdentityOf(PersonRecord record, SubmitApplication command) =>
        record.Identity is { } known && known.Number != command.Number && record.Aliases.Count > 0 && !IsAliasNumber(record, known.Number)
            ? known with
            {
                Name = command.Name,
            }
            : new PersonIdentity(
                command.Number,
                command.Name,
                command.Number.BirthDate ?? command.BirthDate,
                command.Number.Sex ?? command.Sex
            );

    private static bool IsAliasNumber(PersonRecord record, IdentityNumber number) =>
        record.Aliases.Any(a => a.Case.Identity?.Number == number);

    /// <summary>The number has just stopped being an alias of this record; its case is on the way back to it.</summary>
    private static bool IsLeaving(PersonRecord record, SubmitApplication command) =>
        record.PendingMove?.Case.Identity?.Number == command.Number && record.Identity?.Number != command.Number;

    private static Refusal? Contradicts(PersonRecord record, SubmitApplication command, DecisionContext context) =>
        SubmissionRules.Contradicts(record, command.Number, command.Name, command.BirthDate, context);

    private static Decision OnOpenApplication(
        PersonRecord record,
        Application application,
        SubmitApplication command,
        IReadOnlyList<UnverifiedValue>? aside,
        DecisionContext context
    )
    {
        if (string.Equals(application.Office, command.Office, StringComparison.Ordinal))
        {
            return Decision.Accept(
                Outcomes.Of(OutcomeKind.ApplicationExists, record, application) with
                {
                    NotTaken = Repetition.NotTaken(record, application, command, aside),
                },
                Joined(command, application.Number, null, application.Office, context)
            );
        }

        return AskTransfer(record, application.TransferRequests, application.Number, application.Office, command, context);
    }

    private static Decision OnRegistration(
        PersonRecord record,
        Registration registration,
        SubmitApplication command,
        DecisionContext context
    )
    {
        if (!string.Equals(registration.Office, command.Office, StringComparison.Ordinal))
        {
            return AskTransfer(record, registration.TransferRequests, registration.Application, registration.Office, command, context);
        }

        // The platform's person waits for a result, and being registered is one; a counter's clerk reads the refusal.
        return command.PlatformNumber is null
            ? Decision.Refuse(
                new Refusal(RefusalCode.AlreadyRegistered)
                {
                    Allowed = ["persons.correct", "persons.exit"],
                    State = PresentState.Of(registration),
                }
            )
            : Decision.Accept(
                Outcomes.Of(OutcomeKind.ApplicationExists, record, registration) with
                {
                    Application = registration.Application,
                },
                Joined(command, registration.Application, null, registration.Office, context, registered: true)
            );
    }

    private static Decision AskTransfer(
        PersonRecord record,
        IReadOnlyList<TransferRequest> present,
        ApplicationNumber of,
        string holder,
        SubmitApplication command,
        DecisionContext context
    )
    {
        var (outcome, request, events) = AskingTransfer.Ask(record, holder, present, command, context);
        return Decision.Accept(outcome, [.. events, .. Joined(command, of, request.Id, holder, context)]);
    }

    /// <summary>
    /// An application of the platform that does not become a separate one; for other channels there is nothing to remember.
    /// </summary>
    private static PersonEvent[] Joined(
        SubmitApplication command,
        ApplicationNumber of,
        string? request,
        string office,
        DecisionContext context,
        bool registered = false
    ) =>
        command.PlatformNumber is { } number ? [new PlatformApplicationJoined(number, of, request, office, context.Today, registered)] : [];
}

/// <summary>
/// What differs in an application that is sent again. The open one stays as it is, but the sender is informed, so that it can be
/// corrected.
/// </summary>
internal static class Repetition
{
    /// <summary>
    /// The fields, by their paths in the request, whose values were given and are not those of the open application; null when there are
    /// none. No value is shown.
    /// </summary>
    public static IReadOnlyList<string>? NotTaken(
        PersonRecord record,
        Application open,
        SubmitApplication command,
        IReadOnlyList<UnverifiedValue>? aside
    )
    {
        var details = command.Details;
        var fields = new List<string>();
        void Compare<T>(string field, T? given, T? known)
        {
            if (given is not null && !EqualityComparer<T>.Default.Equals(given, known))
                fields.Add(field);
        }

        Compare("ground", (object)command.Ground, open.Ground);
        Compare("byReference", (object?)command.ByReference, open.ByReference);
        Compare("reason", (object)command.Reason, open.Reason);
        Compare("otherReason", command.OtherReason, open.OtherReason);
        Compare("unemployedOn", (object)command.UnemployedOn, open.UnemployedOn);
        if (
            !command
                .JobWishes.Order(StringComparer.Ordinal)
                .SequenceEqual(open.JobWishes.Order(StringComparer.Ordinal), StringComparer.Ordinal)
        )
        {
            fields.Add("jobWishes");
        }

        Compare("wishesToClaimBenefit", (object)command.WishesToClaimBenefit, open.WishesToClaimBenefit);
        if (command.Matters.Any(kind => open.Matters?.Any(one => one.Kind == kind) != true))
            fields.Add("matters");
        Compare("formerEmployer", command.FormerEmployer, open.FormerEmployer);
        Compare("representative", RepresentativeRules.Text(command.Representative), RepresentativeRules.Text(open.Representative));
        Compare("details.telephone", details.Telephone, record.Details?.Telephone);
        Compare("details.address", details.Address, record.Details?.Address);
        Compare("details.health", details.Health, record.Details?.Health);
        Compare("details.disabilityGrade", details.DisabilityGrade, record.Details?.DisabilityGrade);
        Compare("details.education", details.Education, record.Details?.Education);
        Compare("details.ethnicGroup", details.EthnicGroup, record.Details?.EthnicGroup);
        Compare("details.hukouNature", details.HukouNature, record.Details?.HukouNature);
        Compare("details.hukouRegion", details.HukouRegion, record.Details?.HukouRegion);
        foreach (var (given, known) in ProfileRules.Fields(details.Profile).Zip(ProfileRules.Fields(record.Details?.Profile)))
        {
            Compare("details." + given.Name, given.Text, known.Text);
        }

        var stored = UnverifiedData.Of(record);
        fields.AddRange(
            ((IEnumerable<UnverifiedValue>)[.. details.Unverified ?? [], .. aside ?? []])
                .Where(one => !stored.Contains(one))
                .Select(one => one.Field)
        );
        return fields.Count == 0 ? null : [.. fields.Distinct(StringComparer.Ordinal)];
    }
}

/// <summary>Folds what an application brings.</summary>
internal static class SubmissionFold
{
    public static PersonRecord Apply(PersonRecord record, ApplicationSubmitted e) =>
        record with
        {
            Prior = record.Identity is { } known ? new PriorCase(known, record.Details, record.Application) : null,
            Identity = e.Identity,

            // No form asks for it: what is known of the person stays known.
            Details = e.Details with
            {
                RetirementCategory = e.Details.RetirementCategory ?? record.Details?.RetirementCategory,
            },
            Application = AskingMatters.Carried(record).ToArray() is { Length: > 0 } carried
                ? e.Application with
                {
                    Matters = [.. e.Application.Matters ?? [], .. carried],
                }
                : e.Application,
            Prefilled = [],
            PlatformNumbers = EarlierNumbers.Of(e.Application, record.PlatformNumbers, record.Application),
        };

    public static PersonRecord Apply(PersonRecord record, ContactUpdated e) =>
        record with
        {
            Details = record.Details! with
            {
                Telephone = e.Telephone,
                Address = e.Address,
                Unverified = UnverifiedData.Without(
                    record.Details.Unverified,
                    e.Telephone is null ? ["details.address"] : ["details.telephone", "details.address"]
                ),
            },
        };
}
