using Grid.Domain.Identity;
using Grid.Domain.Persons;
using Grid.Grains.Interfaces.Access;
using Grid.Grains.Interfaces.Persons.Reading;
using Grid.Storage.Access;
using Grid.Storage.Sealing;
using Grid.Testing;
using Grid.Testing.Databases;
using Npgsql;

namespace Grid.Storage.Tests.AccessLog;

/// <summary>What readers did in numbers, and who looked at a person.</summary>
public sealed class ReadersTests(DatabaseFixture database) : IClassFixture<DatabaseFixture>, IAsyncLifetime
{
    private static readonly PersonId Person = PersonId.FromGuid(new Guid("00000000-0000-4000-8000-000000000007"));

    /// <summary>Another number of the same person, linked later.</summary>
    private static readonly PersonId Alias = PersonId.FromGuid(new Guid("00000000-0000-4000-8000-000000000003"));

    private readonly NpgsqlDataSource source = NpgsqlDataSource.Create(database.ApplicationConnectionString);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>Friday 2026-11-20 and the Saturday after it, in the time of China.</summary>
    public async ValueTask InitializeAsync() =>
        await DatabaseCommands.ExecuteAsync(
            database.OwnerConnectionString,
            """
            TRUNCATE access_log;
            INSERT INTO access_log (at, actor, role, office, action, reason, person_ids, outcome, times, surname_mark, home_mark)
            SELECT at::timestamp AT TIME ZONE 'Asia/Shanghai', actor, role, '36010201', action, reason,
                ARRAY(SELECT ('00000000-0000-4000-8000-' || lpad(p::text, 12, '0'))::uuid FROM unnest(persons) AS p), outcome, times, surname, home
            FROM (VALUES
                ('2026-11-20 07:59', 'a', 'clerk', 'persons.read', NULL, ARRAY[1], 'shown', 1, 11, 21),
                ('2026-11-20 08:00', 'a', 'clerk', 'persons.read', NULL, ARRAY[2], 'shown', 1, 11, 22),
                ('2026-11-20 17:59', 'a', 'clerk', 'persons.history', NULL, ARRAY[2], 'shown', 1, 11, 22),
                ('2026-11-20 18:00', 'a', 'clerk', 'persons.reveal', 'r', ARRAY[3], 'shown', 1, 12, 21),
                ('2026-11-20 21:59', 'a', 'clerk', 'persons.search', NULL, ARRAY[7], 'outOfReach', 1, 11, NULL),
                ('2026-11-20 22:00', 'a', 'clerk', 'applications.list', NULL, ARRAY[7, 8], 'shown', 1, NULL, NULL),
                ('2026-11-21 05:59', 'a', 'clerk', 'persons.search', NULL, ARRAY[7, 9], 'shown', 1, NULL, NULL),
                ('2026-11-21 12:00', 'a', 'clerk', 'persons.read', NULL, ARRAY[7, 4], 'notFound', 40, NULL, NULL),
                ('2026-11-21 12:01', 'a', 'clerk', 'persons.reveal', NULL, ARRAY[]::int[], 'limited', 3, NULL, NULL),
                ('2026-11-21 12:02', 'b', 'clerk', 'pages.sign-in', NULL, ARRAY[]::int[], 'signedIn', 1, NULL, NULL),
                ('2026-11-21 12:03', 'anonymous', 'anonymous', 'progress.read', NULL, ARRAY[7], 'pairFailed', 1, NULL, NULL),
                ('2026-11-21 12:04', 'c', 'auditor', 'phone-samples.draw', 'r', ARRAY[7, 5], 'shown', 1, NULL, NULL)
            ) AS v (at, actor, role, action, reason, persons, outcome, times, surname, home)
            """
        );

    public ValueTask DisposeAsync() => source.DisposeAsync();

    [Fact]
    public async Task Readers_are_counted_with_night_and_office_hours_of_China()
    {
        var readers = await ReadAsync(new SearchScope(null, ""), 20, 21);
        Assert.Equal(["a", "b", "c"], readers.Select(reader => reader.Reader.Subject));
        var a = readers[0];
        Assert.Equal(new Actor("a", Role.Clerk, "36010201"), a.Reader);
        Assert.Equal((7, 4, 1, 2, 41, 3), (a.Reads, a.Persons, a.Reveals, a.Searches, a.Denied, a.Limited));
        Assert.Equal((2, 5, 3, 2), (a.AtNight, a.OffHours, a.OfOneSurname, a.OfOneHome));
        Assert.Equal((0, 0), (readers[1].Reads, readers[1].Persons));
        Assert.Equal((1, 0), (readers[2].Reads, readers[2].Persons));
        Assert.Equal(1, (await ReadAsync(new SearchScope(null, "3601"), 21, 21))[0].Searches);
        Assert.Empty(await ReadAsync(new SearchScope(null, "3604"), 20, 21));
        Assert.Empty(await ReadAsync(new SearchScope(null, ""), 22, 22));
    }

    [Fact]
    public async Task Who_looked_at_a_person_are_single_looks_searches_samples_and_denials_and_no_masked_list()
    {
        var seen = new List<string>();
        for (string? cursor = null; ; )
        {
            var page = await new AccessReads(source, KeyRing.Create(SealAlgorithm.Aes256Gcm)).OfPersonAsync(
                [Person, Alias],
                new PageRequest(2, cursor),
                Cancellation
            );
            seen.AddRange(page.Items.Select(line => $"{line.Action} {line.Outcome} {line.Times}"));
            if ((cursor = page.Next) is null)
                break;
        }

        Assert.Equal(
            [
                "phone-samples.draw shown 1",
                "progress.read pairFailed 1",
                "persons.read notFound 40",
                "persons.search shown 1",
                "persons.search outOfReach 1",
                "persons.reveal shown 1",
            ],
            seen
        );
        await Assert.ThrowsAsync<InvalidCursorException>(() =>
            new AccessReads(source, KeyRing.Create(SealAlgorithm.Aes256Gcm)).OfPersonAsync(
                [Person],
                new PageRequest(2, "abc"),
                Cancellation
            )
        );
    }

    [Fact]
    public async Task That_question_reads_no_more_than_its_indexes()
    {
        await DatabaseCommands.ExecuteAsync(
            database.OwnerConnectionString,
            """
            INSERT INTO access_log (actor, role, action, person_ids) SELECT 'd', 'clerk', 'persons.read', ARRAY[gen_random_uuid()] FROM generate_series(1, 20000);
            INSERT INTO access_log (actor, role, action, person_ids) SELECT 'd', 'clerk', 'persons.search', ARRAY[gen_random_uuid(), gen_random_uuid()] FROM generate_series(1, 20000);
            ANALYZE access_log
            """
        );
        await using var connection = await source.OpenConnectionAsync(Cancellation);
        await using var command = new NpgsqlCommand("EXPLAIN " + AccessReads.OfPersonSql("$1", "", 51), connection)
        {
            Parameters = { new NpgsqlParameter<Guid[]> { TypedValue = [Person.ToGuid(), Alias.ToGuid()] } },
        };
        var plan = new List<string>();
        await using var row = await command.ExecuteReaderAsync(Cancellation);
        while (await row.ReadAsync(Cancellation))
            plan.Add(row.GetString(0));
        Assert.Contains(plan, line => line.Contains("access_log_one_person", StringComparison.Ordinal));
        Assert.Contains(plan, line => line.Contains("access_log_some_persons", StringComparison.Ordinal));
        Assert.DoesNotContain(plan, line => line.Contains("Seq Scan", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("示例路12号", "示例路12号", true)]
    [InlineData("示例路12号3栋401室", "示例路 12 号 3 栋 2单元502室", true)]
    [InlineData("示例路12号401号", "示例路12号402号", true)]
    [InlineData("示例路12号3栋", "示例路12号4栋", false)]
    [InlineData("示例路12号", "示例路14号", false)]
    [InlineData("无门牌的村", "无门牌的村", true)]
    public void A_house_is_one_however_its_flats_are_written(string one, string other, bool isSame) =>
        Assert.Equal(isSame, ReaderMarkMaker.HouseOf(one) == ReaderMarkMaker.HouseOf(other));

    [Fact]
    public void Marks_are_equal_for_one_reader_and_month_and_tell_nothing_across_readers_months_and_registers()
    {
        var maker = new ReaderMarkMaker(RegisterKey.Create(KeyedHash.HmacSha256));
        var record = Record("王小明", "示例路12号401室");
        var mark = maker.Of("a", At, record);
        Assert.Equal(mark, maker.Of("a", At.AddDays(9), Record("王大力", "示例路 12号402室")));
        ReaderMarks[] others =
        [
            maker.Of("b", At, record),
            maker.Of("a", At.AddMonths(1), record),
            maker.Of("a", At, Record("李小明", "示例路14号")),
            new ReaderMarkMaker(RegisterKey.Create(KeyedHash.HmacSha256)).Of("a", At, record),
        ];
        Assert.Equal(5, others.Append(mark).Select(one => one.Surname).Distinct().Count());
        Assert.Equal(5, others.Append(mark).Select(one => one.Home).Distinct().Count());
        Assert.Equal(new ReaderMarks(null, null), maker.Of("a", At, new PersonRecord { Id = Person }));
    }

    private static readonly DateTimeOffset At = new(2026, 11, 20, 9, 0, 0, TimeSpan.FromHours(8));

    private static PersonRecord Record(string name, string address) =>
        new()
        {
            Id = Person,
            Identity = new PersonIdentity(CitizenNumbers.Next(), PersonName.Parse(name), null, null),
            Details = new PersonDetails
            {
                Telephone = null,
                Health = "1",
                Address = address,
            },
        };

    private Task<IReadOnlyList<ReaderFigures>> ReadAsync(SearchScope scope, int from, int to) =>
        new AccessReads(source, KeyRing.Create(SealAlgorithm.Aes256Gcm)).ReadersAsync(
            new ReadersQuery(scope, new DateOnly(2026, 11, from), new DateOnly(2026, 11, to), [new DateOnly(2026, 11, 20)], 8, 18),
            Cancellation
        );
}
