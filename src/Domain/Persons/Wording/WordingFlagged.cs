namespace Grid.Domain.Persons;

/// <summary>
/// A text that came with a command, in the same commit, suggests a ground which the notice forbids. It changes nothing of the person's: the
/// supervisor of the office looks at it. The author is the one who gave the command.
/// </summary>
/// <param name="On">The day, in China.</param>
/// <param name="Office">The author's office, under which the flag is listed; the case's where the author has none.</param>
/// <param name="Command">The command's name, as its discriminator is written.</param>
/// <param name="Field">The member of the command that holds the text, such as <c>exit.evidence.note</c>.</param>
/// <param name="Article">The article that forbids such a ground.</param>
/// <param name="Words">The words that suggest it, as they were compared.</param>
/// <param name="Text">The whole text.</param>
public sealed record WordingFlagged(
    DateOnly On,
    string Office,
    string Command,
    string Field,
    string Article,
    [property: Personal] string Words,
    [property: Personal] string Text
) : PersonEvent, IDated;

/// <summary>Flags the suspicious wording of a command that was accepted. It blocks nothing.</summary>
internal static class Flagging
{
    /// <summary>What goes into the same commit; empty for nearly all commands.</summary>
    /// <param name="command">The accepted command.</param>
    /// <param name="office">The office of the case, where the author has none.</param>
    /// <param name="context">Who gave the command, and when.</param>
    public static IReadOnlyList<PersonEvent> Of(PersonCommand command, string? office, DecisionContext context)
    {
        List<PersonEvent>? flags = null;
        foreach (var text in FreeTexts.Of(command))
        {
            foreach (var found in SuspiciousWording.Find(text.Text, text.Use))
            {
                (flags ??= []).Add(
                    new WordingFlagged(
                        context.Today,
                        context.Actor.Office ?? office ?? "",
                        NameOf(command),
                        text.Field,
                        found.Article,
                        found.Words,
                        text.Text!
                    )
                );
            }
        }

        return flags ?? (IReadOnlyList<PersonEvent>)[];
    }

    /// <summary>As the command's discriminator: its type's name in camel case.</summary>
    private static string NameOf(PersonCommand command) => System.Text.Json.JsonNamingPolicy.CamelCase.ConvertName(command.GetType().Name);
}

/// <summary>A free text of a command.</summary>
/// <param name="Field">The member that holds it, by the names of the command's members in camel case.</param>
/// <param name="Text">Null when it was not given.</param>
/// <param name="Use">What it is for.</param>
public readonly record struct FreeText(string Field, string? Text, WordingUse Use)
{
    public override string ToString() => DiscreetText.Of(this);
}

/// <summary>
/// The one place that knows which members of commands are free texts of the office: all of them are examined
/// (<see cref="SuspiciousWording"/>). A test by reflection holds it complete: every text of a command is either given by <see cref="Of"/>
/// or is listed in <see cref="NotExamined"/>.
/// </summary>
public static class FreeTexts
{
    /// <summary>Members that are not examined, as <c>command.member</c>, with the reason.</summary>
    public static IReadOnlyDictionary<string, string> NotExamined { get; } =
        new Dictionary<string, string>(
            [
                .. OfProfile("importCases.details.profile"),
                .. OfProfile("submitApplication.details.profile"),
                .. OfProfile("correctData.profile"),
                .. OfProfile("answerObjection.correction.profile"),
            ],
            StringComparer.Ordinal
        )
        {
            ["importCases.details.address"] = "address",
            ["importCases.details.health"] = "code",
            ["importCases.details.disabilityGrade"] = "code",
            ["importCases.details.education"] = "code",
            ["importCases.details.ethnicGroup"] = "code",
            ["importCases.details.hukouNature"] = "code",
            ["importCases.details.hukouRegion"] = "code",
            ["importCases.cases.legacyNumber"] = "number as given",
            ["importCases.cases.office"] = "code",
            ["importCases.cases.formerEmployer.name"] = "proper name",
            ["importCases.cases.formerEmployer.givenCode"] = "code as given",
            ["importCases.cases.exit.employer.name"] = "proper name",
            ["importCases.cases.exit.employer.givenCode"] = "code as given",
            ["importCases.cases.otherReason"] = "history: written by no clerk of this register",
            ["importCases.cases.jobWishes"] = "codes",
            ["importCases.cases.hardship.category"] = "code",
            ["importCases.cases.hardship.others"] = "codes",
            ["importCases.cases.exit.otherReason"] = "history: an exit whose reason is none today keeps its words",
            ["importHistory.rows.legacyNumber"] = "number as given",
            ["importHistory.rows.contact.note"] = "history: written by no clerk of this register",
            ["importHistory.rows.contact.skill"] = "what the person can do",
            ["importHistory.rows.contact.wishes"] = "codes",
            ["importHistory.rows.service.item"] = "code",
            ["importHistory.rows.service.note"] = "history: written by no clerk of this register",
            ["importHistory.rows.exit.evidence.source"] = "proper name",
            ["importHistory.rows.exit.employer.name"] = "proper name",
            ["importHistory.rows.exit.employer.givenCode"] = "code as given",
            ["importHistory.rows.exit.familyContact.name"] = "in no file",
            ["importHistory.rows.exit.familyContact.relationship"] = "in no file",
            ["importHistory.rows.exit.familyContact.givenTelephone"] = "in no file",
            ["importHistory.rows.exit.statement.words"] = "the person's own words",
            ["submitApplication.office"] = "code",
            ["submitApplication.otherReason"] = "the person's own words: how the last work ended",
            ["submitApplication.jobWishes"] = "codes",
            ["submitApplication.formerEmployer.name"] = "proper name",
            ["submitApplication.formerEmployer.givenCode"] = "code as given",
            ["submitApplication.representative.relationship"] = "who somebody is, that others know whom they deal with",
            ["correctData.representative.relationship"] = "who somebody is, that others know whom they deal with",
            ["answerObjection.correction.representative.relationship"] = "who somebody is, that others know whom they deal with",
            ["correctData.formerEmployer.name"] = "proper name",
            ["correctData.formerEmployer.givenCode"] = "code as given",
            ["submitApplication.commitment.textVersion"] = "code",
            ["submitApplication.details.address"] = "address",
            ["submitApplication.details.health"] = "code",
            ["submitApplication.details.disabilityGrade"] = "code",
            ["submitApplication.details.education"] = "code",
            ["submitApplication.details.ethnicGroup"] = "code",
            ["submitApplication.details.hukouNature"] = "code",
            ["submitApplication.details.hukouRegion"] = "code",
            ["correctData.otherReason"] = "the person's own words: how the last work ended",
            ["correctData.address"] = "address",
            ["correctData.health"] = "code",
            ["correctData.disabilityGrade"] = "code",
            ["correctData.education"] = "code",
            ["correctData.ethnicGroup"] = "code",
            ["correctData.hukouNature"] = "code",
            ["correctData.hukouRegion"] = "code",
            ["correctData.jobWishes"] = "codes",
            ["recordVerification.evidence.source"] = "proper name",
            ["withdrawApplication.declaration.source"] = "proper name",
            ["declineTransfer.declaration.source"] = "proper name",
            ["declineTransfer.requestId"] = "identifier",
            ["answerTransfer.requestId"] = "identifier",
            ["transfer.toOffice"] = "code",
            ["recordExit.exit.evidence.source"] = "proper name",
            ["recordExit.exit.employer.name"] = "proper name",
            ["recordExit.exit.employer.givenCode"] = "code as given",
            ["recordExit.exit.familyContact.name"] = "proper name",
            ["recordExit.exit.familyContact.relationship"] = "who somebody is, to inform of a death",
            ["recordExit.exit.familyContact.givenTelephone"] = "number as given",
            ["recordDelivery.number"] = "identifier",
            ["recordExit.exit.statement.words"] = "the person's own words",
            ["confirmProposal.id"] = "identifier",
            ["rejectProposal.id"] = "identifier",
            ["revokeExit.evidence.source"] = "proper name",
            ["raiseObjection.text"] = "the person's own words, which may well quote what was said at the window; somebody answers them",
            ["answerObjection.objectionId"] = "identifier",
            ["answerObjection.correction.formerEmployer.name"] = "proper name",
            ["answerObjection.correction.formerEmployer.givenCode"] = "code as given",
            ["answerObjection.correction.why"] = "the answer's text takes its place",
            ["answerObjection.correction.otherReason"] = "the person's own words: how the last work ended",
            ["answerObjection.correction.address"] = "address",
            ["answerObjection.correction.health"] = "code",
            ["answerObjection.correction.disabilityGrade"] = "code",
            ["answerObjection.correction.education"] = "code",
            ["answerObjection.correction.ethnicGroup"] = "code",
            ["answerObjection.correction.hukouNature"] = "code",
            ["answerObjection.correction.hukouRegion"] = "code",
            ["answerObjection.correction.jobWishes"] = "codes",
            ["correctNumber.evidence.source"] = "proper name",
            ["revokeRegistration.revocation.evidence.source"] = "proper name",
            ["recordContact.skill"] = "what the person can do",
            ["recordContact.wishes"] = "codes",
            ["claimDuty.key"] = "identifier",
            ["releaseDuty.key"] = "identifier",
            ["snoozeDuty.key"] = "identifier",
            ["recordPensionCheck.evidence.source"] = "proper name",
            ["recordHardshipCheck.evidence.source"] = "proper name",
            ["recordHardshipCheck.recognition.category"] = "code",
            ["recordHardshipCheck.recognition.others"] = "codes",
            ["applyForHardship.categories"] = "codes",
            ["examineHardship.application"] = "identifier",
            ["examineHardship.categories"] = "codes",
            ["examineHardship.evidence.source"] = "proper name",
            ["recogniseHardship.application"] = "identifier",
            ["refuseHardship.application"] = "identifier",
            ["refuseHardship.declaration.source"] = "proper name",
            ["withdrawHardship.evidence.source"] = "proper name",
            ["joinHousehold.household"] = "identifier",
            ["leaveHousehold.household"] = "identifier",
            ["settleHousehold.household"] = "identifier",
            ["recordBenefit.state"] = "code",
            ["recordBenefit.evidence.source"] = "proper name",
            ["recordService.item"] = "code",
            ["recordPolicyStep.policy"] = "code",
            ["recordAllowance.evidence.source"] = "proper name",
            ["recordPolicyStep.evidence.source"] = "proper name",
            ["recordMatch.source"] = "identifier",
            ["recordMatch.key"] = "identifier",
            ["recordMatch.fact.employer.name"] = "proper name",
            ["recordMatch.fact.employer.givenCode"] = "code as given",
            ["judgeMatch.source"] = "identifier",
            ["judgeMatch.key"] = "identifier",
            ["answerMatch.source"] = "identifier",
            ["answerMatch.key"] = "identifier",
            ["answerMatch.statement.words"] = "the person's own words",
            ["withdrawMatter.matter"] = "identifier",
            ["objectToMatter.matter"] = "identifier",
            ["objectToMatter.text"] = "the person's own words, passed on to the system that decides",
            ["receiveMatter.systemReference"] = "identifier",
            ["receiveMatter.office"] = "code",
            ["answerMatter.matter"] = "identifier",
            ["answerMatter.systemReference"] = "identifier",
            ["answerMatter.grant.category"] = "code",
            ["answerMatter.reason"] = "the words of another system about its own matter, where insurance and its conditions do count",
            ["noteMatterSent.matter"] = "identifier",
            ["moveToSuccessor.order"] = "identifier",
            ["raiseComplaint.text"] = "the person's own words, which may well quote what was said at the window; somebody answers them",
            ["raiseComplaint.office"] = "code",
            ["takeComplaint.complaintId"] = "identifier",
            ["answerComplaint.complaintId"] = "identifier",
            ["withdrawComplaint.complaintId"] = "identifier",
            ["recordSurveyAnswer.replies.question"] = "code",
            ["recordSurveyAnswer.replies.answer"] = "code",
            ["moveToSuccessor.reason"] = "an operator's words about offices, not about a person",
        };

    /// <summary>
    /// The free texts of a command, also those that were not given. What the register gives to itself (moves between records, ticks) has
    /// none of its own.
    /// </summary>
    public static IReadOnlyList<FreeText> Of(PersonCommand command)
    {
        ArgumentNullException.ThrowIfNull(command);
        return command switch
        {
            RecordVerification c =>
            [
                new("evidence.note", c.Evidence.Note, c.Outcome == VerificationOutcome.Confirmed ? WordingUse.Aside : WordingUse.Admission),
            ],
            AskCorrection c => [new("note", c.Note, WordingUse.Admission)],
            WithdrawApplication c => [new("declaration.note", c.Declaration.Note, WordingUse.Admission)],

            // Sending somebody away for papers, insurance or household registration is a refusal by another name.
            Transfer c => [new("note", c.Note, WordingUse.Admission)],
            DeclineTransfer c => [new("declaration.note", c.Declaration.Note, WordingUse.Admission)],
            RecordExit c =>
            [
                new("exit.otherReason", c.Exit.OtherReason, WordingUse.Ending),
                new("exit.evidence.note", c.Exit.Evidence.Note, WordingUse.Ending),
            ],
            // Once, when they are recorded: not while they wait for the end of an import that is all or nothing.
            ImportHistory { Import.Held: false } c =>
            [
                .. c
                    .Rows.Select(row => row.Exit)
                    .OfType<ExitDetails>()
                    .SelectMany(exit =>
                        (FreeText[])
                            [
                                new("rows.exit.otherReason", exit.OtherReason, WordingUse.Ending),
                                new("rows.exit.evidence.note", exit.Evidence.Note, WordingUse.Ending),
                            ]
                    ),
            ],
            RejectExit c => [new("note", c.Note, WordingUse.Aside)],
            RevokeExit c => [new("evidence.note", c.Evidence.Note, WordingUse.Aside)],
            RevokeRegistration c => [new("revocation.evidence.note", c.Revocation.Evidence.Note, WordingUse.Decision)],
            CorrectNumber c => [new("evidence.note", c.Evidence.Note, WordingUse.Aside)],
            RejectRevocation c => [new("note", c.Note, WordingUse.Aside)],
            CorrectData c => [new("why", c.Why, WordingUse.Aside)],

            // Upheld, it names what was wrong.
            AnswerObjection c => [new("text", c.Text, c.Upheld ? WordingUse.Aside : WordingUse.Decision)],
            LinkTo c => [new("why", c.Why, WordingUse.Aside)],
            Unlink c => [new("why", c.Why, WordingUse.Aside)],
            EndAsEnteredInError c => [new("why", c.Why, WordingUse.Decision)],
            RejectProposal c => [new("note", c.Note, WordingUse.Aside)],
            AgreeToLink c => [new("why", c.Why, WordingUse.Aside)],
            RecordContact c => [new("note", c.Note, WordingUse.Aside)],
            RecordInforming c => [new("note", c.Note, WordingUse.Aside)],
            SnoozeDuty c => [new("reason", c.Reason, WordingUse.Aside)],
            RecordPensionCheck c => [new("evidence.note", c.Evidence.Note, WordingUse.Aside)],
            RecordHardshipCheck c => [new("evidence.note", c.Evidence.Note, WordingUse.Aside)],
            ApplyForHardship c => [new("note", c.Note, WordingUse.Aside)],

            // A check that shows nothing leads to a refusal, for which missing papers are no ground.
            ExamineHardship c => [new("evidence.note", c.Evidence.Note, c.Categories.Count > 0 ? WordingUse.Aside : WordingUse.Admission)],
            RefuseHardship c => [new("declaration.note", c.Declaration?.Note, WordingUse.Admission)],
            WithdrawHardship c => [new("evidence.note", c.Evidence.Note, WordingUse.Admission)],
            RecordBenefit c => [new("evidence.note", c.Evidence.Note, WordingUse.Aside)],
            RecordService c => [new("note", c.Note, WordingUse.Aside)],
            RecordAllowance c => [new("evidence.note", c.Evidence.Note, WordingUse.Aside)],
            RecordPolicyStep c => [new("note", c.Note, WordingUse.Aside), new("evidence.note", c.Evidence?.Note, WordingUse.Aside)],
            RevokeCertificate c => [new("note", c.Note, WordingUse.Aside)],

            // Well founded, it names what was wrong.
            AnswerComplaint c => [new("text", c.Text, c.WellFounded ? WordingUse.Aside : WordingUse.Decision)],
            WithdrawComplaint c => [new("note", c.Note, WordingUse.Aside)],
            RecordSurveyAnswer c => [new("note", c.Note, WordingUse.Aside)],
            SettleContradiction c => [new("note", c.Note, WordingUse.Aside)],
            SetGrade c => [new("why", c.Why, WordingUse.Aside)],

            // A right row may end the registration.
            JudgeMatch c => [new("note", c.Note, c.Right ? WordingUse.Ending : WordingUse.Aside)],
            _ => [],
        };
    }

    private static IEnumerable<KeyValuePair<string, string>> OfProfile(string path) =>
        [
            new($"{path}.occupation", "code"),
            new($"{path}.skills.kind", "code"),
            new($"{path}.skills.level", "code"),
            new($"{path}.skills.trade", "what the person can do"),
            new($"{path}.skills.number", "number as given"),
            new($"{path}.categories", "codes"),
            new($"{path}.community", "code"),
            new($"{path}.socialSecurityCard", "number as given"),
            new($"{path}.employmentCertificate", "number as given"),
        ];
}
