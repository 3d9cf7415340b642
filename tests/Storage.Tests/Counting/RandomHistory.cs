using Grid.Domain.Calendar;
using Grid.Domain.Codes;
using Grid.Domain.Counting;
using Grid.Domain.Identity;
using Grid.Domain.Numbers;
using Grid.Domain.Text;

namespace Grid.Storage.Tests.Counting;

/// <summary>
/// Made-up lives of many persons in three leaves, event by event: registrations, exits, revocations, transfers, corrections, links, errors,
/// many of them dated back. What stands at present is kept beside it, as simply as can be: that is what counting must come to.
/// </summary>
internal sealed class RandomHistory(int seed)
{
    public static readonly IReadOnlyList<string> Leaves = ["360102", "360103", "360111"];

    private static readonly string?[] Educations = ["10", "20", "30", null];

    private readonly Random _random = new(seed);
    private readonly Dictionary<PersonId, long> _sequences = [];
    private readonly Dictionary<PersonId, StatisticalStatus> _active = [];
    private readonly List<(PersonId Person, StatisticalStatus Case, DateOnly On)> _exited = [];
    private readonly List<PersonId> _idle = [];
    private int _serial;
    private int _moment;

    /// <summary>The day of the latest event.</summary>
    public DateOnly Today { get; private set; } = new(2026, 1, 5);

    /// <summary>What stands, exactly.</summary>
    public IReadOnlyCollection<StatisticalStatus> Stock => _active.Values;

    public DateTimeOffset Now => ChinaTime.StartOf(Today).AddHours(9).AddMilliseconds(_moment);

    /// <summary>The next event or two, a day or none later.</summary>
    public IReadOnlyList<HistoryStep> Next()
    {
        if (_random.Next(4) == 0)
            Today = Today.AddDays(1);
        _moment++;
        return _random.Next(20) switch
        {
            < 6 => [Register(Person())],
            < 9 when _active.Count > 0 => [Exit()],
            < 11 when Revocable() is { } one => [Revoke(one)],
            < 14 when _active.Count > 0 => [Transfer()],
            < 16 when _active.Count > 0 => [Correct()],
            16 when _active.Count > 0 => [Support()],
            17 when _active.Count > 0 => [EnterInError()],
            18 when _exited.Count > 0 => [EndExitedInError()],
            18 when ByReference() is { } case3 => BecomeOrdinary(case3),
            19 when _active.Count > 0 && _idle.Count > 0 => Link(),
            _ => [Register(Person())],
        };
    }

    private HistoryStep Register(PersonId person, CountBlock? block = null)
    {
        var on = Back();
        var leaf = Pick(Leaves);
        var now = new StatisticalStatus(
            RegistrationNumber.Create(leaf, on, ++_serial),
            leaf,
            OfficeOf(leaf),
            block ?? Pick([CountBlock.Urban, CountBlock.Urban, CountBlock.Rural, CountBlock.ByReferenceGraduate]),
            Pick(Enum.GetValues<PlaceGround>()),
            Pick(Enum.GetValues<ApplicationChannel>()),
            Pick(Enum.GetValues<UnemploymentReason>()),
            on.AddDays(-30),
            on,
            Pick([Sex.Male, Sex.Female]),
            _random.Next(20) == 0 ? null : new DateOnly(1965, 1, 1).AddDays(_random.Next(16_000)),
            Pick(Educations),
            Maybe(on),
            Maybe(on)
        );
        _active[person] = now;
        _idle.Remove(person);
        return Step(person, "registered", on, new { }, now, new CountEntry(CountKind.New, now, on, Today));
    }

    private HistoryStep Exit()
    {
        var (person, was) = Active();
        var on = Back();
        var reason = Pick(Enum.GetValues<ExitReason>());
        End(person);
        _exited.Add((person, was, on));
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
        _exited.Remove(exit);
        var now = _random.Next(3) == 0 ? exit.Case with { Education = Pick(Educations) } : exit.Case;
        _active[exit.Person] = now;
        _idle.Remove(exit.Person);
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
        _active[person] = now;
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
        _active[person] = now;
        return was == now
            ? Step(person, "contactUpdated", Today, new { }, was)
            : Step(person, "dataCorrected", Today, new { }, now, new CountEntry(CountKind.Corrected, now, Today, Today));
    }

    private HistoryStep Support()
    {
        var (person, was) = Active();
        var now = was with { Hardship = Maybe(Today), Benefit = Maybe(Today) };
        _active[person] = now;
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
        var exit = Pick(_exited);
        _exited.Remove(exit);
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
        var was = _active[person];
        var ended = Step(person, "byReferenceEnded", Today, new { }, null, new CountEntry(CountKind.BecameOrdinary, was, Today, Today));
        return [ended, Register(person, CountBlock.Urban)];
    }

    private IReadOnlyList<HistoryStep> Link()
    {
        var (from, was) = Active();
        var to = Pick(_idle);
        End(from);
        var left = Step(from, "linkedTo", Today, new { }, null, new CountEntry(CountKind.LinkOut, was, Today, Today));
        _moment++;
        _active[to] = was;
        _idle.Remove(to);
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

    private long NextOf(PersonId person) => _sequences[person] = _sequences.GetValueOrDefault(person) + 1;

    private PersonId Person()
    {
        if (_idle.Count > 0 && _random.Next(4) == 0)
            return Pick(_idle);
        Span<byte> bytes = stackalloc byte[PersonId.ByteLength];
        _random.NextBytes(bytes);
        return PersonId.FromBytes(bytes);
    }

    private void End(PersonId person)
    {
        _active.Remove(person);
        _idle.Add(person);
    }

    private (PersonId Person, StatisticalStatus Case) Active() =>
        _active.ElementAt(_random.Next(_active.Count)) is var (person, standing) ? (person, standing) : default;

    private (PersonId Person, StatisticalStatus Case, DateOnly On)? Revocable() =>
        _exited.Where(exit => !_active.ContainsKey(exit.Person)).ToList() is { Count: > 0 } list ? Pick(list) : null;

    private PersonId? ByReference() =>
        _active.Where(one => one.Value.Block == CountBlock.ByReferenceGraduate).Select(one => (PersonId?)one.Key).FirstOrDefault();

    /// <summary>Mostly of late; sometimes of a period before.</summary>
    private DateOnly Back() => Today.AddDays(-_random.Next(_random.Next(5) == 0 ? 45 : 6));

    private ValidTime? Maybe(DateOnly about) =>
        _random.Next(2) == 0
            ? null
            : new ValidTime(about.AddDays(-_random.Next(10)), _random.Next(2) == 0 ? null : about.AddDays(_random.Next(60)));

    private string OfficeOf(string leaf) => leaf + Pick(["00", "01"]);

    private T Pick<T>(IReadOnlyList<T> from) => from[_random.Next(from.Count)];
}
