using Grid.Domain.Calendar;
using Grid.Domain.Persons;

namespace Grid.Domain.Tests.Persons;

/// <summary>Random steps of a recognition as a hardship person, and of a household; mostly such as fit the record.</summary>
internal static class RandomHardship
{
    private static readonly string[] Households = ["0123456789abcdef0123456789abcdef", "fedcba9876543210fedcba9876543210"];

    public static PersonCommand Make(Dice d, PersonRecord record, DateTimeOffset now)
    {
        var today = ChinaTime.DateOf(now);
        var registration = record.Registration;
        var household = d.Rarely(51) ? "x" : registration?.Household?.Id ?? d.Of(Households, 1);
        switch (d.C % 7)
        {
            case 0:
                return new JoinHousehold(household);
            case 1 when d.B % 3 == 0:
                return new LeaveHousehold(household);
            case 2 when record.Past is [.., { Registration.Household: { } waits }]:
                return new SettleHousehold(waits.Id, today);
            case 3 when d.B % 5 == 0:
                return new SettleHousehold(household, today);
        }

        return registration?.Recognising?.Open is not { } open
            ? registration?.Service.Hardship is not null && d.B % 2 == 0
                ? Withdraw(d, now)
                : new ApplyForHardship(d.Of(Enum.GetValues<HardshipOrigin>(), 2), Categories(d)) { Note = Texts.Any(d, 52) }
            : Decide(d, open, today, now);
    }

    private static PersonCommand Decide(Dice d, HardshipApplication open, DateOnly today, DateTimeOffset now)
    {
        var id = d.Rarely(53) ? "x" : open.Id;
        return open.Examination switch
        {
            { } when d.B % 7 == 0 => new RefuseHardship(id, HardshipGround.OwnWish) { Declaration = World.Word(Texts.Any(d, 54)) },
            { Categories.Count: > 0 } when d.B % 7 < 5 => new RecogniseHardship(id, d.Rarely(55) ? today.AddDays(1) : null),
            { Categories.Count: 0 } when d.B % 7 < 5 => new RefuseHardship(id, d.Of(Enum.GetValues<HardshipGround>(), 3)),
            _ => new ExamineHardship(id, d.B % 2 == 0 ? [] : open.Categories, RandomCommands.Evidence(d, now)),
        };
    }

    private static WithdrawHardship Withdraw(Dice d, DateTimeOffset now) =>
        new(d.Of(Enum.GetValues<HardshipGround>(), 4), d.A % 3 == 0 ? World.Word(Texts.Any(d, 56)) : World.Hand());

    private static string[] Categories(Dice d) =>
        d.Rarely(57) ? []
        : d.Rarely(58) ? ["?"]
        : d.Rarely(59) ? ["050", "050"]
        : d.A % 2 == 0 ? ["050"]
        : ["070", "100"];
}
