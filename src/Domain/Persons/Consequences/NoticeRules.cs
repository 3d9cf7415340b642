using System.Text.Json;
using Grid.Domain.Codes;
using Grid.Domain.Json;
using Grid.Domain.Persons.Events;

namespace Grid.Domain.Persons.Consequences;

/// <summary>Which message an event owes the person (§1.6, 79/2020 (四)). Facts for the text only: never an identity number, health or reason 70.</summary>
internal static class NoticeRules
{
    public static IReadOnlyList<PersonNotice> Of(PersonRecord before, PersonEvent change, PersonRecord after) => change switch
    {
        ApplicationSubmitted e => [Notice(NoticeKind.Receipt, new { Telephone = Telephone(after), e.Application.Number, e.Application.Office, Due = e.Application.ToldDue })],
        CorrectionAsked => [Notice(NoticeKind.IdentityCorrection, new { Telephone = Telephone(after), after.Application!.Number, after.Application.Office })],
        ApplicationTransferred e => [Notice(NoticeKind.Transfer, new { Telephone = Telephone(after), after.Application!.Number, e.From, e.To })],
        RegistrationTransferred e => [Notice(NoticeKind.Transfer, new { Telephone = Telephone(after), after.Registration!.Number, e.From, e.To })],
        Registered e => [Notice(NoticeKind.Approved, new { Telephone = Telephone(after), e.Registration.Number, e.Registration.Office, e.Registration.FirstContactDue })],
        ApplicationRefused e => [Notice(NoticeKind.NotApproved, new { Telephone = Telephone(after), after.Application!.Number, after.Application.Office, Reason = Tellable(e.Reason) })],

        // The dead get no message; the family is told by the office (§3.3).
        Exited { Reason: not ExitReason.Death } e => [Notice(NoticeKind.Exited, new { Telephone = Telephone(after), e.Number, e.Office, e.On, Reason = Tellable(e.Reason) })],
        ExitRevoked e => [Notice(NoticeKind.ExitRevoked, new { Telephone = Telephone(after), e.Number, e.Office })],
        ObjectionAnswered e => [Notice(NoticeKind.ObjectionAnswered, new { Telephone = Telephone(after), e.Upheld })],
        _ => [],
    };

    /// <summary>Left out where it tells of health; the person reads it at the office or in the own account.</summary>
    private static NonApprovalReason? Tellable(NonApprovalReason reason) => reason == NonApprovalReason.NoWorkAbility ? null : reason;

    /// <summary>Left out where it tells of health or of prison.</summary>
    private static ExitReason? Tellable(ExitReason reason) => reason is ExitReason.NoWorkAbility or ExitReason.Imprisoned ? null : reason;

    private static string? Telephone(PersonRecord record) => record.Details?.Telephone.Value;

    private static PersonNotice Notice<T>(NoticeKind kind, T facts) =>
        new(kind, JsonSerializer.SerializeToElement(facts, DomainJson.Options));
}
