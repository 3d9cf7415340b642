using System.Text.Json.Serialization;
using Grid.Api.Applicants;
using Grid.Api.Matters;
using Grid.Api.OpenApi;
using Grid.Api.Recognising;
using Grid.Api.Views;
using Grid.Domain.Codes;
using Grid.Domain.Numbers;
using Grid.Domain.Persons;
using Grid.Domain.Regions;
using Grid.Domain.Text;

namespace Grid.Api.Progress;

/// <summary>How far an application is, as the applicant sees it, and what is true now of the registration that came of it.</summary>
public sealed record ProgressView
{
    public required string ReceiptNumber { get; init; }

    /// <summary>待审核, 审核中 or 已审核.</summary>
    public required string Label { get; init; }

    /// <summary><c>Waiting</c>, <c>Under review</c> or <c>Reviewed</c>.</summary>
    public required string LabelEn { get; init; }

    /// <summary>
    /// What is true now: after the review <c>approved</c>, <c>notApproved</c> or <c>withdrawn</c>; when the registration is over,
    /// <c>exited</c> or <c>revoked</c>; <c>enteredInError</c> where it had been entered under a wrong number: the office knows more.
    /// </summary>
    [Among("ProgressResult")]
    public string? Result { get; init; }

    public required ProgressOffice Office { get; init; }

    /// <summary>The last day for the decision, as given to the person.</summary>
    public DateOnly? Due { get; init; }

    /// <summary>The person is asked to correct identity data.</summary>
    public bool? CorrectionAsked { get; init; }

    /// <summary>Why it was not approved, in words.</summary>
    public string? NotApprovedBecause { get; init; }

    public string? NotApprovedBecauseEn { get; init; }

    public string? RegistrationNumber { get; init; }

    public DateOnly? RegisteredOn { get; init; }

    /// <summary>The day on which the registration exited, or was revoked.</summary>
    public DateOnly? EndedOn { get; init; }

    /// <summary>Why it ended, in words; absent where that would tell of health or prison: the office tells it.</summary>
    public string? EndedBecause { get; init; }

    public string? EndedBecauseEn { get; init; }

    /// <summary>How far the recognition as a hardship person is; absent where none was ever applied for.</summary>
    public ProgressHardship? Hardship { get; init; }

    /// <summary>What can be objected to (复核), and until when.</summary>
    public IReadOnlyList<ObjectionRightView>? MayObjectTo { get; init; }

    /// <summary>Objections that wait for an answer.</summary>
    public IReadOnlyList<OpenObjectionView>? Objections { get; init; }

    /// <summary>Offices that ask for the case, because the person applied there; the person may answer (<c>/v1/own-transfer-answer</c>).</summary>
    public IReadOnlyList<OpenTransferView>? TransferRequests { get; init; }

    /// <summary>What was asked for beside it (一件事), each with its own state; absent for none.</summary>
    public IReadOnlyList<MatterView>? Matters { get; init; }

    /// <summary>Null when the record does not have this receipt.</summary>
    internal static ProgressView? Of(PersonRecord record, ApplicationNumber receipt, OfficeDirectory offices, DateOnly today)
    {
        var registration = ApplicationView.RegistrationOf(record, receipt);
        var past = registration is null ? null : record.Past.LastOrDefault(p => p.Number == registration.Number);
        var view =
            record.Application is { } application && application.Number == receipt ? OfApplication(application, offices)
            : registration is not null ? OfRegistration(receipt, registration, offices)
            : null;
        if (view is null)
            return ApplicantFinder.ErrorOf(record, receipt) is { } error ? OfError(receipt, error, offices) : null;

        var because = Because(past);
        return view with
        {
            Result = past?.Ending is PastEnding.Exited or PastEnding.Revoked ? EnumName.Of(past.Ending) : view.Result,
            RegistrationNumber = registration?.Number.Value,
            RegisteredOn = registration?.RegisteredOn,
            EndedOn = past?.EndedOn,
            EndedBecause = because?.Zh,
            EndedBecauseEn = because?.En,
            TransferRequests = OpenTransferView.Of(record, receipt, offices),
            Hardship = past is null ? ProgressHardship.Of(registration, today) : null,
            Matters = MatterView.Of(record, receipt),
            MayObjectTo = ObjectionRightView.Of(record, today),
            Objections =
                record.Objections.Count == 0
                    ? null
                    : [.. record.Objections.Select(o => new OpenObjectionView(EnumName.Of(o.Against), o.AnswerDue.Date))],
        };
    }

    private static ProgressView OfApplication(Application application, OfficeDirectory offices)
    {
        var (label, english) = LabelOf(application.Status);
        var because = application.NonApproval is { } reason ? Entry(CodeListIds.NonApprovalReason, EnumName.Of(reason)) : null;
        return new ProgressView
        {
            ReceiptNumber = application.Number.Value,
            Label = label,
            LabelEn = english,
            Result = application.IsOpen ? null : EnumName.Of(application.Status),
            Office = OfficeOf(application.Office, offices),
            Due = application.IsOpen ? application.PromisedDue : null,
            CorrectionAsked = application.Status == ApplicationStatus.CorrectionAsked ? true : null,
            NotApprovedBecause = because?.Zh,
            NotApprovedBecauseEn = because?.En,
        };
    }

    /// <summary>An older application that led to a registration: reviewed, approved.</summary>
    private static ProgressView OfRegistration(ApplicationNumber receipt, Registration registration, OfficeDirectory offices) =>
        new()
        {
            ReceiptNumber = receipt.Value,
            Label = "已审核",
            LabelEn = "Reviewed",
            Result = EnumName.Of(ApplicationStatus.Approved),
            Office = OfficeOf(registration.Office, offices),
        };

    /// <summary>One that was entered under a wrong number. What else the record holds is the number's owner's.</summary>
    private static ProgressView OfError(ApplicationNumber receipt, CaseInError error, OfficeDirectory offices) =>
        new()
        {
            ReceiptNumber = receipt.Value,
            Label = "已审核",
            LabelEn = "Reviewed",
            Result = InErrorView.Status,
            Office = OfficeOf(error.Registration?.Office ?? error.Application.Office, offices),
            EndedOn = error.On,
        };

    private static CodeEntry? Because(PastRegistration? past) =>
        past switch
        {
            { Ending: PastEnding.Exited, Exit.Reason: var reason } when NoticeRules.IsTellable(reason) => Entry(
                CodeListIds.ExitReason,
                EnumName.Of(reason)
            ),
            { Ending: PastEnding.Revoked, Revocation.Details.Reason: var reason } when NoticeRules.IsTellable(reason) => Entry(
                CodeListIds.RevocationReason,
                EnumName.Of(reason)
            ),
            _ => null,
        };

    private static CodeEntry? Entry(string list, string name) => CodeLists.BuiltIn[list].TryGetByName(name, out var entry) ? entry : null;

    private static (string Zh, string En) LabelOf(ApplicationStatus status) =>
        status switch
        {
            ApplicationStatus.Submitted => ("待审核", "Waiting"),
            ApplicationStatus.Verifying or ApplicationStatus.CorrectionAsked => ("审核中", "Under review"),
            _ => ("已审核", "Reviewed"),
        };

    internal static ProgressOffice OfficeOf(string code, OfficeDirectory offices)
    {
        var office = offices.Find(code);
        return new ProgressOffice(code, office?.Name, office?.Telephone, office?.Address);
    }
}

/// <summary>Something that can be objected to (复核) at an office.</summary>
/// <param name="Against"><c>nonApproval</c>, <c>exit</c>, <c>revocation</c>, <c>hardship</c> or <c>data</c>.</param>
/// <param name="Number">Of the application or registration; absent for data.</param>
/// <param name="Until">The last day, inclusive; absent where there is none.</param>
public sealed record ObjectionRightView(
    [NamesOf<ObjectionSubject>] string Against,
    string? Number,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] DateOnly? Until
)
{
    /// <summary>What can be objected to today; null when nothing can.</summary>
    internal static IReadOnlyList<ObjectionRightView>? Of(PersonRecord record, DateOnly today)
    {
        ObjectionRightView[] rights =
        [
            .. ObjectionRights
                .Of(record)
                .Where(right => !(right.Until < today) && record.Objections.All(o => o.Against != right.Against))
                .Select(right => new ObjectionRightView(EnumName.Of(right.Against), right.Target, right.Until)),
        ];
        return rights.Length == 0 ? null : rights;
    }
}

/// <summary>An office asks for the case.</summary>
/// <param name="Id">For the answer.</param>
/// <param name="Office">The office that asks.</param>
/// <param name="AnswerableUntil">The last day, inclusive; then the request lapses and the case stays.</param>
public sealed record OpenTransferView(string Id, ProgressOffice Office, DateTimeOffset AskedAt, DateOnly AnswerableUntil)
{
    /// <summary>Null when there is none, or the receipt is of an earlier case.</summary>
    internal static IReadOnlyList<OpenTransferView>? Of(PersonRecord record, ApplicationNumber receipt, OfficeDirectory offices)
    {
        var present = record.Application is { IsOpen: true } open ? open.Number : record.Registration?.Application;
        if (present != receipt || TransferRequestStatus.OpenOf(record) is not { Count: > 0 } requests)
            return null;
        return
        [
            .. requests.Select(one => new OpenTransferView(
                one.Id,
                ProgressView.OfficeOf(one.ToOffice, offices),
                one.AskedAt,
                new TransferRequestStatus(one, null).AnswerableUntil!.Value
            )),
        ];
    }
}

/// <summary>An objection that waits for its answer.</summary>
public sealed record OpenObjectionView([NamesOf<ObjectionSubject>] string Against, DateOnly AnswerDue);

/// <summary>The office to turn to.</summary>
public sealed record ProgressOffice(string Code, string? Name, string? Telephone, string? Address);
