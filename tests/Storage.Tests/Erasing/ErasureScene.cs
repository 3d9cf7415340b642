using System.Text;
using System.Text.Json;
using Grid.Domain.Codes;
using Grid.Domain.Counting;
using Grid.Domain.Identity;
using Grid.Domain.Persons;
using Grid.Grains.Interfaces.Notices;
using Grid.Grains.Interfaces.Persons.Commit;
using Grid.Storage.Chaining;
using Grid.Storage.Consistency;
using Grid.Storage.Counting;
using Grid.Storage.Erasing;
using Grid.Storage.Notices;
using Grid.Storage.Tests.Persons;
using Grid.Testing;
using Grid.Testing.Databases;
using Npgsql;

namespace Grid.Storage.Tests.Erasing;

/// <summary>A register with persons whose cases are over, eleven years before the clock of the erasure.</summary>
internal sealed class ErasureScene : IAsyncDisposable
{
    public const string Name = "欧阳试样";
    public const string Note = "备注里的私事";

    private readonly TestDatabase database;
    private readonly NpgsqlDataSource owner;

    private ErasureScene(TestDatabase database)
    {
        this.database = database;
        Register = new Register(database.ApplicationConnectionString);
        owner = NpgsqlDataSource.Create(database.OwnerConnectionString);
        Keys = new ChainKeys(Register.Secrets);
        Counts = new CountStore(Register.Source, Register.Secrets.Ring, TimeProvider.System);
    }

    public Register Register { get; }

    public ChainKeys Keys { get; }

    public CountStore Counts { get; }

    public DateTimeOffset Now { get; set; } = Sample.Now.AddYears(11);

    public TimeProvider Clock => new FixedClock(Now);

    public static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public NpgsqlDataSource Owner => owner;

    public string OwnerConnectionString => database.OwnerConnectionString;

    public static async Task<ErasureScene> StartAsync() => new(await TestDatabase.CreateAsync(Cancellation));

    public PersonId IdOf(int n) => Register.IdOf(n);

    public ErasureRun Run(RetentionRules? rules = null) => new(owner, Keys, rules ?? ConfirmedRetention.Rules, Clock, []);

    public async Task<List<Erasure>> EraseAsync()
    {
        var erased = await Run().EraseAsync("operator-1", Cancellation).ToListAsync(Cancellation);
        await Run().FreeAsync(rewrite: false, Cancellation);
        return erased;
    }

    public async Task<List<Erasure>> PlanAsync() => await Run().PlanAsync(Cancellation).ToListAsync(Cancellation);

    /// <summary>A life from application to exit with a row in every table, everything sent and counted.</summary>
    public async Task AddAsync(int n, Func<PersonRecord, PersonRecord>? change = null, DateTimeOffset? at = null)
    {
        var (id, registration) = (IdOf(n), Sample.Registration(n));
        var before = Sample.Record(id, n) with { Identity = Sample.Record(id, n).Identity! with { Name = PersonName.Parse(Name) } };
        var state = await Register.ReadAsync(id);
        var full = Sample.FullCommit(before, n);
        var status = Sample.StatisticalStatus(n);
        await Register.WriteAsync(
            state,
            before with
            {
                Sequence = 2,
                Registration = registration,
            },
            full with
            {
                At = at ?? Sample.Now,
                Receipt = at is null ? full.Receipt : null, // Its month has no partition yet.
                Journal =
                [
                    .. full.Journal,
                    Sample.Entry(2, new Registered(registration, Sample.Facts(n))) with
                    {
                        StatisticalStatus = new StatisticalStatusChange(status.Shown()),
                    },
                ],
                Counts = [new CountRow(2, 0, new CountEntry(CountKind.New, status, Sample.Today, Sample.Today))],
                Duties = [],
                PlatformItems = [.. full.PlatformItems, Sample.ItemOf(n)],
                Services = [Sample.Contact(1, n) with { Details = JsonSerializer.SerializeToElement(new { Note }) }],
            }
        );
        var exit = new ExitDetails
        {
            Reason = ExitReason.Hired,
            On = Sample.Today,
            Evidence = new Evidence { Basis = EvidenceBasis.ManualCheck, Note = Note },
        };
        var over = before with
        {
            Sequence = 3,
            Application = before.Application! with { Status = ApplicationStatus.Approved },
            Past = [new PastRegistration(registration, PastEnding.Exited, Sample.Today, exit)],
        };
        await Register.WriteAsync(
            state,
            change?.Invoke(over) ?? over,
            Sample.SmallCommit(3, at is null ? Sample.Receipt(id, $"exit-{n}") : null, at: at) with
            {
                Journal =
                [
                    Sample.Entry(3, new Exited(registration.Number, Sample.Office, exit.Reason, exit.On, true, exit)) with
                    {
                        StatisticalStatus = new StatisticalStatusChange(null),
                    },
                ],
                Counts =
                [
                    new CountRow(
                        3,
                        0,
                        new CountEntry(CountKind.Exit, status, Sample.Today, Sample.Today) { ExitReason = ExitReason.Hired }
                    ),
                ],
                PlatformItems = [Sample.Item(PlatformItemKind.Exit, $"exit:{registration.Number}:3", Note)],
                Application = new ApplicationRow(
                    false,
                    over.Application! with
                    {
                        NonApproval = NonApprovalReason.NoWorkAbility,
                    },
                    Sample.Region,
                    false
                ),
                Registrations = [new RegistrationRow(false, registration, Sample.Region, RegistrationRowStatus.Exited, exit, Sample.Today)],
                Search = new SearchRow(before.Identity!.Name, before.Details!.Telephone, Sample.Office, Sample.Region, false),
            }
        );
        await SendAsync(n);
    }

    /// <summary>Everything leaves, and is counted.</summary>
    public async Task SendAsync(int n)
    {
        while ((await Counts.FoldAsync(Sample.Region, 50, Cancellation)).More) { }

        var outbox = new NoticeOutbox(Register.Source, Register.Secrets.Ring, TimeProvider.System);
        foreach (var leased in await outbox.LeaseAsync(Sample.Now, Sample.Now.AddMinutes(5), 10, Cancellation))
        {
            await outbox.MarkSentAsync(
                leased,
                new SentNotice("sms", $"{Name} {Sample.Telephone(n).Value}", $"gateway-{n}", Sample.Now),
                Cancellation
            );
        }

        await OwnerAsync(
            "UPDATE notice_sent SET delivered = false, report_reason = $1 WHERE gateway_id = $2",
            Sample.Telephone(n).Value,
            $"gateway-{n}"
        );
        await OwnerAsync(
            """
            WITH gone AS (DELETE FROM platform_item RETURNING *)
            INSERT INTO platform_sent (id, person_id, kind, key, region, office, event_on, commit_id, created_at, outcome, done_at, attempts, round, content)
            SELECT id, person_id, kind, key, region, office, event_on, commit_id, created_at, 'accepted', created_at, 1, round, content FROM gone
            """
        );
        await OwnerAsync("DELETE FROM notice_outcome");
        await OwnerAsync(
            "INSERT INTO platform_order (kind, ordered_by, reason, at, person_id, items) VALUES ('skip', 'operator-1', $1, now(), $2, 1)",
            Note,
            IdOf(n).ToGuid()
        );
        await OwnerAsync(
            "UPDATE registration SET legacy_hash = substring(sha256(convert_to(person_id::text, 'UTF8')), 1, 16) WHERE person_id = $1",
            IdOf(n).ToGuid()
        );
        await OwnerAsync(
            """
            WITH list AS (
                INSERT INTO person_list (id, office, name, created_by, created_at, expires_at)
                VALUES (gen_random_uuid(), $2, 'sealed', 'clerk-1', now(), now() + interval '30 days') RETURNING id)
            INSERT INTO person_list_member (list_id, ordinal, person_id) SELECT id, 0, $1 FROM list
            """,
            IdOf(n).ToGuid(),
            Sample.Office
        );
        await OwnerAsync(
            """
            WITH home AS (
                INSERT INTO household (id, office, state, version, others, created_at)
                VALUES (gen_random_uuid(), $2, 1, 1, '[]', now()) RETURNING id),
            done AS (
                INSERT INTO household_event (household_id, version, act, by, at, evidence, note)
                SELECT id, 1, 1, 'clerk-1', now(), 'sealed', 'sealed' FROM home)
            INSERT INTO household_member (household_id, person_id, relationship, since) SELECT id, $1, '0', now() FROM home
            """,
            IdOf(n).ToGuid(),
            Sample.Office
        );
    }

    public Task OwnerAsync(string sql, params object[] values) => DatabaseCommands.ExecuteAsync(OwnerConnectionString, sql, values);

    public Task<T> ScalarAsync<T>(string sql, params object[] values) =>
        DatabaseCommands.ScalarAsync<T>(OwnerConnectionString, sql, values)!;

    public async Task<IReadOnlyList<string>> FaultsAsync() =>
        [
            .. (await ChainCheck.RunAsync(Register.Source, Keys, [], Cancellation)).Faults.Select(fault =>
                $"{fault.Table} {fault.Row} {fault.Kind}"
            ),
        ];

    /// <summary>Disagreements of the tables, by name.</summary>
    public async Task<IReadOnlyList<string>> DisagreementsAsync() =>
        [
            .. (await ConsistencyChecks.CheckAsync(Register.Source, Cancellation))
                .Where(one => one.Value != 0)
                .Select(one => $"{one.Value} {one.Key}"),
        ];

    /// <summary>Tables in which a value is readable, in any column, as text or as its bytes; statistics of the planner quote columns.</summary>
    public async Task<IReadOnlyList<string>> FindAsync(string value)
    {
        var tables = await ScalarAsync<string[]>(
            "SELECT array_agg(oid::regclass::text ORDER BY oid::regclass::text) FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p', 'm')"
        );
        var found = new List<string>();
        foreach (var table in tables.Append("pg_stats"))
        {
            var rows = await ScalarAsync<long>(
                $"SELECT count(*) FROM {table} AS t WHERE strpos(t::text, $1) > 0 OR strpos(t::text, $2) > 0",
                value,
                Convert.ToHexStringLower(Encoding.UTF8.GetBytes(value))
            );
            if (rows > 0)
                found.Add(table);
        }

        return found;
    }

    /// <summary>Tables and indexes in whose files a value is, as a base backup copies them.</summary>
    public async Task<IReadOnlyList<string>> FindInFilesAsync(string value)
    {
        var server = new NpgsqlConnectionStringBuilder(await PostgresServer.GetOwnerConnectionStringAsync(Cancellation))
        {
            Database = database.Name,
            Pooling = false,
        };
        await using var superuser = new NpgsqlConnection(server.ConnectionString);
        await superuser.OpenAsync(Cancellation);
        await using (var checkpoint = new NpgsqlCommand("CHECKPOINT", superuser))
            await checkpoint.ExecuteNonQueryAsync(Cancellation);
        await using var files = new NpgsqlCommand(
            "SELECT oid::regclass::text, pg_read_binary_file(pg_relation_filepath(oid)) FROM pg_class WHERE pg_relation_size(oid) > 0 ORDER BY 1",
            superuser
        );
        var found = new List<string>();
        await using var file = await files.ExecuteReaderAsync(Cancellation);
        while (await file.ReadAsync(Cancellation))
        {
            if (file.GetFieldValue<byte[]>(1).AsSpan().IndexOf(Encoding.UTF8.GetBytes(value)) >= 0)
                found.Add(file.GetString(0));
        }

        return found;
    }

    /// <summary>Columns that hold bytes of a person, in any table that names the person.</summary>
    public async Task<IReadOnlyList<string>> SealedAsync(Guid person)
    {
        var columns = await ScalarAsync<string[]>(
            """
            SELECT array_agg(c.table_name::text || '.' || c.column_name::text ORDER BY c.table_name::text COLLATE "C", c.column_name::text COLLATE "C") FROM information_schema.columns AS c
            WHERE c.table_schema = 'public' AND c.data_type = 'bytea' AND EXISTS (
                SELECT FROM information_schema.columns AS p JOIN information_schema.tables AS t USING (table_schema, table_name)
                WHERE p.table_name = c.table_name AND p.table_schema = 'public' AND p.column_name = 'person_id' AND t.table_type = 'BASE TABLE')
            """
        );
        var found = new List<string>();
        foreach (var column in columns)
        {
            var (table, name) = (column.Split('.')[0], column.Split('.')[1]);
            if (await ScalarAsync<long>($"SELECT count(*) FROM {table} WHERE person_id = $1 AND octet_length({name}) > 0", person) > 0)
                found.Add(column);
        }

        return found;
    }

    public async ValueTask DisposeAsync()
    {
        await owner.DisposeAsync();
        await Register.DisposeAsync();
        await database.DisposeAsync();
    }

    private sealed class FixedClock(DateTimeOffset now) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => now;
    }
}
