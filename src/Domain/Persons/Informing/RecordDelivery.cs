using Grid.Domain.Calendar;
using Grid.Domain.Numbers;

namespace Grid.Domain.Persons;

/// <summary>
/// The register's own command: the result of a text message about a decision. It names the decision's own number, because a newer one of
/// the same kind may have come before the message arrived.
/// </summary>
/// <param name="Of">The decision that the message is about.</param>
/// <param name="Number">Number of the registration, or of the application that was not approved.</param>
/// <param name="At">When it was delivered, or since when it is known that it was not. A moment ahead of the register's clock is taken as
/// now.</param>
/// <param name="Outcome">Delivered, or not.</param>
public sealed record RecordDelivery(InformingSubject Of, string Number, DateTimeOffset At, InformingOutcome Outcome) : PersonCommand;

/// <summary>Which messages inform of a decision.</summary>
public static class InformingNotices
{
    /// <summary>The kinds whose delivery is reported to the national platform: what the person did not get, or lost.</summary>
    public static IReadOnlyList<NoticeKind> Kinds { get; } = [NoticeKind.Exited, NoticeKind.NotApproved, NoticeKind.RegistrationRevoked];

    /// <summary>The command that records the result of a message; null for a message that informs of none of these decisions.</summary>
    public static RecordDelivery? Read(PersonNotice notice, DateTimeOffset at, bool delivered)
    {
        ArgumentNullException.ThrowIfNull(notice);
        return
            SubjectOf(notice.Kind) is { } of
            && notice.Facts.ValueKind == System.Text.Json.JsonValueKind.Object
            && notice.Facts.TryGetProperty("number", out var number)
            && number.GetString() is { } known
            ? new RecordDelivery(of, known, at, delivered ? InformingOutcome.Informed : InformingOutcome.NotReached)
            : null;
    }

    private static InformingSubject? SubjectOf(NoticeKind kind) =>
        kind switch
        {
            NoticeKind.Exited => InformingSubject.Exit,
            NoticeKind.NotApproved => InformingSubject.NonApproval,
            NoticeKind.RegistrationRevoked => InformingSubject.Revocation,
            _ => null,
        };
}

/// <summary>
/// Even if the decision was changed since, the person was informed of it. Only a case that is not the person's any more
/// has nothing to be informed of.
/// </summary>
internal static class DeliveryRules
{
    public static Decision Decide(PersonRecord record, RecordDelivery command, DecisionContext context)
    {
        if (context.Actor.Role != Role.System)
            return Decision.Refuse(new Refusal(RefusalCode.NotYourCase));
        if (OfficeOf(record, command) is not { } office)
            return Decision.Refuse(new Refusal(RefusalCode.NothingToInformOf));
        var at = command.At > context.Now ? context.Now : command.At;
        return Decision.Accept(
            Outcomes.Of(OutcomeKind.InformingRecorded, record) with
            {
                Office = office,
            },
            new InformingRecorded(
                ChinaTime.DateOf(at),
                command.Of,
                command.Number,
                office,
                ContactChannel.ShortMessage,
                command.Outcome,
                Family: false,
                new InformingDetails(at, null)
            )
        );
    }

    /// <summary>
    /// The office that has, or had, the case of the decision; null where the record no longer has it: entered in error, or moved to another
    /// number.
    /// </summary>
    private static string? OfficeOf(PersonRecord record, RecordDelivery command) =>
        command.Of == InformingSubject.NonApproval
            ? OfficeOfApplication(record, command.Number)
            : OfficeOfRegistration(record, command.Number);

    private static string? OfficeOfRegistration(PersonRecord record, string text) =>
        !RegistrationNumber.TryParse(text, out var number, out _) ? null
        : record.Registration is { } active && active.Number == number ? active.Office
        : PastCases.Find(record, number)?.Registration.Office;

    /// <summary>A newer application may have come since; the one before it is still in the record.</summary>
    private static string? OfficeOfApplication(PersonRecord record, string number) =>
        new[] { record.Application, record.Prior?.Application }.FirstOrDefault(one => one?.Number.Value == number)?.Office;
}
