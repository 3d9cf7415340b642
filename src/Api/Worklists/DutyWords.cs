using Grid.Api.Problems;
using Grid.Domain.Persons;

namespace Grid.Api.Worklists;

/// <summary>What the kinds of duties are called.</summary>
internal static class DutyWords
{
    /// <summary>In the order in which clerks read them.</summary>
    public static IReadOnlyList<KeyValuePair<DutyKind, Words>> All { get; } =
    [
        new(DutyKind.Review, new("待审核", "Review")),
        new(DutyKind.Correction, new("待更正身份信息", "Identity to be corrected")),
        new(DutyKind.FirstContact, new("待首次联系", "First contact")),
        new(DutyKind.FollowUp, new("本月待跟踪", "Monthly follow-up")),
        new(DutyKind.Visit, new("待走访或信息比对", "Visit or data match")),
        new(DutyKind.ExitCheck, new("待确认退出", "Exit to confirm")),
        new(DutyKind.PensionCheck, new("待比对养老保险待遇", "Pension check")),
        new(DutyKind.HardshipCheck, new("待核查就业困难情况", "Hardship check")),
        new(DutyKind.SecondPerson, new("待第二人确认", "Waits for a second person")),
        new(DutyKind.Objection, new("待答复复核", "Objection to answer")),
        new(DutyKind.ReExamination, new("待重新核查", "To be examined again")),
        new(DutyKind.TransferRequest, new("待答复转移申请", "Transfer request to answer")),
    ];
}
