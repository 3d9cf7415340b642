using System.Buffers;
using System.Data;
using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Grid.Domain.Identity;
using Grid.Storage.Searching;
using Grid.Storage.Tests.Persons;
using Grid.Testing;
using Grid.Testing.Databases;
using Npgsql;

namespace Grid.Storage.Tests.Sealing;

/// <summary>
/// What a thief finds of 1,000 known persons: in a dump by pg_dump, in the files of the cluster, which a base backup copies, and in the
/// write-ahead log.
/// </summary>
public sealed partial class DumpTests(ITestOutputHelper output)
{
    private const int Persons = 1_000;

    /// <summary>Signs that are in no other name or text of the register.</summary>
    private const string Signs = "龘靐齉爩鱻麤龗灪吁龖";

    /// <summary>What a host from before migration 0815 leaves in the row of a person.</summary>
    private const string OlderHost = "UPDATE person_search SET name = $2, name_key = $2 WHERE person_id = $1";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Names_telephones_and_addresses_of_1000_persons_are_in_no_dump_no_file_and_no_log()
    {
        await using var server = await PrivatePostgres.CreateAsync(Cancellation);
        await using var database = await server.CreateDatabaseAsync(Cancellation);
        await using var register = new Register(database.ApplicationConnectionString);
        var persons = await Task.WhenAll(Enumerable.Range(0, Persons).Select(n => AddAsync(register, n)));
        var files = new Files(await server.FolderAsync(Cancellation));
        string[] names = [.. Enumerable.Range(0, Persons).Select(NameOf)];
        string[] secrets =
        [
            .. names,
            .. Enumerable.Range(0, Persons).Select(n => Sample.Telephone(n).Value),
            .. Enumerable.Range(0, Persons).Select(n => Sample.Details(n).Address!),
        ];
        string[] controls = [.. Enumerable.Range(0, Persons).Select(n => Sample.Application(n).Number.Value)];

        var dump = await DumpAsync(server, database);
        await CheckpointAsync(server);
        Tell("dump", dump, secrets);
        Assert.Empty(Found(secrets, dump));
        Assert.Equal(Persons, Found(controls, dump).Count);
        var (stored, log) = (files.Stored(), files.Log());
        Tell("files", stored, secrets);
        Tell("log", log, secrets);
        Assert.Empty(Found(secrets, stored));
        Assert.Equal(Persons, Found(controls, stored).Count);
        Assert.Empty(Found(secrets, log));
        Assert.Equal(Persons, Found(controls, log).Count);

        // As older hosts left them: the same search finds every one of them.
        await Parallel.ForEachAsync(persons.Zip(names), Cancellation, async (person, cancelled) =>
        {
            await using var command = register.Source.CreateCommand(OlderHost);
            command.Parameters.AddWithValue(person.First.ToGuid());
            command.Parameters.AddWithValue(person.Second);
            await command.ExecuteNonQueryAsync(cancelled);
        });
        await ExecuteAsync(database.OwnerConnectionString, "ANALYZE person_search");
        await CheckpointAsync(server);
        Assert.Equal(Persons, Found(names, await DumpAsync(server, database)).Count);
        Assert.Equal(Persons, Found(names, files.Stored()).Count);

        await SealAsync(server, database, register);
        await CheckpointAsync(server);
        dump = await DumpAsync(server, database);
        Assert.Empty(Found(secrets, dump));
        Assert.Equal(Persons, Found(controls, dump).Count);
        Assert.Empty(Found(secrets, files.Stored()));
    }

    /// <summary>While somebody still reads what was there before: such a transaction would make the new files keep the names.</summary>
    private static async Task SealAsync(PrivatePostgres server, TestDatabase database, Register register)
    {
        await using var reader = new NpgsqlConnection(database.OwnerConnectionString);
        await reader.OpenAsync(Cancellation);
        await using var reading = await reader.BeginTransactionAsync(IsolationLevel.RepeatableRead, Cancellation);
        await using (var command = new NpgsqlCommand("SELECT count(*) FROM duty", reader, reading))
            await command.ExecuteScalarAsync(Cancellation);

        Assert.Equal(new NameSealingReport(Persons, 0), await NameSealing.RunAsync(register.Source, register.Secrets, Cancellation));
        var rewriting = NameSealing.RewriteAsync(database.OwnerConnectionString, TimeProvider.System, Cancellation);

        // Twice: before that it may not have come to the files yet.
        var asked = new HashSet<DateTime>();
        await Wait.UntilAsync(
            async () =>
            {
                if (await AskedAsync(server) is { } at)
                    asked.Add(at);
                return rewriting.IsCompleted || asked.Count > 1;
            },
            "the rewriting waits for the reader"
        );
        Assert.False(rewriting.IsCompleted);
        await reading.CommitAsync(Cancellation);
        await rewriting;
    }

    /// <summary>When it last asked who still reads; null before.</summary>
    private static async Task<DateTime?> AskedAsync(PrivatePostgres server) =>
        await DatabaseCommands.ScalarAsync<object>(
            server.SuperuserConnectionString,
            "SELECT max(query_start) FROM pg_stat_activity WHERE query LIKE '%virtualxid = ANY%' AND pid <> pg_backend_pid()"
        ) as DateTime?;

    private static string NameOf(int n) =>
        string.Concat(n.ToString("D4", CultureInfo.InvariantCulture).Select(digit => Signs[digit - '0']));

    private static async Task<PersonId> AddAsync(Register register, int n)
    {
        var state = await register.ReadAsync(register.IdOf(n));
        var record = Sample.Record(register.IdOf(n), n);
        record = record with { Identity = record.Identity! with { Name = PersonName.Parse(NameOf(n)) } };
        await register.WriteAsync(state, record, Sample.FullCommit(record, n));
        return record.Id;
    }

    /// <summary>The server's own pg_dump, of everything in the database.</summary>
    private static async Task<byte[]> DumpAsync(PrivatePostgres server, TestDatabase database)
    {
        var programs = await DatabaseCommands.ScalarAsync<string>(
            server.SuperuserConnectionString,
            "SELECT setting FROM pg_config WHERE name = 'BINDIR'"
        );
        var settings = new NpgsqlConnectionStringBuilder(server.SuperuserConnectionString);
        var start = new ProcessStartInfo(Path.Combine(programs!, "pg_dump"))
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            ArgumentList =
            {
                "--host",
                settings.Host!,
                "--port",
                $"{settings.Port}",
                "--username",
                settings.Username!,
                "--no-password",
                database.Name,
            },
            Environment = { ["PGPASSWORD"] = settings.Password },
        };
        using var process = Process.Start(start)!;
        using var dump = new MemoryStream();
        var errors = process.StandardError.ReadToEndAsync(Cancellation);
        await process.StandardOutput.BaseStream.CopyToAsync(dump, Cancellation);
        await process.WaitForExitAsync(Cancellation);
        Assert.True(process.ExitCode == 0, await errors);
        return WithBytes(dump.ToArray());
    }

    /// <summary>
    /// The dump with its byte arrays as they are: as hexadecimal digits they would hide a text, and their digits can look like a telephone
    /// number by chance.
    /// </summary>
    private static byte[] WithBytes(byte[] dump) =>
        Encoding.Latin1.GetBytes(
            HexadecimalBytes()
                .Replace(Encoding.Latin1.GetString(dump), found =>
                    Encoding.Latin1.GetString(Convert.FromHexString(found.Groups[1].ValueSpan))
                )
        );

    [GeneratedRegex(@"\\\\x((?:[0-9a-f]{2})+)")]
    private static partial Regex HexadecimalBytes();

    /// <summary>What is in memory is written, and files that are not needed any more are removed.</summary>
    private static Task CheckpointAsync(PrivatePostgres server) => ExecuteAsync(server.SuperuserConnectionString, "CHECKPOINT");

    private static Task ExecuteAsync(string connectionString, string sql) => DatabaseCommands.ExecuteAsync(connectionString, sql);

    /// <summary>Which of these are in it, as UTF-8.</summary>
    private static HashSet<string> Found(IEnumerable<string> texts, byte[] content)
    {
        // Latin 1 makes each byte a sign.
        var values = texts.ToDictionary(text => Encoding.Latin1.GetString(Encoding.UTF8.GetBytes(text)), StringComparer.Ordinal);
        var lengths = values.Keys.Select(value => value.Length).Distinct().ToArray();
        var (searched, found) = (
            SearchValues.Create([.. values.Keys], StringComparison.Ordinal),
            new HashSet<string>(StringComparer.Ordinal)
        );
        var rest = Encoding.Latin1.GetString(content).AsSpan();
        for (int at; (at = rest.IndexOfAny(searched)) >= 0; rest = rest[(at + 1)..])
        {
            foreach (var length in lengths)
            {
                if (length <= rest.Length - at && values.TryGetValue(rest.Slice(at, length).ToString(), out var text))
                    found.Add(text);
            }
        }

        return found;
    }

    private void Tell(string what, byte[] content, string[] texts) =>
        output.WriteLine(
            $"{what}: {content.Length} bytes, {Found(texts, content).Count} of {texts.Length} names, telephones and addresses"
        );

    /// <summary>The files of a cluster.</summary>
    private sealed class Files(string folder)
    {
        private readonly string data = Path.Combine(folder, "data");

        public byte[] Log() => Read(path => IsLog(path));

        public byte[] Stored() => Read(path => !IsLog(path));

        private bool IsLog(string path) => path.StartsWith(Path.Combine(data, "pg_wal"), StringComparison.Ordinal);

        /// <summary>A server that runs removes files; what is gone contains nothing.</summary>
        private byte[] Read(Predicate<string> which)
        {
            using var all = new MemoryStream();
            foreach (var path in Directory.EnumerateFiles(data, "*", SearchOption.AllDirectories).Where(path => which(path)))
            {
                try
                {
                    using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
                    file.CopyTo(all);
                }
                catch (FileNotFoundException) { }
            }

            return all.ToArray();
        }
    }
}
