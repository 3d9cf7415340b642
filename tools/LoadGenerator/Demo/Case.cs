using Grid.Client.Generated.Models;
using Grid.Client.Generated.V1.Applications.Item;
using Grid.Client.Generated.V1.Persons.Item;
using Grid.Domain.Codes;
using Grid.Domain.Regions;
using Grid.LoadGenerator.Persons;
using Grid.LoadGenerator.Register;
using Microsoft.Kiota.Abstractions;

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

    public Task Submit() => Submit(Person, Office, CommandOutcome.Submitted);

    /// <summary>Submits the form as filled in by another person, or at another office.</summary>
    /// <param name="form">The form.</param>
    /// <param name="office">Where it is handed in.</param>
    /// <param name="expected">The outcome that the story needs.</param>
    public Task Submit(MadeUpPerson form, Office office, CommandOutcome expected) =>
        SubmitAs(
            form.Channel == ApplicationChannel.Platform ? Staff.PlatformLink(office) : Staff.Clerk(office),
            Form.Of(form, office, PlatformNumber),
            expected
        );

    /// <summary>Applies again, today at the counter.</summary>
    public Task SubmitAgain(MadeUpPerson form)
    {
        var today = Form.Of(form with { Channel = ApplicationChannel.Offline }, Office, null);
        today.SubmittedAt = null;
        return SubmitAs(Clerk, today, CommandOutcome.Submitted);
    }

    public Task Verify(VerificationSubject subject, VerificationOutcome outcome, EvidenceBody evidence)
    {
        var body = new VerificationBody
        {
            Subject = subject,
            Outcome = outcome,
            Evidence = evidence,
        };
        return OfApplication("verify", CommandOutcome.VerificationRecorded, (one, with, stop) =>
            one.Verifications.PostAsync(body, with, stop)
        );
    }

    public Task AskCorrection(string note) =>
        OfApplication("ask correction", CommandOutcome.CorrectionAsked, (one, with, stop) =>
            one.CorrectionRequest.PostAsync(new NoteBody { Note = note }, with, stop)
        );

    public Task CorrectIdentity(string name) =>
        OfApplication("correct identity", CommandOutcome.IdentityCorrected, (one, with, stop) =>
            one.Correction.PostAsync(new IdentityCorrectionBody { Name = name }, OverAnything(with), stop)
        );

    public Task Approve() => OfApplication("approve", CommandOutcome.Approved, (one, with, stop) => one.Approval.PostAsync(with, stop));

    /// <summary>Work that began after the application has its first day.</summary>
    public Task Refuse(NonApprovalReason reason, DateOnly? since = null)
    {
        var body = new RefusalBody { Reason = Form.As<RefusalBody_reason>(reason), Since = since is { } day ? Form.DayOf(day) : null };
        return OfApplication("refuse", CommandOutcome.NotApproved, (one, with, stop) => one.Refusal.PostAsync(body, with, stop));
    }

    public Task Withdraw(string note) =>
        OfApplication("withdraw", CommandOutcome.Withdrawn, (one, with, stop) =>
            one.Withdrawal.PostAsync(new DeclarationBody { Declaration = MadeUpEvidence.ByWord(note) }, with, stop)
        );

    public async Task TransferApplication(Office to)
    {
        var body = new TransferBody { ToOffice = to.Code.Value, Note = "本人选择在该地办理" };
        await OfApplication("transfer", CommandOutcome.Transferred, (one, with, stop) => one.Transfer.PostAsync(body, with, stop));
        Office = to;
    }

    public async Task TransferRegistration(Office to, PlaceGround ground)
    {
        var body = new TransferBody
        {
            ToOffice = to.Code.Value,
            Ground = Form.As<TransferBody_ground>(ground),
            Note = "本人迁居,申请转入",
        };
        await OfPerson("transfer", Clerk, CommandOutcome.Transferred, (one, with, stop) => one.Transfer.PostAsync(body, with, stop));
        Office = to;
    }

    public Task DeclineTransfer() =>
        OfPerson("decline transfer", Clerk, CommandOutcome.TransferDeclined, (one, with, stop) =>
            one.TransferRequests[Reference]
                .Decline.PostAsync(new DeclarationBody { Declaration = MadeUpEvidence.ByWord("本人选择留在原地") }, with, stop)
        );

    /// <summary>The reasons "other" and "gave up looking for work" only propose.</summary>
    public Task Exit(ExitBody exit) =>
        OfPerson(
            "exit",
            Clerk,
            exit.Reason is ExitBody_reason.Other or ExitBody_reason.GaveUpJobSeeking ? CommandOutcome.ExitProposed : CommandOutcome.Exited,
            (one, with, stop) => one.Exit.PostAsync(exit, with, stop)
        );

    public Task ConfirmExit() =>
        OfPerson("confirm exit", Supervisor, CommandOutcome.Exited, (one, with, stop) => one.Exit.Confirmation.PostAsync(with, stop));

    public Task RevokeExit(EvidenceBody evidence) =>
        OfPerson("revoke exit", Supervisor, CommandOutcome.ExitRevoked, (one, with, stop) =>
            one.ExitRevocation.PostAsync(
                new ExitRevocationBody { RegistrationNumber = RegistrationNumber, Evidence = evidence },
                with,
                stop
            )
        );

    /// <summary>Corrects data; the body names what changes, and why.</summary>
    public Task Correct(CorrectionBody changes) =>
        OfPerson("correct data", Clerk, CommandOutcome.DataCorrected, (one, with, stop) =>
            one.Correction.PostAsync(changes, OverAnything(with), stop)
        );

    public Task Object(ObjectionSubject against, string text) =>
        OfPerson("object", Clerk, CommandOutcome.ObjectionRaised, (one, with, stop) =>
            one.Objections.PostAsync(new ObjectionBody { Against = against, Text = text }, with, stop)
        );

    /// <summary>One against data that is upheld carries the right data.</summary>
    public Task AnswerObjection(bool upheld, string text, CorrectionBodyPart? correction = null)
    {
        var body = new ObjectionAnswerBody
        {
            Upheld = upheld,
            Text = text,
            Correction = correction,
        };
        return OfPerson("answer objection", Supervisor, CommandOutcome.ObjectionAnswered, (one, with, stop) =>
            one.Objections[Reference].Answer.PostAsync(body, with, stop)
        );
    }

    public Task LinkTo(Case main, string why) =>
        OfPerson("link", Supervisor, CommandOutcome.Linked, (one, with, stop) =>
            one.Link.PostAsync(new LinkBody { Main = main.PersonId, Note = why }, with, stop)
        );

    public Task Unlink(Case alias, string why) =>
        OfPerson("unlink", Supervisor, CommandOutcome.Unlinked, (one, with, stop) =>
            one.Unlink.PostAsync(new UnlinkBody { Alias = alias.PersonId, Note = why }, with, stop)
        );

    /// <summary>Proposed at the window, confirmed by the supervisor.</summary>
    public async Task EndInError(string why)
    {
        var body = new EnteredInErrorBody
        {
            ApplicationNumber = ApplicationNumber,
            Note = why,
            NoRightNumber = EnteredInErrorBody_noRightNumber.CannotBeFound,
        };
        await OfPerson("end in error", Clerk, CommandOutcome.Proposed, (one, with, stop) => one.EnteredInError.PostAsync(body, with, stop));
        await OfPerson("confirm proposal", Supervisor, CommandOutcome.EnteredInError, (one, with, stop) =>
            one.Proposals[Reference].Confirmation.PostAsync(with, stop)
        );
    }

    private Task SubmitAs(Staff staff, SubmitBody form, CommandOutcome expected) =>
        Send("submit", staff, expected, (grid, with, stop) => grid.V1.Applications.PostAsync(form, with, stop));

    /// <summary>A clerk's command on the application.</summary>
    private Task OfApplication(string kind, CommandOutcome expected, Step<WithNumberItemRequestBuilder> send) =>
        Send(kind, Clerk, expected, (grid, with, stop) => send(grid.V1.Applications[ApplicationNumber!], with, stop));

    private Task OfPerson(string kind, Staff staff, CommandOutcome expected, Step<WithPersonItemRequestBuilder> send) =>
        Send(kind, staff, expected, (grid, with, stop) => send(grid.V1.Persons[PersonId], with, stop));

    /// <summary>A made-up case is corrected by its own story alone: whatever is recorded is what the story put there.</summary>
    private static Action<RequestConfiguration<DefaultQueryParameters>> OverAnything(
        Action<RequestConfiguration<DefaultQueryParameters>> with
    ) => with + (request => request.Headers.Add("If-Match", "*"));

    private async Task Send(string kind, Staff staff, CommandOutcome expected, SendCommand command)
    {
        // The same story sends the same steps in the same order, so the step's number makes the same key in a repeated run.
        var answer = await client.SendAsync(kind, staff, $"{keys}:{++step:00}", command, cancelled);
        if (answer.Outcome != expected)
            throw new UnexpectedAnswerException(kind, 200, $"{answer.Outcome}", $"{expected} was expected");
        PersonId = answer.PersonId!;
        ApplicationNumber = answer.ApplicationNumber ?? ApplicationNumber;
        RegistrationNumber = answer.RegistrationNumber ?? RegistrationNumber;
        Reference = answer.Reference ?? Reference;
    }

    private delegate Task<CommandView?> Step<in TBuilder>(
        TBuilder one,
        Action<RequestConfiguration<DefaultQueryParameters>> with,
        CancellationToken stop
    );
}
