namespace Grid.Domain.Persons;

/// <summary>The messages about matters beside a registration (一件事): each has its own.</summary>
internal static class MatterNotices
{
    /// <summary>Null for an event of another topic.</summary>
    public static PersonNotice[]? Of(PersonEvent change, PersonRecord after, DecisionContext context) =>
        change switch
        {
            MatterAsked e => [Of(NoticeKind.MatterAsked, e.Matter, e.Office, after, context)],
            MatterAnswered { State: MatterState.Granted } e when CaseMatters.Find(after, e.Number) is { } granted =>
            [
                Of(NoticeKind.MatterGranted, granted, e.Office, after, context),
            ],
            MatterAnswered { State: MatterState.NotGranted } e when CaseMatters.Find(after, e.Number) is { } notGranted =>
            [
                Of(NoticeKind.MatterNotGranted, notGranted, e.Office, after, context),
            ],
            ApplicationPrefilled e =>
            [
                NoticeRules.Notice(
                    NoticeKind.ApplicationPrefilled,
                    new
                    {
                        Telephone = e.Prefilled.Telephone?.Value,
                        e.Prefilled.Office,
                        Matter = NameOf(e.Kind),
                        Due = e.Prefilled.LapsesOn.AddDays(-1),
                    }
                ),
            ],
            _ => null,
        };

    /// <summary>Only of the person, who reads what it is, who decides it, and where to object; never why.</summary>
    public static PersonNotice Of(NoticeKind kind, Matter matter, string office, PersonRecord record, DecisionContext context)
    {
        var system = context.Matters.Find(matter.Kind);
        var objectable = kind == NoticeKind.MatterNotGranted && system is not null;
        return NoticeRules.Notice(
            kind,
            new
            {
                Telephone = NoticeRules.Telephone(record),
                matter.Number,
                Office = office,
                Matter = NameOf(matter.Kind),
                System = system is null ? null : new NoticeWords(system.Zh, system.En),
                Due = kind == NoticeKind.MatterAsked ? matter.AnswerDue : (DateOnly?)null,
                On = kind == NoticeKind.MatterGranted ? matter.Grant?.From : null,
                ObjectAt = objectable ? new NoticeWords(system!.ObjectionZh, system.ObjectionEn) : null,
                Until = objectable ? matter.AnsweredOn?.AddDays(Deadlines.ObjectionDays) : null,
            }
        );
    }

    private static NoticeWords NameOf(MatterKind kind) =>
        kind == MatterKind.Benefit
            ? new NoticeWords("失业保险金申领", "unemployment benefit")
            : new NoticeWords("就业困难人员认定", "recognition as a hardship person");
}
