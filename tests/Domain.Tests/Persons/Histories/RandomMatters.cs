using Grid.Domain.Calendar;
using Grid.Domain.Identity;
using Grid.Domain.Persons;

namespace Grid.Domain.Tests.Persons;

/// <summary>
/// Random claims beside a registration, and what the systems that decide them say: in any order, late, twice, and sometimes what cannot be.
/// </summary>
internal static class RandomMatters
{
    public static PersonCommand Make(Dice d, PersonRecord record, IdentityNumber number, DateTimeOffset now)
    {
        var today = ChinaTime.DateOf(now);
        var all = CaseMatters.Of(record).Select(one => one.Matter).ToArray();
        var known = d.Rarely(61) || all.Length == 0 ? null : d.Of(all, 3);
        var kind = known is null || d.Rarely(62) ? d.Of(Enum.GetValues<MatterKind>(), 5) : known.Kind;
        return d.Kind switch
        {
            164 => new AskMatter(kind),
            165 when d.B % 2 == 0 => new AskMatter(kind),
            165 => new WithdrawMatter(known?.Number ?? "x"),
            166 => new ObjectToMatter(known?.Number ?? "x", Texts.Any(d, 24)!),
            167 => new NoteMatterSent(known?.Number ?? "x", d.B % 3 > 0),
            168 => new ReceiveMatter(
                kind,
                $"R-{d.A % 5}",
                number,
                PersonName.Parse("欧阳测试"),
                d.B % 2 == 0 ? null : TelephoneNumber.Parse("13900139000"),
                d.Rarely(63) ? "?" : World.Urban,
                today.AddDays(d.Rarely(64) ? 1 : -d.C % 5)
            ),
            _ => Answer(d, known, kind, today),
        };
    }

    private static AnswerMatter Answer(Dice d, Matter? known, MatterKind kind, DateOnly today)
    {
        var state = d.Of([MatterState.InHand, MatterState.Granted, MatterState.Granted, MatterState.NotGranted, MatterState.Withdrawn], 2);
        var from = today.AddDays(d.Rarely(65) ? 1 : -(d.C % 40));
        var grant =
            state == MatterState.Granted && !d.Rarely(66)
                ? new MatterGrant(from, d.B % 2 == 0 ? from.AddDays(d.A % 200) : null, kind == MatterKind.Hardship ? "050" : null)
                : null;
        return new AnswerMatter(
            known?.Number ?? "x",
            (known?.Revision ?? 0) + (d.A % 4) - 1,
            state,
            grant,
            state == MatterState.NotGranted && d.B % 3 > 0 ? "缴费时间不足一年" : null
        );
    }
}
