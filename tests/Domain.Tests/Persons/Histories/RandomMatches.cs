using Grid.Domain.Calendar;
using Grid.Domain.Identity;
using Grid.Domain.Persons;

namespace Grid.Domain.Tests.Persons;

/// <summary>
/// Random rows of sources, new and old, right and wrong, and what offices do about them. Of few keys, so that rows are reported again,
/// corrected and withdrawn.
/// </summary>
internal static class RandomMatches
{
    private static readonly string[] Sources = ["employment", "contributions", "business", "pension", "death", "prison", "leftCountry"];

    public static PersonCommand Make(Dice d, PersonRecord record, DateTimeOffset now)
    {
        var known = record.Matches.Count == 0 || d.Rarely(60) ? new MatchRef("death", "none") : d.Of(record.Matches, 3).Row;
        return d.Kind switch
        {
            < 156 => Row(d, new MatchRef(d.Of(Sources, 1), $"k{d.B % 3}"), record, now),
            < 159 => Row(d, known, record, now),
            < 162 => d.C % 3 == 0
                ? new JudgeMatch(known.Source, known.Key, true, null, Texts.Any(d, 23))
                : new JudgeMatch(
                    known.Source,
                    known.Key,
                    false,
                    d.Rarely(61) ? MatchFault.ExitTakenBack : d.Of(Enum.GetValues<MatchFault>(), 2),
                    Texts.Any(d, 23)
                ),
            _ => new AnswerMatch(known.Source, known.Key, World.Said(now.AddMinutes(d.Rarely(62) ? 30 : -(d.A % 90)), Texts.Any(d, 24))),
        };
    }

    private static RecordMatch Row(Dice d, MatchRef row, PersonRecord record, DateTimeOffset now)
    {
        var today = ChinaTime.DateOf(now);
        var on = today.AddDays(d.Rarely(63) ? 3 : -(d.C % 40));
        var asOf = now.AddHours(d.Rarely(64) ? 2 : -(d.A % 400));
        return new RecordMatch(
            d.Rarely(65) ? "nowhere" : row.Source,
            d.Rarely(66) ? "k 1" : row.Key,
            asOf,
            d.A % 4 == 0
                ? null
                : new MatchedFact(on)
                {
                    Until = d.A % 5 == 0 ? on.AddDays(d.B % 60) : null,
                    Employer = d.B % 2 == 0 ? FormerEmployer.Read(d.B % 4 == 0 ? "甲公司" : "乙公司", null) : null,
                }
        )
        {
            Name =
                d.C % 3 == 0 ? null
                : d.Rarely(67) ? PersonName.Parse("另一人")
                : record.Identity?.Name,
        };
    }
}
