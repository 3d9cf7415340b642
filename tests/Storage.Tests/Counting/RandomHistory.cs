using Grid.Domain.Calendar;
using Grid.Domain.Codes;
using Grid.Domain.Counting;
using Grid.Domain.Identity;
using Grid.Domain.Numbers;
using Grid.Domain.Text;

namespace Grid.Storage.Tests.Counting;

/// <summary>
/// Made-up lives of many persons in three leaves, event by event: registrations, exits, revocations, transfers, corrections, links, errors,
/// many of them dated back. The present stock is kept beside it in the simplest way: counting must arrive at the same.
/// </summary>
internal sealed class RandomHistory(int seed)
{
    public static readonly IReadOnlyList<string> Leaves = ["360102", "360103", "360111"];

    private static readonly string?[] Educations = ["10", "20", "30", null];

    private readonly Random random = new(seed);
    private readonly Dictionary<PersonId, long> sequences = [];
    private readonly Dictionary<PersonId, StatisticalStatus> active = [];
    private readonly List<(PersonId Person, StatisticalStatus Case, DateOnly On)> exited = [];
    private readonly List<PersonId> idle = [];
    private int serial;
    private int moment;

    /// <summary>The day of the latest event.</summary>
    public DateOnly Today { get; private set; } = new(2026, 1, 5);

    /// <summary>The exact stock.</summary>
    public IReadOnlyCollection<StatisticalStatus> Stock => active.Values;

    public DateTimeOffset Now => ChinaTime.StartOf(Today).AddHours(9).AddMilliseconds(moment);

    /// <summary>The next event or two, a day or none later.</summary>
    public IReadOnlyList<HistoryStep> Next()
    {
        if (random.Next(4) == 0)
            Today = Today.AddDays(1);
        moment++;
        return random.Next(20) switch
        {
            < 6 => [Register(Person())],
            < 9 when active.Count > 0 => [Exit()],
            < 11 when Revocable() is { } one => [Revoke(one)],
            < 14 when active.Count > 0 => [Transfer()],
            < 16 when active.Count > 0 => [Correct()],
            16 when active.Count > 0 => [Support()],
            17 when active.Count > 0 => [EnterInError()],
            18 when exited.Count > 0 => [EndExitedInError()],
            18 when ByReference() is { } case3 => BecomeOrdinary(case3),
            19 when active.Count > 0 && idle.Count > 0 => Link(),
            _ => [Register(Person())],
        };
    }

    private HistoryStep Register(PersonId person, CountBlock? block = null)
    {
        var on = Back();
        var leaf = Pick(Leaves);
        var now = new StatisticalStatus(
            RegistrationNumber.Create(leaf, on, ++serial),
            leaf,
            OfficeOf(leaf),
            block ?? Pick([CountBlock.Urban, CountBlock.Urban, CountBlock.Rural, CountBlock.ByReferenceGraduate]),
            Pick(Enum.GetValues<PlaceGround>()),
            Pick(Enum.GetValues<ApplicationChannel>()),
            Pick(Enum.GetValues<UnemploymentReason>()),
            on.AddDays(-30),
            on,
            Pick([Sex.Male, Sex.Female]),
            random.Next(20) == 0 ? null : new DateOnly(1965, 1, 1).AddDays(random.Next(16_000)),
            Pick(Educations),
            Maybe(on),
            Maybe(on)
        );
        active[person] = now;
        idle.Remove(person);
        return Step(person, "registered", on, new { }, now, new CountEntry(CountKind.New, now, on, Today));
    }

    private HistoryStep Exit()
    {
        var (person, was) = Active();
        var on = Back();
        var reason = Pick(Enum.GetValues<ExitReason>());
        End(person);
        exited.Add((person, was, on));
        return Step(
            person,
            "exited",
            on,
            new { reason = EnumName.Of(reason) },
            null,
            new CountEntry(CountKind.Exit, was, on, Today) { ExitReason = reason }
        );
    }

    private HistoryStep Revoke((PersonId Person, StatisticalStatus Case, DateOnly On) exit)
    {
        exited.Remove(exit);
        var now = random.Next(3) == 0 ? exit.Case with { Education = Pick(Educations) } : exit.Case;
        active[exit.Person] = now;
        idle.Remove(exit.Person);
        return Step(exit.Person, "exitRevoked", Today, new { }, now, new CountEntry(CountKind.Reopened, now, Today, Today));
    }

    private HistoryStep Transfer()
    {
        var (person, was) = Active();
        var leaf = Pick(Leaves);
        var now = was with { Region = leaf, Office = OfficeOf(leaf) };
        if (now.Office == was.Office)
            return Support();
        var on = Back();
        active[person] = now;
        return Step(
            person,
            "registrationTransferred",
            on,
            new { },
            now,
            new CountEntry(CountKind.TransferOut, was, on, Today) { PeerRegion = now.Region, PeerBlock = now.Block },
            new CountEntry(CountKind.TransferIn, now, on, Today) { PeerRegion = was.Region, PeerBlock = was.Block }
        );
    }

    private HistoryStep Correct()
    {
        var (person, was) = Active();
        var now = was with
        {
            Education = Pick(Educations),
            Sex = Pick([Sex.Male, Sex.Female]),
            Reason = Pick(Enum.GetValues<UnemploymentReason>()),
        };
        active[person] = now;
        return was == now
            ? Step(person, "contactUpdated", Today, new { }, was)
            : Step(person, "dataCorrected", Today, new { }, now, new CountEntry(CountKind.Corrected, now, Today, Today));
    }

    private HistoryStep Support()
    {
        var (person, was) = Active();
        var now = was with { Hardship = Maybe(Today), Benefit = Maybe(Today) };
        active[person] = now;
        return was == now
            ? Step(person, "contactUpdated", Today, new { }, was)
            : Step(person, "hardshipChecked", Today, new { }, now, new CountEntry(CountKind.Changed, now, Today, Today));
    }

    private HistoryStep EnterInError()
    {
        var (person, was) = Active();
        End(person);
        return Step(
            person,
            "enteredInError",
            Today,
            new { facts = new { number = was.Number } },
            null,
            new CountEntry(CountKind.Removed, was, Today, Today)
        );
    }

    private HistoryStep EndExitedInError()
    {
        var exit = Pick(exited);
        exited.Remove(exit);
        var entry = new CountEntry(CountKind.Removed, exit.Case, Today, Today);
        return new HistoryStep(
            exit.Person,
            NextOf(exit.Person),
            "enteredInError",
            Today,
            Now,
            new { facts = new { number = exit.Case.Number }, exitedOn = exit.On },
            null,
            [entry]
        );
    }

    private IReadOnlyList<HistoryStep> BecomeOrdinary(PersonId person)
    {
        var was = active[person];
        var ended = Step(person, "byReferenceEnded", Today, new { }, null, new CountEntry(CountKind.BecameOrdinary, was, Today, Today));
        return [ended, Register(person, CountBlock.Urban)];
    }

    private IReadOnlyList<HistoryStep> Link()
    {
        var (from, was) = Active();
        var to = Pick(idle);
        End(from);
        var left = Step(from, "linkedTo", Today, new { }, null, new CountEntry(CountKind.LinkOut, was, Today, Today));
        moment++;
        active[to] = was;
        idle.Remove(to);
        return [left, Step(to, "caseTakenOver", Today, new { }, was, new CountEntry(CountKind.LinkIn, was, Today, Today))];
    }

    private HistoryStep Step(
        PersonId person,
        string name,
        DateOnly on,
        object facts,
        StatisticalStatus? now,
        params CountEntry[] entries
    ) => new(person, NextOf(person), name, on, Now, facts, new StatisticalStatusChange(now?.Shown()), entries);

    private long NextOf(PersonId person) => sequences[person] = sequences.GetValueOrDefault(person) + 1;

    private PersonId Person()
    {
        if (idle.Count > 0 && random.Next(4) == 0)
            return Pick(idle);
        Span<byte> bytes = stackalloc byte[PersonId.ByteLength];
        random.NextBytes(bytes);
        return PersonId.FromBytes(bytes);
    }

    private void End(PersonId person)
    {
        active.Remove(person);
        idle.Add(person);
    }

    private (PersonId Person, StatisticalStatus Case) Active() =>
        active.ElementAt(random.Next(active.Count)) is var (person, standing) ? (person, standing) : default;

    private (PersonId Person, StatisticalStatus Case, DateOnly On)? Revocable() =>
        exited.Where(exit => !active.ContainsKey(exit.Person)).ToList() is { Count: > 0 } list ? Pick(list) : null;

    private PersonId? ByReference() =>
        active.Where(one => one.Value.Block == CountBlock.ByReferenceGraduate).Select(one => (PersonId?)one.Key).FirstOrDefault();

    /// <summary>Mostly of late; sometimes of a period before.</summary>
    private DateOnly Back() => Today.AddDays(-random.Next(random.Next(5) == 0 ? 45 : 6));

    private ValidTime? Maybe(DateOnly about) =>
        random.Next(2) == 0
            ? null
            : new ValidTime(about.AddDays(-random.Next(10)), random.Next(2) == 0 ? null : about.AddDays(random.Next(60)));

    private string OfficeOf(string leaf) => leaf + Pick(["00", "01"]);

    private T Pick<T>(IReadOnlyList<T> from) => from[random.Next(from.Count)];
}
