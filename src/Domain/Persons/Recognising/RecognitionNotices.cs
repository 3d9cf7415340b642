using Grid.Domain.Codes;
using Grid.Domain.Text;

namespace Grid.Domain.Persons;

/// <summary>The messages about the recognition as a hardship person (就业困难人员认定): until when it holds and why not, never which category.</summary>
internal static class RecognitionNotices
{
    /// <summary>Null for an event of another topic.</summary>
    public static PersonNotice[]? Of(PersonRecord before, PersonEvent change, PersonRecord after, DecisionContext context) =>
        change switch
        {
            HardshipApplied e =>
            [
                NoticeRules.Notice(
                    NoticeKind.HardshipReceived,
                    new
                    {
                        Telephone = NoticeRules.Telephone(after),
                        Number = e.Registration,
                        e.Office,
                        Due = Deadlines.Of(DutyKind.HardshipCase, e.On, e.Office, context).Date,
                    }
                ),
            ],
            HardshipExamined { PublicUntil: { } until } e when before.Registration?.Recognising?.Open?.Examination?.PublicUntil is null =>
            [
                NoticeRules.Notice(
                    NoticeKind.HardshipPublished,
                    new
                    {
                        Telephone = NoticeRules.Telephone(after),
                        Number = e.Registration,
                        e.Office,
                        Until = until.Date,
                    }
                ),
            ],
            // The answer to the matter is a message already.
            HardshipRecognised { Matter: not null } or HardshipWithdrawn { Matter: not null } => [],
            HardshipRecognised e =>
            [
                NoticeRules.Notice(
                    NoticeKind.HardshipRecognised,
                    new
                    {
                        Telephone = NoticeRules.Telephone(after),
                        Number = e.Registration,
                        e.Office,
                        On = e.Recognition.From,
                        Until = e.Recognition.To,
                    }
                ),
            ],
            HardshipRefused e =>
            [
                NoticeRules.Notice(
                    NoticeKind.HardshipRefused,
                    new
                    {
                        Telephone = NoticeRules.Telephone(after),
                        Number = e.Registration,
                        e.Office,
                        Reason = NoticeRules.Words(context.Codes[CodeListIds.HardshipGround], EnumName.Of(e.Ground)),
                        Until = e.On.AddDays(Deadlines.ObjectionDays),
                    }
                ),
            ],
            HardshipWithdrawn e =>
            [
                NoticeRules.Notice(
                    NoticeKind.HardshipWithdrawn,
                    new
                    {
                        Telephone = NoticeRules.Telephone(after),
                        Number = e.Registration,
                        e.Office,
                        e.On,
                        Reason = NoticeRules.Words(context.Codes[CodeListIds.HardshipGround], EnumName.Of(e.Ground)),
                        Until = e.On.AddDays(Deadlines.ObjectionDays),
                    }
                ),
            ],
            DutyOpened { Duty: { Kind: DutyKind.HardshipExpiry } duty } when after.Registration is { } r =>
            [
                NoticeRules.Notice(
                    NoticeKind.HardshipExpiring,
                    new
                    {
                        Telephone = NoticeRules.Telephone(after),
                        r.Number,
                        r.Office,
                        On = duty.Due.Date,
                    }
                ),
            ],
            _ => null,
        };
}
