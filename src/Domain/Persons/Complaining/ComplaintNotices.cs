namespace Grid.Domain.Persons;

/// <summary>The messages about complaints.</summary>
internal static class ComplaintNotices
{
    /// <summary>Null for an event of another topic.</summary>
    public static PersonNotice[]? Of(PersonEvent change, PersonRecord after) =>
        change switch
        {
            ComplaintRaised e =>
            [
                NoticeRules.Notice(
                    NoticeKind.ComplaintReceived,
                    new
                    {
                        Telephone = NoticeRules.Telephone(after),
                        Complaint = e.ComplaintId,
                        Office = e.Owner,
                        Due = e.AnswerDue.Date,
                    }
                ),
            ],
            ComplaintEnded e =>
            [
                NoticeRules.Notice(
                    NoticeKind.ComplaintAnswered,
                    new
                    {
                        Telephone = NoticeRules.Telephone(after),
                        Complaint = e.ComplaintId,
                        Office = e.Owner,
                        Result = ResultOf(e.End),
                    }
                ),
            ],
            _ => null,
        };

    private static NoticeWords ResultOf(ComplaintEnd end) =>
        end switch
        {
            ComplaintEnd.WellFounded => new NoticeWords("情况属实,已作处理", "it is well founded, and measures were taken"),
            ComplaintEnd.NotWellFounded => new NoticeWords("经调查不属实", "it was found to be not well founded"),
            _ => new NoticeWords("已按您的意愿撤回", "it was taken back, as you wished"),
        };
}
