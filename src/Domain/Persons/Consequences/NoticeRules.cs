using System.Text.Json;
using Grid.Domain.Calendar;
using Grid.Domain.Codes;
using Grid.Domain.Json;
using Grid.Domain.Policies;
using Grid.Domain.Services;
using Grid.Domain.Text;

namespace Grid.Domain.Persons;

/// <summary>
/// Which message an event owes the person (79/2020 (四)). Facts for the text only: never an identity number, health or reason 70.
/// </summary>
public static class NoticeRules
{
    internal static IReadOnlyList<PersonNotice> Of(PersonRecord before, PersonEvent change, PersonRecord after, DecisionContext context) =>
        change is EnteredInError e ? [OfError(before, e, context)]
        : change is Exited { Imported: not null } or ContactRecorded { Imported: not null } ? [] // An import sends no messages.
        : after.AliasOf is not null || PastCases.IsDead(after) ? []
        : OfLiving(before, change, after, context);

    /// <summary>To the person who applied, of whom nothing is left in the record: the number may belong to another person.</summary>
    private static PersonNotice OfError(PersonRecord before, EnteredInError e, DecisionContext context)
    {
        var application = before.Application!;
        var registration = EndingInError.OwnRegistration(before, application);
        return Notice(
            NoticeKind.EnteredInError,
            new
            {
                Telephone = Telephone(before),
                Number = registration?.Number.Value ?? application.Number.Value,
                Office = registration?.Office ?? application.Office,
                e.On,
            }
        );
    }

    /// <summary>
    /// Without the number, which is the receipt: the telephone may be another person's by now. The office answers questions.
    /// </summary>
    private static PersonNotice[] ToTelephoneBefore(PersonRecord before, ApplicationSubmitted e, PersonRecord after) =>
        Telephone(before) is { } known && known != Telephone(after)
            ? [Notice(NoticeKind.AppliedWithOtherTelephone, new { Telephone = known, e.Application.Office })]
            : [];

    private static PersonNotice[] OfLiving(PersonRecord before, PersonEvent change, PersonRecord after, DecisionContext context) =>
        change switch
        {
            ApplicationSubmitted e =>
            [
                Notice(
                    NoticeKind.Receipt,
                    new
                    {
                        Telephone = Telephone(after),
                        e.Application.Number,
                        e.Application.Office,
                        Due = e.Application.PromisedDue,
                    }
                ),
                .. ToTelephoneBefore(before, e, after),
                .. (e.Application.Matters ?? []).Select(matter =>
                    MatterNotices.Of(NoticeKind.MatterAsked, matter, e.Application.Office, after, context)
                ),
            ],
            CorrectionAsked =>
            [
                Notice(
                    NoticeKind.IdentityCorrection,
                    new
                    {
                        Telephone = Telephone(after),
                        after.Application!.Number,
                        after.Application.Office,
                    }
                ),
            ],
            ApplicationTransferred e =>
            [
                Notice(
                    NoticeKind.Transfer,
                    new
                    {
                        Telephone = Telephone(after),
                        after.Application!.Number,
                        e.From,
                        e.To,
                    }
                ),
            ],
            RegistrationTransferred e =>
            [
                Notice(
                    NoticeKind.Transfer,
                    new
                    {
                        Telephone = Telephone(after),
                        after.Registration!.Number,
                        e.From,
                        e.To,
                    }
                ),
            ],
            Registered e =>
            [
                Notice(
                    NoticeKind.Approved,
                    new
                    {
                        Telephone = Telephone(after),
                        e.Registration.Number,
                        e.Registration.Office,
                        Due = e.Registration.FirstContactDue.Date,
                        Services = Names(context.Services, context.Today),
                        Policies = Names(context.Policies, context.Today),
                    }
                ),
                .. BenefitHint(after, e.Registration),
            ],
            ApplicationWithdrawn when after.Application is { } application =>
            [
                Notice(
                    NoticeKind.Withdrawn,
                    new
                    {
                        Telephone = Telephone(after),
                        application.Number,
                        application.Office,
                    }
                ),
            ],
            DataCorrected =>
            [
                .. new[] { Telephone(after), Telephone(before) }
                    .Distinct(StringComparer.Ordinal)
                    .Where((telephone, i) => i == 0 || telephone is not null)
                    .Select(telephone =>
                        Notice(
                            NoticeKind.DataCorrected,
                            new
                            {
                                Telephone = telephone,
                                Number = CaseNumber(after),
                                Office = CaseScope.OfficeOf(after),
                            }
                        )
                    ),
            ],
            ApplicationRefused e =>
            [
                Notice(
                    NoticeKind.NotApproved,
                    new
                    {
                        Telephone = Telephone(after),
                        after.Application!.Number,
                        after.Application.Office,
                        Reason = Tellable(e.Reason, context),
                        Basis = BasisOf(e, context),
                        Source = Tellable(e.Reason, context) is null ? null : e.Evidence?.Source,
                    }
                ),
            ],
            Exited e =>
            [
                Notice(
                    NoticeKind.Exited,
                    new
                    {
                        Telephone = Telephone(after),
                        e.Number,
                        e.Office,
                        e.On,
                        Reason = Tellable(e.Reason, context),
                        Basis = Words(context.Codes[CodeListIds.ExitBasis], EnumName.Of(e.Details.Evidence.Basis)),
                    }
                ),
            ],
            Proposed { Proposal.Command: RecordExit { Exit: { Reason: ExitReason.GaveUpJobSeeking, Statement: { } statement } } }
                when after.Registration is { } r =>
            [
                Notice(
                    NoticeKind.GivingUpRecorded,
                    new
                    {
                        Telephone = Telephone(after),
                        r.Number,
                        r.Office,
                        On = ChinaTime.DateOf(statement.At),
                    }
                ),
            ],
            ExitRevoked e =>
            [
                Notice(
                    NoticeKind.ExitRevoked,
                    new
                    {
                        Telephone = Telephone(after),
                        e.Number,
                        e.Office,
                    }
                ),
            ],
            ObjectionAnswered e =>
            [
                Notice(
                    NoticeKind.ObjectionAnswered,
                    new
                    {
                        Telephone = Telephone(after),
                        Office = before
                            .Objections.FirstOrDefault(o => string.Equals(o.Id, e.ObjectionId, StringComparison.Ordinal))
                            ?.Office,
                        Result = ResultOf(before, e),
                        Due = e.ReExamineDue?.Date,
                        Remedy = e.Upheld ? null : FurtherRemedy,
                    }
                ),
            ],
            RegistrationRevoked e =>
            [
                Notice(
                    NoticeKind.RegistrationRevoked,
                    new
                    {
                        Telephone = Telephone(after),
                        e.Number,
                        e.Office,
                        e.On,
                        Reason = !IsTellable(e.Details.Reason)
                            ? null
                            : Words(context.Codes[CodeListIds.RevocationReason], EnumName.Of(e.Details.Reason)),
                        Until = e.On.AddDays(Deadlines.ObjectionDays),
                        Remedy = FurtherRemedy,
                    }
                ),
            ],
            CaseTakenOver { Corrects: true } e =>
            [
                Notice(
                    NoticeKind.NumberCorrected,
                    new
                    {
                        Telephone = Telephone(after),
                        Number = e.Case.Registration?.Number.Value ?? e.Case.Application?.Number.Value,
                        Office = e.Case.Registration?.Office ?? e.Case.Application?.Office,
                    }
                ),
            ],
            CaseTakenOver { Corrects: false } =>
            [
                Notice(
                    NoticeKind.Linked,
                    new
                    {
                        Telephone = Telephone(after),
                        Number = CaseNumber(after),
                        Office = CaseScope.OfficeOf(after),
                    }
                ),
            ],
            RevocationUndone e =>
            [
                Notice(
                    NoticeKind.RevocationUndone,
                    new
                    {
                        Telephone = Telephone(after),
                        e.Number,
                        e.Office,
                    }
                ),
            ],
            ContactRecorded { Contact.Reached: true } when before.Registration is { Service.FirstContactedOn: null } r =>
            [
                Notice(
                    NoticeKind.FirstContact,
                    new
                    {
                        Telephone = Telephone(after),
                        r.Number,
                        r.Office,
                        Services = Names(context.Services, context.Today),
                        Policies = Names(context.Policies, context.Today),
                    }
                ),
            ],

            // An import sends no messages: hundreds of thousands in an hour would help no one.
            DutyOpened when after.Registration?.Imported?.On == context.Today => [],

            // There is nothing to ask about a month that is over.
            DutyOpened { Duty: { Kind: DutyKind.FollowUp } duty } when duty.Due.Date >= context.Today && after.Registration is { } r =>
            [
                Notice(
                    NoticeKind.FollowUp,
                    new
                    {
                        Telephone = Telephone(after),
                        r.Number,
                        r.Office,
                        Month = YearMonth.Of(duty.OpenedOn),
                        Due = duty.Due.Date,
                    }
                ),
            ],
            DutyOpened { Duty: { Kind: DutyKind.HardshipCheck } duty } when after.Registration is { } r =>
            [
                Notice(
                    NoticeKind.HardshipHint,
                    new
                    {
                        Telephone = Telephone(after),
                        r.Number,
                        r.Office,
                        Months = ExpectedDuties.MonthsOf(duty),
                    }
                ),
            ],
            DutyMoved { After: { PromisedDue: { } due } duty }
                when before.Duties.FirstOrDefault(d => string.Equals(d.Key, duty.Key, StringComparison.Ordinal))?.PromisedDue < due =>
            [
                Notice(
                    NoticeKind.DueMoved,
                    new
                    {
                        Telephone = Telephone(after),
                        Number = NumberOf(duty.Kind, after),
                        duty.Office,
                        Matter = Matter(duty.Kind),
                        Due = due,
                    }
                ),
            ],
            DutyOpened { Duty: { Kind: DutyKind.TransferRequest } duty } when RequestOf(duty.Key, after) is { } request =>
            [
                Notice(
                    NoticeKind.TransferAsked,
                    new
                    {
                        Telephone = Telephone(after),
                        Number = CaseNumber(after),
                        duty.Office,
                        To = request.ToOffice,
                        Due = duty.Due.Date,
                    }
                ),
            ],
            TransferDeclined e when RequestOf(e.RequestId, before) is { } request =>
            [
                Notice(
                    NoticeKind.TransferDeclined,
                    new
                    {
                        Telephone = Telephone(after),
                        Number = CaseNumber(after),
                        Office = HolderOf(after),
                        To = request.ToOffice,
                    }
                ),
            ],
            TransferLapsed e when RequestOf(e.RequestId, before) is { } request =>
            [
                Notice(
                    NoticeKind.TransferLapsed,
                    new
                    {
                        Telephone = Telephone(after),
                        Number = CaseNumber(after),
                        Office = HolderOf(after),
                        To = request.ToOffice,
                    }
                ),
            ],
            DutyOverdue { Kind: DutyKind.TransferRequest } e when RequestOf(e.Key, after) is { } request =>
            [
                Notice(
                    NoticeKind.TransferOverdue,
                    new
                    {
                        Telephone = Telephone(after),
                        Number = CaseNumber(after),
                        Office = e.EscalatedTo,
                        To = request.ToOffice,
                    }
                ),
            ],
            PolicyMatched { Purpose: PolicyRulePurpose.Allowance } when after.Registration is { } r =>
            [
                Notice(
                    NoticeKind.AllowanceHint,
                    new
                    {
                        Telephone = Telephone(after),
                        r.Number,
                        r.Office,
                    }
                ),
            ],
            PolicyMatched e when after.Registration is { } r =>
            [
                Notice(
                    NoticeKind.PolicyHint,
                    new
                    {
                        Telephone = Telephone(after),
                        r.Number,
                        r.Office,
                        Policy = Name(context.Policies.Find(e.Policy, e.On)),
                    }
                ),
            ],
            PolicyStepped { Step: PolicyStep.Told } e
                when after.Registration is { } r && context.Policies.Find(e.Policy, e.On) is not null =>
            [
                Notice(
                    NoticeKind.PolicyHint,
                    new
                    {
                        Telephone = Telephone(after),
                        r.Number,
                        r.Office,
                        Policy = Name(context.Policies.Find(e.Policy, e.On)),
                    }
                ),
            ],
            DataUsed e =>
            [
                Notice(
                    NoticeKind.DataUsed,
                    new
                    {
                        Telephone = Telephone(after),
                        Office = e.By,
                        e.On,
                        Use = e.Use switch
                        {
                            DataUse.Printed => new NoticeWords("打印了您的失业登记凭证", "printed your certificate of registration"),
                            DataUse.Exported => new NoticeWords("导出了含您完整信息的台账", "exported a ledger with your data in full"),
                            _ => new NoticeWords("查看了您的完整信息", "looked at your data in full"),
                        },
                    }
                ),
            ],
            _ => MatterNotices.Of(change, after, context)
                ?? RecognitionNotices.Of(before, change, after, context)
                ?? ComplaintNotices.Of(change, after)
                ?? [],
        };

    /// <summary>The wish is the application's that led to the registration; one that came back with an objection has it, too.</summary>
    private static PersonNotice[] BenefitHint(PersonRecord after, Registration registration) =>
        after.Application is { WishesToClaimBenefit: true } application
        && application.Number == registration.Application
        && after.Registration?.Matters?.Any(matter => matter.Kind == MatterKind.Benefit) != true // It is claimed already.
            ?
            [
                Notice(
                    NoticeKind.BenefitHint,
                    new
                    {
                        Telephone = Telephone(after),
                        registration.Number,
                        registration.Office,
                    }
                ),
            ]
            : [];

    /// <summary>On what a refusal rests: left out with its reason.</summary>
    private static NoticeWords? BasisOf(ApplicationRefused e, DecisionContext context) =>
        e.Evidence is { } evidence && Tellable(e.Reason, context) is not null
            ? Words(context.Codes[CodeListIds.ExitBasis], EnumName.Of(evidence.Basis))
            : null;

    /// <summary>行政复议: within sixty days of learning of the decision, at the government that has jurisdiction (行政复议法 art. 20, 24).</summary>
    private static NoticeWords FurtherRemedy { get; } =
        new(
            "可自收到本通知之日起60日内依法申请行政复议",
            "you may apply for administrative reconsideration within 60 days of this message"
        );

    private static NoticeWords ResultOf(PersonRecord before, ObjectionAnswered e) =>
        (e, before.Objections.FirstOrDefault(o => string.Equals(o.Id, e.ObjectionId, StringComparison.Ordinal))?.Against) switch
        {
            ({ Upheld: false }, _) => new NoticeWords("维持原办理结果", "not upheld"),
            ({ Remedy: ObjectionRemedy.ReExamine }, _) => new NoticeWords(
                "予以采纳,将重新核查并答复您",
                "upheld; the matter will be examined again and you get an answer"
            ),
            ({ Remedy: ObjectionRemedy.Approve }, _) => new NoticeWords("予以采纳,已予以登记", "upheld; you are registered"),
            ({ Remedy: ObjectionRemedy.Undo }, ObjectionSubject.NonApproval) => new NoticeWords(
                "予以采纳,您的申请已恢复审核,三个工作日内办结",
                "upheld; your application is open again and will be decided within three working days"
            ),
            ({ Remedy: ObjectionRemedy.Undo }, ObjectionSubject.Exit) => new NoticeWords(
                "予以采纳,退出已撤销",
                "upheld; the end of your registration was taken back"
            ),
            ({ Remedy: ObjectionRemedy.Undo }, ObjectionSubject.Revocation) => new NoticeWords(
                "予以采纳,撤销登记的决定已取消",
                "upheld; the revocation was taken back"
            ),
            ({ Remedy: ObjectionRemedy.Undo }, ObjectionSubject.Hardship) => new NoticeWords(
                "予以采纳,关于就业困难人员认定的决定已撤销,将重新办理或恢复认定",
                "upheld; the decision about your recognition was taken back: your application is open again, or the recognition is restored"
            ),
            ({ Remedy: ObjectionRemedy.Undo }, ObjectionSubject.Data) => new NoticeWords(
                "予以采纳,登记信息已更正",
                "upheld; your data were corrected"
            ),
            _ => new NoticeWords("予以采纳", "upheld"),
        };

    /// <summary>What is to be done by the day that was given to the person; other duties have no such day.</summary>
    private static NoticeWords Matter(DutyKind kind) =>
        kind switch
        {
            DutyKind.Review => new NoticeWords("您的申请的办结", "deciding your application"),
            DutyKind.FirstContact => new NoticeWords("与您的首次联系", "our first contact with you"),
            DutyKind.TransferRequest => new NoticeWords("转移申请的答复", "the answer to the transfer request"),
            DutyKind.Objection or DutyKind.ReExamination => new NoticeWords("对您复核申请的答复", "the answer to your objection"),
            DutyKind.Complaint => new NoticeWords("对您投诉的答复", "the answer to your complaint"),
            _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "tells the person no day"),
        };

    private static string? NumberOf(DutyKind kind, PersonRecord record) =>
        kind switch
        {
            DutyKind.Review => record.Application?.Number.Value,
            DutyKind.FirstContact => record.Registration?.Number.Value,
            DutyKind.TransferRequest => CaseNumber(record),
            _ => null,
        };

    /// <summary>Of the case that can be transferred: the open application comes first.</summary>
    private static string? CaseNumber(PersonRecord record) =>
        record.Application is { IsOpen: true } open ? open.Number.Value : record.Registration?.Number.Value;

    private static string? HolderOf(PersonRecord record) =>
        record.Application is { IsOpen: true } open ? open.Office : record.Registration?.Office;

    /// <param name="named">The request's identifier, or the key of its duty.</param>
    private static TransferRequest? RequestOf(string named, PersonRecord record) =>
        (record.Application is { IsOpen: true } open ? open.TransferRequests : [])
            .Concat(record.Registration?.TransferRequests ?? [])
            .FirstOrDefault(r =>
                string.Equals(r.Id, named, StringComparison.Ordinal)
                || string.Equals(ExpectedDuties.KeyOf(r), named, StringComparison.Ordinal)
            );

    /// <summary>Left out where it reveals something about health; the person reads it at the office or in the own account.</summary>
    private static NoticeWords? Tellable(NonApprovalReason reason, DecisionContext context) =>
        reason == NonApprovalReason.NoWorkAbility ? null : Words(context.Codes[CodeListIds.NonApprovalReason], EnumName.Of(reason));

    /// <summary>Left out where it reveals something about health or prison.</summary>
    private static NoticeWords? Tellable(ExitReason reason, DecisionContext context) =>
        !IsTellable(reason) ? null : Words(context.Codes[CodeListIds.ExitReason], EnumName.Of(reason));

    /// <summary>Whether an exit's reason may be shown outside the office: it reveals nothing about health or prison.</summary>
    public static bool IsTellable(ExitReason reason) => reason is not (ExitReason.NoWorkAbility or ExitReason.Imprisoned);

    /// <inheritdoc cref="IsTellable(ExitReason)"/>
    public static bool IsTellable(RevocationReason reason) => reason != RevocationReason.NoWorkAbility;

    internal static NoticeWords? Words(CodeList list, string name) =>
        list.Entries.FirstOrDefault(e => string.Equals(e.Name, name, StringComparison.Ordinal)) is { } entry
            ? new NoticeWords(entry.Zh, entry.En)
            : null;

    private static NoticeWords? Name(OfferedItem? item) => item is null ? null : new NoticeWords(item.Zh, item.En);

    private static NoticeWords Names(OfferList list, DateOnly today)
    {
        var items = list.Items.Where(item => item.IsOfferedOn(today)).ToArray();
        return new NoticeWords(string.Join('、', items.Select(i => i.Zh)), string.Join(", ", items.Select(i => i.En)));
    }

    internal static string? Telephone(PersonRecord record) => record.Details?.Telephone?.Value;

    internal static PersonNotice Notice<T>(NoticeKind kind, T facts) =>
        new(kind, JsonSerializer.SerializeToElement(facts, DomainJson.Options));
}
