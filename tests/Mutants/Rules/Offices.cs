namespace Grid.Mutants.Rules;

/// <summary>Who may act on which case, and from when to when an office or region is there.</summary>
internal static class Offices
{
    public static IReadOnlyList<Mutant> All { get; } =
    [
        Mutant.Code(
            "clerk-own-office",
            "a clerk acts for the own office",
            "Role.Clerk => «string.Equals(actor.Office, office, StringComparison.Ordinal)»,",
            "true",
            "Domain/ScopeTests"
        ),
        Mutant.Code(
            "supervisor-below",
            "a supervisor acts for the offices below, not those above",
            "&& «target.Region.IsWithin(own.Region)»;",
            "own.Region.IsWithin(target.Region)",
            "Domain/ScopeTests"
        ),
        Mutant.Code(
            "other-roles-nowhere",
            "a role without an office acts for none",
            "Role.Clerk => string.Equals(actor.Office, office, StringComparison.Ordinal), _ => «false»,",
            "!false",
            "Domain/ScopeTests"
        ),
        Mutant.Code(
            "supervisor-needed",
            "what needs a supervisor is refused to a clerk",
            "«actor.Role is Role.Supervisor or Role.System» ? null : new Refusal(RefusalCode.SupervisorNeeded);",
            "true",
            "Domain/LinkTests",
            "Domain/SecondPersonTests"
        ),
        Mutant.Code(
            "state-to-own-office",
            "the state of a case is for its own office and those above",
            "return state is { Office: { } office } && «Covers(actor, office, offices, on)» ? state : null;",
            "true",
            "Domain/ScopeTests"
        ),
        Mutant.Code(
            "command-target",
            "a command for an older application does not hit a newer one",
            "(Application is { } application && «record.Application?.Number != application»)",
            "false",
            "Domain/TargetTests"
        ),
        Mutant.Code(
            "own-report-role",
            "only an applicant's own report comes from no office",
            "var isOwn = «context.Actor.Role == Role.Applicant && given.Channel == ContactChannel.OwnReport»;",
            "given.Channel == ContactChannel.OwnReport",
            "Domain/ScopeTests"
        ),
        Mutant.Code(
            "platform-channel",
            "only the platform's own download, or its link, files for the platform",
            "command.Channel == ApplicationChannel.Platform && «context.Actor.Role is not (Role.System or Role.PlatformLink)»)",
            "false",
            "Domain/FittingTests"
        ),
        Mutant.Code(
            "machine-commands",
            "a system sends only its own commands",
            "if («!MaySend(context.Actor.Role, command)») return new Refusal(RefusalCode.NotYourCase);",
            "false",
            "Domain/MachineScopeTests"
        ),
        Mutant.Code(
            "machine-objection",
            "a system raises no objection for a case of another office",
            "return «command is RaiseObjection» && CaseScope.OfficeOf(record)",
            "false",
            "Domain/MachineScopeTests"
        ),
        Mutant.Code(
            "feed-has-data",
            "a feed of data has checked nothing by hand",
            "«EvidenceOf(command)?.Basis != EvidenceBasis.DataMatch» ?",
            "false",
            "Domain/MachineScopeTests"
        ),
        Mutant.Code(
            "office-program-needs-office",
            "the program of an office is never the province's",
            "Role.Supervisor or Role.OfficeSystem => «IsAtOrBelow(actor.Office, office)»,",
            "actor.Office is null || IsAtOrBelow(actor.Office, office)",
            "Domain/ScopeTests"
        ),
        Mutant.Code(
            "move-by-the-register",
            "only an order of the register moves cases to a successor",
            "if («context.Actor.Role != Role.System») return Decision.Refuse(new Refusal(RefusalCode.NotYourCase)); if (FieldRules.Text(\"reason\"",
            "false",
            "Domain/ScopeTests"
        ),
        Mutant.Code(
            "delivery-by-the-register",
            "only the register says what became of a message",
            "if («context.Actor.Role != Role.System») return Decision.Refuse(new Refusal(RefusalCode.NotYourCase)); if (OfficeOf(record, command)",
            "false",
            "Domain/DeliveryTests"
        ),
        Mutant.Code(
            "release-of-another",
            "a clerk does not release what another one claimed",
            "if («ClaimedByAnother(duty, context)» && context.Actor.Role != Role.Supervisor)",
            "false",
            "Domain/DutyWorkTests"
        ),
        Mutant.Code(
            "office-ended",
            "an office has ended the day after its last",
            "is { ValidTo: { } last } found && «last < context.Today» ? found : null;",
            "last <= context.Today",
            "Domain/ReorganisationProperties"
        ),
        Mutant.Code(
            "successor-from",
            "a successor takes over the day after the end",
            "for (var one = office; «one.ValidTo < on» && one.Successor",
            "one.ValidTo <= on",
            "Domain/ReorganisedFileTests"
        ),
        Mutant.Code(
            "class-from",
            "a class holds from its first day",
            "found = «from <= date» ? one : found;",
            "from < date",
            "Domain/ReorganisedFileTests"
        ),
        Mutant.Code(
            "office-above",
            "the office above is the nearest one, not the own",
            "office.Region.SelfAndAbove().Skip(«1»)",
            "2",
            "Domain/OfficeTests"
        ),
        Mutant.Code(
            "region-ends-with-above",
            "a region ends with the one above it",
            "&& («region.Parent is not { } parent || Find(parent, on) is not null»)",
            "true",
            "Domain/StrandedCasesTests"
        ),
        Mutant.Code(
            "region-successor-ended",
            "a successor has the territory once the region has ended",
            "Array.FindLast(versions, r => «r.ValidTo < on») is { Successor: not null } ended)",
            "r.ValidTo <= on.AddDays(1)",
            "Domain/StrandedCasesTests"
        ),
        Mutant.Code(
            "urban-place-kept",
            "79/2020 (十): a reorganisation does not move a person out of the urban figures",
            "UrbanPlace = «registration.UrbanPlace ?? ended.CountedOn(context.Today)»,",
            "null",
            "Domain/StrandedCasesTests",
            "Domain/ReorganisationProperties"
        ),
        Mutant.Code(
            "complaint-days",
            "79/2020 (十四): a complaint is answered within ten working days",
            "public const int ComplaintWorkingDays = «10»;",
            "11",
            "Domain/DeadlinesTests"
        ),
        Mutant.Code(
            "complaint-own-office",
            "the office complained of does not handle the complaint",
            "return (about == owner || «!IsOf(about, actor, offices, on)») && CaseScope.Covers(actor, owner, offices, on);",
            "true",
            "Domain/ComplaintTests"
        ),
        Mutant.Code(
            "complaint-hidden",
            "the office complained of does not see a complaint before it was passed on",
            "|| («complaint.PassedOn» && Scope.Reaches(caller, complaint.Office));",
            "true",
            "Api/ComplaintTests"
        ),
        Mutant.Code(
            "survey-contacted",
            "an answer contradicts a contact that was recorded, and nothing else",
            "if («contacted» && Says(SurveyQuestion.Contacted, SurveyChoice.No))",
            "true",
            "Domain/SurveyTests"
        ),
        Mutant.Code(
            "use-once-a-day",
            "a use by another office is told once a day",
            "told.Use == command.Use && «told.On == context.Today»)",
            "false",
            "Domain/SurveyTests"
        ),
        Mutant.Code(
            "text-overlap",
            "no two approved versions of a text overlap",
            "&& («other.EffectiveFrom >= proposed.EffectiveFrom» || other.EffectiveTo >= proposed.EffectiveFrom)",
            "false",
            "Domain/PolicyTextTests"
        ),
    ];
}
