using System.Text;
using Grid.Domain.Answers;
using Grid.Domain.Calendar;
using Grid.Domain.Data;

namespace Grid.Domain.Tests.Answers;

/// <summary>Versions of texts: one in force on each day, none that overlap, none that rewrite what was said.</summary>
public sealed class PolicyTextTests
{
    private static readonly DateOnly Today = new(2026, 11, 30);

    [Fact]
    public void On_each_day_the_latest_approved_version_that_has_begun_is_in_force()
    {
        PolicyText[] versions =
        [
            Version(1, "2026-01-01"),
            Version(2, "2026-06-01", to: "2026-08-31"),
            Version(3, "2026-10-01"),
            Version(4, "2026-11-01") with
            {
                State = TextState.Proposed,
            },
            Version(5, "2026-11-02") with
            {
                State = TextState.Rejected,
            },
        ];
        Assert.Equal(
            [null, 1, 1, 2, null, 3, 3],
            new[] { "2025-12-31", "2026-01-01", "2026-05-31", "2026-08-31", "2026-09-01", "2026-10-01", "2026-11-30" }.Select(day =>
                PolicyTexts.InForce(versions, Day(day))?.Version
            )
        );
    }

    [Theory]
    [InlineData("2026-11-01", null, null)] // 29 days back.
    [InlineData("2026-10-29", null, TextConflict.TooFarBack)]
    [InlineData("2026-12-01", "2026-11-30", TextConflict.EndsBeforeItBegins)]
    [InlineData("2026-12-01", "2026-12-01", null)]
    public void The_first_day_is_not_far_back_and_the_last_not_before_it(string from, string? to, TextConflict? conflict) =>
        Assert.Equal(conflict, PolicyTexts.Check(Version(1, from, to), [], Today));

    [Fact]
    public void No_two_approved_versions_overlap()
    {
        PolicyText[] open = [Version(1, "2026-11-15")];
        Assert.Equal(TextConflict.Overlaps, PolicyTexts.Check(Version(2, "2026-11-15"), open, Today));
        Assert.Equal(TextConflict.Overlaps, PolicyTexts.Check(Version(2, "2026-11-14"), open, Today));
        Assert.Null(PolicyTexts.Check(Version(2, "2026-11-16"), open, Today));
        PolicyText[] ended = [Version(1, "2026-11-15", to: "2026-12-31")];
        Assert.Equal(TextConflict.Overlaps, PolicyTexts.Check(Version(2, "2026-12-31"), ended, Today));
        Assert.Null(PolicyTexts.Check(Version(2, "2027-01-01"), ended, Today));
        Assert.Null(PolicyTexts.Check(Version(2, "2026-11-15"), [open[0] with { State = TextState.Rejected }], Today));
    }

    [Fact]
    public void It_is_read_from_the_later_of_approval_and_first_day()
    {
        Assert.Equal(Day("2026-11-20"), (Version(1, "2026-11-15") with { DecidedOn = Day("2026-11-20") }).ReadFrom);
        Assert.Equal(Day("2026-12-01"), (Version(1, "2026-12-01") with { DecidedOn = Day("2026-11-20") }).ReadFrom);
        Assert.Null((Version(1, "2026-12-01") with { State = TextState.Proposed }).ReadFrom);
    }

    [Theory]
    [InlineData(null, true)]
    [InlineData("证明材料", true)]
    [InlineData("PAPERS demanded", true)]
    [InlineData("papers pension", false)]
    public void All_words_must_be_there_in_either_language(string? words, bool found) =>
        Assert.Equal(found, PolicyTexts.Matches(Version(1, "2026-01-01"), words));

    [Fact]
    public void The_texts_that_ship_are_read_and_are_in_both_languages()
    {
        var texts = PolicyTextFile.Parse(PolicyTextFile.BuiltIn);
        Assert.True(texts.Count >= 8);
        Assert.All(texts, text =>
        {
            Assert.Contains(text.TextZh, c => c >= '\u4E00');
            Assert.DoesNotContain(text.TextEn, c => c >= '\u4E00');
            Assert.Equal(TextState.Approved, text.State);
            Assert.NotEqual(text.ProposedBy, text.DecidedBy);
        });
        foreach (var audience in Enum.GetValues<TextAudience>())
            Assert.Contains(texts, text => text.Audiences.Contains(audience));
    }

    [Theory]
    [InlineData("\"approvedBy\": \"乙\"", "\"approvedBy\": \"甲\"", "approvedBy")]
    [InlineData("\"version\": 1", "\"version\": 2", "texts[0].version")]
    [InlineData("\"kind\": \"policy\"", "\"kind\": \"law\"", "texts[0].kind")]
    [InlineData("\"audiences\": [\"clerk\"]", "\"audiences\": []", "texts[0].audiences")]
    [InlineData("\"titleEn\": \"T\"", "\"titleEn\": \" \"", "texts[0].titleEn")]
    [InlineData("\"code\": \"a-b\"", "\"code\": \"A b\"", "texts[0].code")]
    [InlineData("\"effectiveTo\": \"2026-12-31\"", "\"effectiveTo\": \"2025-12-31\"", "texts[0].effectiveTo")]
    [InlineData("\"effectiveFrom\": \"2027-01-01\"", "\"effectiveFrom\": \"2026-12-31\"", "texts[1].effectiveFrom")]
    public void A_wrong_file_is_refused_with_the_place(string original, string wrong, string place)
    {
        const string file = """
            { "proposedBy": "甲", "approvedBy": "乙", "approvedOn": "2026-11-02", "texts": [
              { "code": "a-b", "version": 1, "kind": "policy", "audiences": ["clerk"], "titleZh": "题", "titleEn": "T", "textZh": "文", "textEn": "X",
                "effectiveFrom": "2026-01-01", "effectiveTo": "2026-12-31" },
              { "code": "a-b", "version": 2, "kind": "script", "audiences": ["hotline"], "titleZh": "题", "titleEn": "U", "textZh": "文", "textEn": "X",
                "effectiveFrom": "2027-01-01" }] }
            """;
        Assert.Equal(2, PolicyTextFile.Parse(Of(file)).Count);
        Assert.Contains(original, file, StringComparison.Ordinal);
        var at = file.IndexOf(original, StringComparison.Ordinal);
        var changed = file.Remove(at, original.Length).Insert(at, wrong);
        Assert.Contains(Assert.Throws<DataFileException>(() => PolicyTextFile.Parse(Of(changed))).Errors, error =>
            error.StartsWith(place, StringComparison.Ordinal)
        );

        static DataFile Of(string text) => new("answers/texts.json", Encoding.UTF8.GetBytes(text));
    }

    private static DateOnly Day(string text) => DateOnly.ParseExact(text, "yyyy-MM-dd", null);

    private static PolicyText Version(int version, string from, string? to = null) =>
        new()
        {
            Code = "no-papers",
            Version = version,
            Kind = TextKind.Policy,
            Audiences = [TextAudience.Clerk],
            TitleZh = "不收证明材料",
            TitleEn = "No papers",
            TextZh = "不得要求提供其他材料。",
            TextEn = "No other paper may be demanded.",
            EffectiveFrom = Day(from),
            EffectiveTo = to is null ? null : Day(to),
            ProposedBy = "a",
            ProposedAt = ChinaTime.StartOf(Day(from)),
            State = TextState.Approved,
            DecidedBy = "b",
            DecidedOn = Day(from),
        };
}
