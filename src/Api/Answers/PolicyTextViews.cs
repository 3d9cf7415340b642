using Grid.Api.OpenApi;
using Grid.Api.Problems;
using Grid.Api.Requests;
using Grid.Domain.Answers;
using Grid.Domain.Persons;
using Grid.Domain.Regions;
using Grid.Domain.Text;
using Grid.Grains.Interfaces.Answers;
using Grid.Grains.Interfaces.Reference;

namespace Grid.Api.Answers;

/// <summary>A version of a text: a new one of a code that is known, or the first of a new code.</summary>
public sealed record PolicyTextBody : IRequest<PolicyTextBody>
{
    /// <summary>Small letters, digits and hyphens, at most 60.</summary>
    public string? Code { get; init; }

    /// <summary><c>policy</c>, <c>script</c> or <c>question</c>.</summary>
    public string? Kind { get; init; }

    /// <summary>Who reads it: <c>clerk</c>, <c>supervisor</c>, <c>hotline</c>; at least one.</summary>
    public IReadOnlyList<string?>? Audiences { get; init; }

    /// <summary>Title or question in Chinese.</summary>
    public string? Title { get; init; }

    public string? TitleEn { get; init; }

    /// <summary>Text or answer in Chinese, at most 2000 characters.</summary>
    public string? Text { get; init; }

    public string? TextEn { get; init; }

    /// <summary>The article it rests on.</summary>
    public string? Basis { get; init; }

    /// <summary>First day in force; after that of every approved version, and at most 31 days back.</summary>
    public string? EffectiveFrom { get; init; }

    /// <summary>Last day in force; absent until the next version begins.</summary>
    public string? EffectiveTo { get; init; }

    public static PolicyTextBody Example { get; } =
        new()
        {
            Code = "no-papers",
            Kind = "policy",
            Audiences = ["clerk", "hotline"],
            Title = "不收证明材料",
            TitleEn = "No papers",
            Text = "只查看本人有效身份证件,不得要求提供其他任何材料。",
            TextEn = "Only the person's own identity document is looked at; no other paper may be asked for.",
            Basis = "79/2020 (二)",
            EffectiveFrom = "2026-12-01",
        };

    internal PolicyText Read(Fields fields)
    {
        var code = fields.Text(Code, "code", 60, required: true);
        if (code is not null && !PolicyTextFile.IsCode(code))
            fields.Wrong("code", FieldCodes.BadCode);
        var kind = fields.Name<TextKind>(Kind, "kind");
        if (Audiences is not { Count: > 0 })
            fields.Wrong("audiences", FieldCodes.Required);
        var audiences = (Audiences ?? [])
            .Take(Enum.GetValues<TextAudience>().Length + 1)
            .Select((name, i) => fields.Name<TextAudience>(name, $"audiences[{i}]"))
            .OfType<TextAudience>()
            .ToList();
        if (audiences.Distinct().Count() < (Audiences?.Count ?? 0) && audiences.Distinct().Count() < audiences.Count)
            fields.Wrong("audiences", FieldCodes.Duplicate);
        var titleZh = fields.Text(Title, "title", PolicyTexts.LongestTitle, required: true);
        var titleEn = fields.Text(TitleEn, "titleEn", PolicyTexts.LongestTitle, required: true);
        var textZh = fields.Text(Text, "text", PolicyTexts.LongestText, required: true);
        var textEn = fields.Text(TextEn, "textEn", PolicyTexts.LongestText, required: true);
        var basis = fields.Text(Basis, "basis", PolicyTexts.LongestBasis);
        var from = fields.Date(EffectiveFrom, "effectiveFrom", required: true);
        var to = fields.Date(EffectiveTo, "effectiveTo");
        fields.ThrowIfWrong();
        return new PolicyText
        {
            Code = code!,
            Version = 1,
            Kind = kind!.Value,
            Audiences = audiences,
            TitleZh = titleZh!,
            TitleEn = titleEn!,
            TextZh = textZh!,
            TextEn = textEn!,
            Basis = basis,
            EffectiveFrom = from!.Value,
            EffectiveTo = to,
            ProposedBy = "",
            ProposedAt = fields.Now,
        };
    }
}

/// <summary>Texts.</summary>
public sealed record PolicyTextsView(IReadOnlyList<PolicyTextView> Items);

/// <summary>A version of a text.</summary>
/// <param name="Kind"><c>policy</c>, <c>script</c> or <c>question</c>.</param>
/// <param name="Audiences">Who reads it.</param>
/// <param name="Status"><c>proposed</c>, <c>approved</c> or <c>rejected</c>.</param>
/// <param name="EffectiveTo">Last day in force; absent until the next version begins.</param>
/// <param name="DecidedBy">Who approved or rejected it; never who proposed it.</param>
public sealed record PolicyTextView(
    string Code,
    int Version,
    [NamesOf<TextKind>] string Kind,
    [NamesOf<TextAudience>] IReadOnlyList<string> Audiences,
    string Title,
    string TitleEn,
    string Text,
    string TextEn,
    string? Basis,
    DateOnly EffectiveFrom,
    DateOnly? EffectiveTo,
    [NamesOf<TextState>] string Status,
    string ProposedBy,
    DateTimeOffset ProposedAt,
    string? DecidedBy,
    DateOnly? DecidedOn
)
{
    internal static PolicyTextView Of(PolicyText text) =>
        new(
            text.Code,
            text.Version,
            EnumName.Of(text.Kind),
            [.. text.Audiences.Select(EnumName.Of)],
            text.TitleZh,
            text.TitleEn,
            text.TextZh,
            text.TextEn,
            text.Basis,
            text.EffectiveFrom,
            text.EffectiveTo,
            EnumName.Of(text.State),
            text.ProposedBy,
            text.ProposedAt,
            text.DecidedBy,
            text.DecidedOn
        );
}

/// <summary>A version was read.</summary>
public sealed record ReadingDoneView(string Code, int Version, DateOnly ReadOn);

/// <summary>What the caller has not read yet.</summary>
public sealed record OwnReadingsView(IReadOnlyList<OwnReadingView> Items);

/// <summary>A version that the caller is to read.</summary>
/// <param name="Due">The last day in time: ten working days.</param>
public sealed record OwnReadingView(string Code, int Version, string Title, string TitleEn, DateOnly Due, bool Overdue)
{
    internal static OwnReadingView Of(PolicyText text, DateOnly due, DateOnly today) =>
        new(text.Code, text.Version, text.TitleZh, text.TitleEn, due, due < today);
}

/// <summary>Who has read the texts in force, in numbers.</summary>
/// <param name="SeenWithinDays">Counted is who used the register within so many days.</param>
public sealed record ReadingsView(int SeenWithinDays, IReadOnlyList<ReadingFiguresView> Items);

/// <summary>The readers of one office and one version.</summary>
/// <param name="Office">Absent of those who have none: agents of 12333.</param>
/// <param name="Acknowledged">Have read it, in time or late.</param>
/// <param name="Late">Of these, after the last day.</param>
/// <param name="Open">Have not, and have time.</param>
/// <param name="Overdue">Have not, and the last day is past.</param>
public sealed record ReadingFiguresView(
    string? Office,
    string? OfficeName,
    string Code,
    int Version,
    long Acknowledged,
    long Late,
    long Open,
    long Overdue
)
{
    internal static ReadingFiguresView Of(
        IGrouping<(string? Office, string Code, int Version), ReadingCount> counts,
        IReferenceData reference,
        DateOnly today
    )
    {
        var office = reference.Offices.Find(counts.Key.Office);
        var (acknowledged, late, open, overdue) = (0L, 0L, 0L, 0L);
        foreach (var count in counts)
        {
            var due = ReadingTerms.DueOf(count.From, count.From, office, reference);
            if (count.ReadOn is { } on)
            {
                acknowledged += count.Readers;
                late += on > due ? count.Readers : 0;
            }
            else if (due < today)
            {
                overdue += count.Readers;
            }
            else
            {
                open += count.Readers;
            }
        }

        return new ReadingFiguresView(
            counts.Key.Office,
            office?.Name,
            counts.Key.Code,
            counts.Key.Version,
            acknowledged,
            late,
            open,
            overdue
        );
    }
}

/// <summary>Until when a text is to be read.</summary>
internal static class ReadingTerms
{
    /// <summary>
    /// Ten working days after the text was approved and in force, or after the reader's first day where that is later (79/2020 (十三)).
    /// </summary>
    public static DateOnly DueOf(DateOnly from, DateOnly firstSeen, Office? office, IReferenceData reference)
    {
        var calendar = office is null ? reference.Calendars.Country : reference.Calendars.For(office.Region);
        return calendar.DeadlineAfter(from > firstSeen ? from : firstSeen, Deadlines.ReadingWorkingDays).Date;
    }
}
