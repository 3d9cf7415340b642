using Grid.Domain.Calendar;
using Grid.Domain.Codes;
using Grid.Domain.Identity;
using Grid.Domain.Regions;

namespace Grid.Domain.Persons;

/// <summary>
/// What an application must hold, and no more than that (79/2020 (二)). Its side data are sorted before and never cause a refusal.
/// </summary>
internal static class SubmissionRules
{
    public static Refusal? Check(SubmitApplication command, DecisionContext context)
    {
        var office = context.Offices.Find(command.Office);
        if (office is null)
            return new Refusal(RefusalCode.UnknownOffice) { Field = "office" };
        return CaseScope.Check(context, command.Office)
            ?? Succession.Refusal(office, "office", context)
            ?? Refusal.All(
                Identity(command, context),
                Submission(command, office, context),
                Unemployment(command, context),
                CommitmentOf(command, context),
                RepresentativeRules.Check(command.Representative, new PersonIdentity(command.Number, command.Name, null, null), context),
                DetailsRules.Check(command.Details, IsAtCounter(command), context),
                AskingMatters.Check(command, context)
            );
    }

    private static Refusal? Identity(SubmitApplication command, DecisionContext context) =>
        (command.Number.HasProvince ? GroupFits(command.Number, command.ByReference) : null)
        ?? Identity(command.Number, command.BirthDate, command.Sex, context);

    /// <summary>What a form or a file says beside the number fills what the number leaves open, and contradicts nothing.</summary>
    public static Refusal? Identity(IdentityNumber number, DateOnly? birthDate, Sex? sex, DecisionContext context)
    {
        if (!number.HasProvince)
            return Refusal.Invalid("identityNumber", FieldRule.NoProvince);
        if (number.BirthDate is { } born && birthDate is { } written && born != written)
            return new Refusal(RefusalCode.ContradictsNumber) { Field = "birthDate" };

        // Unknown and not stated (GB/T 2261.1: 0, 9) contradict nothing.
        if (number.Sex is { } shown && sex is Sex.Male or Sex.Female && sex != shown)
            return new Refusal(RefusalCode.ContradictsNumber) { Field = "sex" };
        if ((number.BirthDate ?? birthDate) is not { } birth)
            return Refusal.Invalid("birthDate", FieldRule.RequiredByDocument);
        if (birth > context.Today)
            return Refusal.Invalid(number.BirthDate is null ? "birthDate" : "identityNumber", FieldRule.InFuture, atMost: context.Today);
        return number.Sex is null && sex is null ? Refusal.Invalid("sex", FieldRule.RequiredByDocument) : null;
    }

    /// <summary>
    /// The number has a case, but of a person with another name: one of the two is mistyped, and the clerk must see that, at any
    /// office. That a name is written with other capitals or variants is no contradiction. Only an office that has the case is informed which
    /// field it is: to others, "the date of birth is wrong" would say that the name is right.
    /// </summary>
    public static Refusal? Contradicts(
        PersonRecord record,
        IdentityNumber number,
        PersonName name,
        DateOnly? birthDate,
        DecisionContext context
    )
    {
        if (record.Identity is not { } known)
            return null;
        var field =
            known.Name.SearchKey != name.SearchKey ? "name"
            : known.Number == number && number.BirthDate is null && birthDate != known.BirthDate ? "birthDate"
            : null;
        if (field is null)
            return null;
        return CaseScope.OfficeOf(record) is { } holder && CaseScope.Check(context, holder) is null
            ? new Refusal(RefusalCode.ContradictsRecord) { Field = field, Allowed = ["persons.correct", "applications.correct"] }
            : new Refusal(RefusalCode.ContradictsRecord) { Field = "identityNumber" };
    }

    /// <summary>
    /// The group of Hong Kong, Macao and Taiwan residents is that of their residence permits, both ways (人社厅发〔2020〕3号). A permit without
    /// the group would go into the urban stock, and the group without a permit out of it.
    /// </summary>
    public static Refusal? GroupFits(IdentityNumber number, ByReferenceGroup? group) =>
        number.IsHongKongMacaoTaiwan == (group == ByReferenceGroup.HongKongMacaoTaiwanResident) ? null
        : number.IsHongKongMacaoTaiwan ? Refusal.Invalid("byReference", FieldRule.PermitNeedsGroup) with { Allowed = ["4"] }
        : Refusal.Invalid("byReference", FieldRule.GroupNeedsPermit);

    private static bool IsAtCounter(SubmitApplication command) => command.Channel != ApplicationChannel.Platform;

    private static Refusal? Submission(SubmitApplication command, Office office, DecisionContext context)
    {
        if (command.Channel == ApplicationChannel.Platform && command.PlatformNumber is null)
            return Refusal.Invalid("platformNumber", FieldRule.RequiredFromPlatform);

        // What the platform has is downloaded; only it knows that it was filed there, and under which number.
        if (command.Channel == ApplicationChannel.Platform && context.Actor.Role is not (Role.System or Role.PlatformLink))
            return Refusal.Invalid("channel", FieldRule.OnlyFromPlatform);
        if (command.Channel != ApplicationChannel.Platform && command.PlatformNumber is not null)
            return Refusal.Invalid("platformNumber", FieldRule.OnlyFromPlatform);
        if (command.SubmittedAt is not { } submittedAt)
            return null;
        if (submittedAt > context.Now)
        {
            return Refusal.Invalid("submittedAt", FieldRule.InFuture, atMost: context.Now) with
            {
                PassesAt = submittedAt - context.ClockTolerance,
            };
        }

        return context.Calendars.For(office.Region).Covers(ChinaTime.DateOf(submittedAt).Year)
            ? null
            : Refusal.Invalid("submittedAt", FieldRule.NoCalendar);
    }

    private static Refusal? Unemployment(SubmitApplication command, DecisionContext context)
    {
        var submittedOn = ChinaTime.DateOf(command.SubmittedAt ?? context.Now);

        // No lower bound but birth: an old unemployment is no ground for a refusal.
        var day =
            command.UnemployedOn > submittedOn
                ? Refusal.Invalid("unemployedOn", FieldRule.AfterSubmission, atMost: submittedOn) with
                {
                    PassesAt = PassesAt(command.UnemployedOn, context),
                }
            : command.UnemployedOn < (command.Number.BirthDate ?? command.BirthDate)
                ? Refusal.Invalid("unemployedOn", FieldRule.BeforeBirth)
            : null;
        return Refusal.All(
            day,
            IsAtCounter(command) && command.Reason == UnemploymentReason.Other
                ? FieldRules.Text("otherReason", command.OtherReason, FieldLimits.Line)
                : null,
            IsAtCounter(command) && command.JobWishes.Count == 0 ? Refusal.Invalid("jobWishes", FieldRule.Required) : null
        );
    }

    /// <summary>At midnight the other clock may be in the next day already: once ours is, the submission is of that day too.</summary>
    private static DateTimeOffset? PassesAt(DateOnly day, DecisionContext context) =>
        day == ChinaTime.DateOf(context.Now + context.ClockTolerance) && day > context.Today ? ChinaTime.StartOf(day) : null;

    /// <summary>
    /// Two clocks of one system, or of two, may have written the two moments: a commitment that is a little later than the submission is
    /// one that was made with it.
    /// </summary>
    private static Refusal? CommitmentOf(SubmitApplication command, DecisionContext context)
    {
        var accepted = command.Commitment.AcceptedAt;
        var submitted = command.SubmittedAt ?? context.Now;
        return Refusal.All(
            FieldRules.Text("commitment.textVersion", command.Commitment.TextVersion, FieldLimits.CommitmentVersion),
            ChinaTime.DateOf(accepted) < (command.Number.BirthDate ?? command.BirthDate)
                    ? Refusal.Invalid("commitment.acceptedAt", FieldRule.BeforeBirth)
                : accepted > submitted + context.ClockTolerance
                    ? Refusal.Invalid("commitment.acceptedAt", FieldRule.AfterSubmission, atMost: submitted)
                : accepted > context.Now
                    ? Refusal.Invalid("commitment.acceptedAt", FieldRule.InFuture, atMost: context.Now) with
                    {
                        PassesAt = accepted - context.ClockTolerance,
                    }
                : null
        );
    }
}

/// <summary>Rules for the person's details, for a new application and for a correction alike.</summary>
internal static class DetailsRules
{
    /// <summary>Code of health that means disabled (残疾): the grade must be given then, and only then.</summary>
    public const string Disabled = "5";

    /// <summary>
    /// What must be there of the details of an application, whose side data are sorted. What only the person knows is asked at the
    /// counter, where the person is; an application from the platform does not wait for any of that.
    /// </summary>
    public static Refusal? Check(PersonDetails details, bool atCounter, DecisionContext context) =>
        Refusal.All(
            Code("details.health", CodeListIds.Health, details.Health, context),
            atCounter && details.Telephone is null ? Refusal.Invalid("details.telephone", FieldRule.Required) : null,
            atCounter && IsDisabled(details) ? Grade("details.disabilityGrade", details.DisabilityGrade, context) : null
        );

    /// <summary>
    /// A correction says itself what is right, so its values are judged, and only its own: what is recorded already is no
    /// way of another correction.
    /// </summary>
    public static Refusal? Check(CorrectData correction, PersonDetails after, DateOnly? born, DecisionContext context) =>
        Refusal.All(
            FieldRules.OptionalText("address", correction.Address, FieldLimits.Line),
            OptionalCode("health", CodeListIds.Health, correction.Health, context),
            Disability(correction, after, context),
            OptionalCode("education", CodeListIds.Education, correction.Education, context),
            OptionalCode("ethnicGroup", CodeListIds.EthnicGroup, correction.EthnicGroup, context),
            OptionalCode("hukouNature", CodeListIds.HukouNature, correction.HukouNature, context),
            correction.HukouRegion is { } region && SideData.HukouRegion(region) is null
                ? Refusal.Invalid("hukouRegion", FieldRule.BadCode)
                : null,
            FieldRules.OptionalText("formerEmployer.name", correction.FormerEmployer?.Name, FieldLimits.EmployerName),
            ProfileRules.Check(correction.Profile, born, context)
        );

    public static Refusal? JobWishes(IReadOnlyList<string> wishes, string field, DecisionContext context)
    {
        if (wishes.Count == 0)
            return Refusal.Invalid(field, FieldRule.Required);
        return Refusal.All(wishes.Select((wish, i) => Code($"{field}[{i}]", CodeListIds.JobWish, wish, context)));
    }

    /// <summary>Reason "other" needs a text, and no other reason has one; for a correction.</summary>
    public static Refusal? OtherReason(UnemploymentReason reason, string? text, string field) =>
        reason == UnemploymentReason.Other ? FieldRules.Text(field, text, FieldLimits.Line)
        : text is null ? null
        : Refusal.Invalid(field, FieldRule.OnlyWithOtherReason);

    private static Refusal? Disability(CorrectData correction, PersonDetails after, DecisionContext context)
    {
        const string Field = "disabilityGrade";
        if (correction.Health is null && correction.DisabilityGrade is null)
            return null;
        if (!IsDisabled(after))
            return correction.DisabilityGrade is null ? null : Refusal.Invalid(Field, FieldRule.OnlyWithDisability);
        return Grade(Field, after.DisabilityGrade, context);
    }

    /// <summary>A code without a dash is a scale alone; a grade means something on its scale only.</summary>
    internal static Refusal? Grade(string field, string? grade, DecisionContext context) =>
        grade is not null && !grade.Contains('-', StringComparison.Ordinal)
            ? Refusal.Invalid(field, FieldRule.ScaleNotGrade)
            : Code(field, CodeListIds.DisabilityGrade, grade, context);

    private static bool IsDisabled(PersonDetails details) => string.Equals(details.Health, Disabled, StringComparison.Ordinal);

    private static Refusal? Code(string field, string list, string? code, DecisionContext context) =>
        code is null ? Refusal.Invalid(field, FieldRule.Required) : OptionalCode(field, list, code, context);

    private static Refusal? OptionalCode(string field, string list, string? code, DecisionContext context) =>
        code is null || context.Codes.IsValid(list, code, context.Today) ? null : Refusal.NotInList(field, $"/v1/code-lists/{list}");
}
