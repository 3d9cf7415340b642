using Grid.Domain.Codes;
using Grid.Domain.Identity;
using Grid.Domain.Persons;
using Grid.Domain.Regions;
using Grid.LoadGenerator.Persons;
using Grid.LoadGenerator.Register;

namespace Grid.LoadGenerator.Demo;

/// <summary>
/// One made-up person's case as it is played against the register: who acts, under which keys, and what is known so far. Not safe for
/// several threads.
/// </summary>
/// <param name="person">The person.</param>
/// <param name="client">The register.</param>
/// <param name="keys">Beginning of the idempotency keys: seed, person and number identify each step of each run, and a repeated run from
/// new ones.</param>
/// <param name="cancelled">Set when the run is stopped.</param>
internal sealed class Case(MadeUpPerson person, RegisterClient client, string keys, CancellationToken cancelled)
{
    private int step;

    public MadeUpPerson Person => person;

    /// <summary>The office that holds the case.</summary>
    public Office Office { get; private set; } = person.Office;

    public string? ApplicationNumber { get; private set; }

    public string? RegistrationNumber { get; private set; }

    public string PersonId { get; private set; } = "";

    /// <summary>Identifier of the latest transfer request or objection.</summary>
    public string Reference { get; private set; } = "";

    private Staff Clerk => Staff.Clerk(Office);

    private Staff Supervisor => Staff.Supervisor(Office);

    /// <summary>The national platform's number for this person's application.</summary>
    private string PlatformNumber => $"P-{keys.Replace(':', '-')}";

    /// <summary>The case of the same person under another number.</summary>
    public Case Beside(MadeUpPerson underOtherNumber) => new(underOtherNumber, client, keys + ":b", cancelled);

    public Task Submit() => Submit(Person, Office, "submitted");

    /// <summary>Submits the form as filled in by another person, or at another office.</summary>
    /// <param name="form">The form.</param>
    /// <param name="office">Where it is handed in.</param>
    /// <param name="expected">The outcome that the story needs.</param>
    public Task Submit(MadeUpPerson form, Office office, string expected) =>
        Send(
            "submit",
            form.Channel == ApplicationChannel.Platform ? Staff.PlatformLink(office) : Staff.Clerk(office),
            "/v1/applications",
            Form.Of(form, office, PlatformNumber),
            expected
        );

    /// <summary>Applies again, today at the counter.</summary>
    public Task SubmitAgain(MadeUpPerson form) =>
        Send(
            "submit",
            Clerk,
            "/v1/applications",
            Form.Of(form with { Channel = ApplicationChannel.Offline }, Office, null) with
            {
                SubmittedAt = null,
            },
            "submitted"
        );

    public Task Verify(VerificationSubject subject, VerificationOutcome outcome, Evidence evidence) =>
        Send(
            "verify",
            Clerk,
            $"/v1/applications/{ApplicationNumber}/verifications",
            new
            {
                subject,
                outcome,
                evidence,
            },
            "verificationRecorded"
        );

    public Task AskCorrection(string note) =>
        Send("ask correction", Clerk, $"/v1/applications/{ApplicationNumber}/correction-request", new { note }, "correctionAsked");

    public Task CorrectIdentity(PersonName name) =>
        Send("correct identity", Clerk, $"/v1/applications/{ApplicationNumber}/correction", new { name }, "identityCorrected");

    public Task Approve() => Send("approve", Clerk, $"/v1/applications/{ApplicationNumber}/approval", null, "approved");

    /// <summary>Work that began after the application has its first day.</summary>
    public Task Refuse(NonApprovalReason reason, DateOnly? since = null) =>
        Send(
            "refuse",
            Clerk,
            $"/v1/applications/{ApplicationNumber}/refusal",
            since is null ? new { reason } : (object)new { reason, since },
            "notApproved"
        );

    public Task Withdraw(string note) =>
        Send(
            "withdraw",
            Clerk,
            $"/v1/applications/{ApplicationNumber}/withdrawal",
            new { declaration = MadeUpEvidence.ByWord(note) },
            "withdrawn"
        );

    public async Task TransferApplication(Office to)
    {
        await Send(
            "transfer",
            Clerk,
            $"/v1/applications/{ApplicationNumber}/transfer",
            new { toOffice = to.Code, note = "本人选择在该地办理" },
            "transferred"
        );
        Office = to;
    }

    public async Task TransferRegistration(Office to, PlaceGround ground)
    {
        await Send(
            "transfer",
            Clerk,
            $"/v1/persons/{PersonId}/transfer",
            new
            {
                toOffice = to.Code,
                ground,
                note = "本人迁居,申请转入",
            },
            "transferred"
        );
        Office = to;
    }

    public Task DeclineTransfer() =>
        Send(
            "decline transfer",
            Clerk,
            $"/v1/persons/{PersonId}/transfer-requests/{Reference}/decline",
            new { declaration = MadeUpEvidence.ByWord("本人选择留在原地") },
            "transferDeclined"
        );

    /// <summary>The reasons "other" and "gave up looking for work" only propose.</summary>
    public Task Exit(ExitDetails exit) =>
        Send(
            "exit",
            Clerk,
            $"/v1/persons/{PersonId}/exit",
            exit,
            exit.Reason is ExitReason.Other or ExitReason.GaveUpJobSeeking ? "exitProposed" : "exited"
        );

    public Task ConfirmExit() => Send("confirm exit", Supervisor, $"/v1/persons/{PersonId}/exit/confirmation", null, "exited");

    public Task RevokeExit(Evidence evidence) =>
        Send(
            "revoke exit",
            Supervisor,
            $"/v1/persons/{PersonId}/exit-revocation",
            new { registrationNumber = RegistrationNumber, evidence },
            "exitRevoked"
        );

    /// <summary>Corrects data; the body names what changes, and why.</summary>
    public Task Correct(object changes) => Send("correct data", Clerk, $"/v1/persons/{PersonId}/correction", changes, "dataCorrected");

    public Task Object(ObjectionSubject against, string text) =>
        Send("object", Clerk, $"/v1/persons/{PersonId}/objections", new { against, text }, "objectionRaised");

    /// <summary>One against data that is upheld carries the right data.</summary>
    public Task AnswerObjection(bool upheld, string text, object? correction = null) =>
        Send(
            "answer objection",
            Supervisor,
            $"/v1/persons/{PersonId}/objections/{Reference}/answer",
            correction is null
                ? new { upheld, text }
                : (object)
                    new
                    {
                        upheld,
                        text,
                        correction,
                    },
            "objectionAnswered"
        );

    public Task LinkTo(Case main, string why) =>
        Send("link", Supervisor, $"/v1/persons/{PersonId}/link", new { main = main.PersonId, note = why }, "linked");

    public Task Unlink(Case alias, string why) =>
        Send("unlink", Supervisor, $"/v1/persons/{PersonId}/unlink", new { alias = alias.PersonId, note = why }, "unlinked");

    /// <summary>Proposed at the window, confirmed by the supervisor.</summary>
    public async Task EndInError(string why)
    {
        await Send(
            "end in error",
            Clerk,
            $"/v1/persons/{PersonId}/entered-in-error",
            new
            {
                applicationNumber = ApplicationNumber,
                note = why,
                noRightNumber = "cannotBeFound",
            },
            "proposed"
        );
        await Send("confirm proposal", Supervisor, $"/v1/persons/{PersonId}/proposals/{Reference}/confirmation", null, "enteredInError");
    }

    /// <summary>Reads the application, as a clerk sees it.</summary>
    public Task Read() => client.ReadAsync("read application", Clerk, $"/v1/applications/{ApplicationNumber}", cancelled);

    private async Task Send(string kind, Staff staff, string path, object? body, string expected)
    {
        // The same story sends the same steps in the same order, so the step's number makes the same key in a repeated run.
        var outcome = await client.SendAsync(kind, staff, path, $"{keys}:{++step:00}", body, cancelled);
        if (outcome.Kind != expected)
            throw new UnexpectedAnswerException(kind, 200, outcome.Kind, $"{expected} was expected");
        PersonId = outcome.PersonId;
        ApplicationNumber = outcome.ApplicationNumber ?? ApplicationNumber;
        RegistrationNumber = outcome.RegistrationNumber ?? RegistrationNumber;
        Reference = outcome.Reference ?? Reference;
    }
}
