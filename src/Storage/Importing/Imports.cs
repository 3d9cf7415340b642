using System.Globalization;
using System.Text.Json;
using Grid.Domain.Identity;
using Grid.Domain.Persons;
using Grid.Domain.Text;
using Grid.Grains.Interfaces.Importing;
using Grid.Grains.Interfaces.Receipts;
using Grid.Storage.Batching;
using Grid.Storage.Persons.Commits;
using Grid.Storage.Receipts;
using Grid.Storage.Sealing;
using Npgsql;
using NpgsqlTypes;

namespace Grid.Storage.Importing;

/// <summary>Imports in <c>import</c>, their waiting rows in <c>import_row</c>, what was wrong in <c>import_fault</c>.</summary>
public sealed class Imports(NpgsqlDataSource source, KeyRing ring) : IImports
{
    /// <summary>Rows that are removed at once of an import that is over.</summary>
    private const int ClearedAtOnce = 20_000;

    private const string Columns = """
        id, system, reason, ordered_by, role, office, baseline_on, whole, checks_only, status,
        rows, rejected, persons, walked, imported, present, place, ordered_at, started_at, walked_at, ended_at, kind
        """;

    public Task<bool> BeginAsync(Import import, CommandReceipt? receipt, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(import);
        return ReceiptedWrite.RunAsync(
            source,
            receipt,
            async connection =>
            {
                await using var command = new NpgsqlCommand(
                    """
                    INSERT INTO import (id, system, reason, ordered_by, role, office, baseline_on, whole, checks_only, status, ordered_at, staged_at, kind)
                    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, 'reading', $10, $10, $11) ON CONFLICT (id) DO NOTHING
                    """,
                    connection
                );
                var reason = OutboxSeal.Seal(import.Reason, ring, OwnerOf(import.Id), OutboxSeal.ImportReasons);
                Add(command, import.Id, import.System, reason, import.By.Subject, EnumName.Of(import.By.Role));
                command.Parameters.Add(Optional(import.By.Office, NpgsqlDbType.Text));
                command.Parameters.Add(Optional(import.BaselineOn, NpgsqlDbType.Date));
                Add(command, import.Whole, import.ChecksOnly, import.OrderedAt.ToUniversalTime(), EnumName.Of(import.Kind));
                return await command.ExecuteNonQueryAsync(cancellationToken) > 0;
            },
            cancellationToken
        );
    }

    public async Task<bool> RestartAsync(Guid id, Guid upload, CancellationToken cancellationToken)
    {
        // First its name, so that an earlier upload stores nothing behind the removal.
        var isExpected = await StoreCall.RunAsync(async () =>
        {
            await using var command = source.CreateCommand(
                "UPDATE import SET upload = $2, staged_at = grid_now() WHERE id = $1 AND status = 'reading'"
            );
            Add(command, id, upload);
            return await command.ExecuteNonQueryAsync(cancellationToken) > 0;
        });
        if (!isExpected)
            return false;
        await StoreCall.RunAsync(async () =>
        {
            await using var rows = source.CreateCommand("DELETE FROM import_row WHERE import = $1");
            rows.CommandTimeout = 0; // The rows of a whole province.
            Add(rows, id);
            await rows.ExecuteNonQueryAsync(cancellationToken);
            await using var faults = source.CreateCommand("DELETE FROM import_fault WHERE import = $1");
            Add(faults, id);
            return await faults.ExecuteNonQueryAsync(cancellationToken);
        });
        return true;
    }

    public Task<bool> StageAsync(
        Guid id,
        Guid upload,
        IReadOnlyList<StagedRow> rows,
        IReadOnlyList<ImportRowFault> faults,
        CancellationToken cancellationToken
    )
    {
        ArgumentNullException.ThrowIfNull(rows);
        ArgumentNullException.ThrowIfNull(faults);
        return ReceiptedWrite.RunAsync(
            source,
            receipt: null,
            async connection =>
            {
                // The row is locked: an upload that begins now waits for these rows, and removes them.
                await using (
                    var staged = new NpgsqlCommand(
                        "UPDATE import SET staged_at = grid_now() WHERE id = $1 AND upload = $2 AND status = 'reading'",
                        connection
                    )
                )
                {
                    Add(staged, id, upload);
                    if (await staged.ExecuteNonQueryAsync(cancellationToken) == 0)
                        return false;
                }

                await using (
                    var command = new NpgsqlCommand(
                        """
                        INSERT INTO import_row (import, person_id, row, content)
                        SELECT $1, person, row, content FROM unnest($2, $3, $4) AS staged (person, row, content)
                        ON CONFLICT DO NOTHING
                        """,
                        connection
                    )
                )
                {
                    var owner = OwnerOf(id);
                    Add(
                        command,
                        id,
                        rows.Select(row => row.Person.ToGuid()).ToArray(),
                        rows.Select(row => row.Row).ToArray(),
                        rows.Select(row => Sealed(row.Command, owner)).ToArray()
                    );
                    await command.ExecuteNonQueryAsync(cancellationToken);
                }

                await InsertAsync(connection, id, "reading", faults, cancellationToken);
                return true;
            },
            cancellationToken
        );
    }

    public Task<bool> ReadAsync(ReadFile file, DateTimeOffset at, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(file);
        return ReceiptedWrite.RunAsync(
            source,
            receipt: null,
            async connection =>
            {
                // A whole import is checked first; so is one that is only to be checked.
                await using var command = new NpgsqlCommand(
                    """
                    UPDATE import SET rows = $2, unread = $3, rejected = $3, started_at = $5,
                        persons = (SELECT count(DISTINCT person_id) FROM import_row WHERE import = $1),
                        status = CASE WHEN NOT $4 THEN 'cancelled' WHEN whole OR checks_only THEN 'checking' ELSE 'running' END,
                        ended_at = CASE WHEN NOT $4 THEN $5 END, mapping = $7
                    WHERE id = $1 AND upload = $6 AND status = 'reading'
                    """,
                    connection
                )
                {
                    CommandTimeout = 0, // The rows of a whole province are counted.
                };
                Add(command, file.Import, file.Rows, file.Rejected, file.IsSound, at.ToUniversalTime(), file.Upload);
                command.Parameters.AddWithValue(NpgsqlDbType.Jsonb, JsonSerializer.Serialize(file.Mapping, JsonSerializerOptions.Web));
                return await command.ExecuteNonQueryAsync(cancellationToken) > 0;
            },
            cancellationToken
        );
    }

    public Task<FileMapping?> MappingAsync(Guid id, CancellationToken cancellationToken) =>
        StoreCall.RunAsync(async () =>
        {
            await using var command = source.CreateCommand("SELECT mapping FROM import WHERE id = $1");
            Add(command, id);
            return await command.ExecuteScalarAsync(cancellationToken) is string mapping
                ? JsonSerializer.Deserialize<FileMapping>(mapping, JsonSerializerOptions.Web)
                : null;
        });

    public Task<bool> RunAsync(Guid id, DateTimeOffset at, CommandReceipt? receipt, CancellationToken cancellationToken) =>
        ReceiptedWrite.RunAsync(
            source,
            receipt,
            async connection =>
            {
                await using var command = new NpgsqlCommand(
                    $"{BeginRunSql} WHERE id = $1 AND status = 'checked' AND NOT (whole AND rejected > 0)",
                    connection
                );
                Add(command, id, at.ToUniversalTime());
                if (await command.ExecuteNonQueryAsync(cancellationToken) == 0)
                    return false;
                await ForgetCheckAsync(connection, id, cancellationToken);
                return true;
            },
            cancellationToken
        );

    public Task<bool> CancelAsync(Guid id, DateTimeOffset at, CommandReceipt? receipt, CancellationToken cancellationToken) =>
        ReceiptedWrite.RunAsync(
            source,
            receipt,
            async connection =>
            {
                // What is held is taken back first.
                await using var command = new NpgsqlCommand(
                    """
                    UPDATE import SET status = CASE WHEN whole AND status = 'running' THEN 'undoing' ELSE 'cancelled' END,
                        ended_at = CASE WHEN whole AND status = 'running' THEN NULL ELSE $2 END,
                        place = NULL, walked = 0, started_at = $2
                    WHERE id = $1 AND status NOT IN ('keeping', 'undoing', 'done', 'cancelled')
                    """,
                    connection
                );
                Add(command, id, at.ToUniversalTime());
                return await command.ExecuteNonQueryAsync(cancellationToken) > 0;
            },
            cancellationToken
        );

    public async Task<Import?> FindAsync(Guid id, CancellationToken cancellationToken) =>
        await ImportsAsync("WHERE id = $1", cancellationToken, id) is [var one] ? one : null;

    public Task<IReadOnlyList<Import>> ListAsync(string reach, int limit, CancellationToken cancellationToken) =>
        ImportsAsync(
            "WHERE starts_with(coalesce(office, ''), $1) ORDER BY ordered_at DESC, id DESC LIMIT $2",
            cancellationToken,
            reach,
            limit
        );

    public async Task<Import?> CurrentAsync(CancellationToken cancellationToken) =>
        await ImportsAsync(
            "WHERE status IN ('checking', 'running', 'keeping', 'undoing') ORDER BY ordered_at, id LIMIT 1",
            cancellationToken
        )
            is [var one]
            ? one
            : null;

    public Task<IReadOnlyList<StagedPerson>> PersonsAsync(Guid id, PersonId? after, int limit, CancellationToken cancellationToken) =>
        StoreCall.RunAsync(async () =>
        {
            // The last person of a page is left out where the page may have cut it off, unless it is the only one: then it is counted.
            await using var command = source.CreateCommand(
                """
                SELECT person_id, row, content, (SELECT kind = 'registrations' FROM import WHERE id = $1) FROM import_row
                WHERE import = $1 AND ($2::uuid IS NULL OR person_id > $2) ORDER BY person_id, row LIMIT $3
                """
            );
            Add(command, id);
            command.Parameters.Add(Person(after));
            Add(command, limit);
            var owner = OwnerOf(id);
            var persons = new List<StagedPerson>();
            var rows = new List<PersonCommand>();
            var (count, person) = (0, Guid.Empty);
            await using var row = await command.ExecuteReaderAsync(cancellationToken);
            while (await row.ReadAsync(cancellationToken))
            {
                var next = row.GetGuid(0);
                if (rows.Count > 0 && next != person)
                    persons.Add(Taken(person, rows));
                person = next;
                rows.Add(Opened(row.GetFieldValue<byte[]>(2), row.GetBoolean(3), owner));
                count++;
            }

            if (count < limit && rows.Count > 0)
                persons.Add(Taken(person, rows));
            else if (persons.Count == 0 && rows.Count > 0)
                persons.Add(Taken(person, rows) with { RowCount = await RowsOfAsync(id, person, cancellationToken) });
            return (IReadOnlyList<StagedPerson>)persons;
        });

    private async Task<long> RowsOfAsync(Guid id, Guid person, CancellationToken cancellationToken)
    {
        await using var command = source.CreateCommand("SELECT count(*) FROM import_row WHERE import = $1 AND person_id = $2");
        Add(command, id, person);
        return (long)(await command.ExecuteScalarAsync(cancellationToken))!;
    }

    /// <summary>
    /// Repeated after a lost connection it finds the place moved and answers false, as to another activation; the caller reads the import
    /// again.
    /// </summary>
    public Task<bool> AdvanceAsync(Import import, ImportPage page, DateTimeOffset at, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(import);
        ArgumentNullException.ThrowIfNull(page);
        var pass = EnumName.Of(import.Status);
        return ReceiptedWrite.RunAsync(source, receipt: null, AdvanceAsync, cancellationToken);

        async Task<bool> AdvanceAsync(NpgsqlConnection connection)
        {
            await using (
                var place = new NpgsqlCommand(
                    """
                    UPDATE import SET place = coalesce($4, place), walked = walked + $5, imported = imported + $6, present = present + $7,
                        rejected = rejected + $8, walked_at = $9
                    WHERE id = $1 AND status = $2 AND place IS NOT DISTINCT FROM $3
                    """,
                    connection
                )
            )
            {
                Add(place, import.Id, pass);
                place.Parameters.Add(Person(import.Place));
                place.Parameters.Add(Person(page.Last));
                Add(place, (long)page.Walked, (long)page.Imported, (long)page.Present, (long)page.Rejected, at.ToUniversalTime());
                if (await place.ExecuteNonQueryAsync(cancellationToken) == 0)
                    return false;
            }

            // What is found while an import that is all or nothing is kept belongs to its run.
            await InsertAsync(
                connection,
                import.Id,
                import.Status == ImportStatus.Keeping ? "running" : pass,
                page.Faults,
                cancellationToken
            );
            var isLastPass =
                import.Status is ImportStatus.Keeping or ImportStatus.Undoing || (import.Status == ImportStatus.Running && !import.Whole);
            if (isLastPass && page.Last is { } last)
            {
                await using var gone = new NpgsqlCommand("DELETE FROM import_row WHERE import = $1 AND person_id <= $2", connection);
                Add(gone, import.Id, last.ToGuid());
                await gone.ExecuteNonQueryAsync(cancellationToken);
            }

            if (page.IsEnd)
                await EndAsync(connection, import, at, cancellationToken);
            return true;
        }
    }

    public Task<IReadOnlyList<ImportRowFault>> FaultsAsync(Guid id, int afterRow, int limit, CancellationToken cancellationToken) =>
        StoreCall.RunAsync(async () =>
        {
            // Whole rows: those of the last row are complete.
            await using var command = source.CreateCommand(
                """
                SELECT row, col, field, code, rejects, allowed FROM import_fault
                WHERE import = $1 AND row > $2
                    AND row <= coalesce((SELECT max(row) FROM (SELECT row FROM import_fault WHERE import = $1 AND row > $2 ORDER BY row LIMIT $3) AS page), $2)
                ORDER BY row, pass, ordinal
                """
            );
            Add(command, id, afterRow, limit);
            var faults = new List<ImportRowFault>();
            await using var row = await command.ExecuteReaderAsync(cancellationToken);
            while (await row.ReadAsync(cancellationToken))
            {
                faults.Add(
                    new ImportRowFault(
                        row.GetInt32(0),
                        row.IsDBNull(1) ? null : row.GetString(1),
                        row.IsDBNull(2) ? null : row.GetString(2),
                        row.GetString(3),
                        row.GetBoolean(4),
                        row.GetFieldValue<string[]>(5)
                    )
                );
            }

            return (IReadOnlyList<ImportRowFault>)faults;
        });

    public Task<bool> ClearAsync(CancellationToken cancellationToken) =>
        StoreCall.RunAsync(async () =>
        {
            await using var command = source.CreateCommand(
                """
                DELETE FROM import_row WHERE (import, person_id, row) IN (
                    SELECT import, person_id, row FROM import_row
                    WHERE import IN (SELECT id FROM import WHERE status IN ('done', 'cancelled')) LIMIT $1)
                """
            );
            Add(command, ClearedAtOnce);
            return await command.ExecuteNonQueryAsync(cancellationToken) == ClearedAtOnce;
        });

    public Task CancelStaleAsync(DateTimeOffset since, DateTimeOffset at, CancellationToken cancellationToken) =>
        StoreCall.RunAsync(async () =>
        {
            await using var command = source.CreateCommand(
                "UPDATE import SET status = 'cancelled', ended_at = $2 WHERE status = 'reading' AND staged_at < $1"
            );
            Add(command, since.ToUniversalTime(), at.ToUniversalTime());
            return await command.ExecuteNonQueryAsync(cancellationToken);
        });

    /// <summary>$1 the import, $2 the moment. What the check counted begins again; what could not be read stays rejected.</summary>
    private const string BeginRunSql = """
        UPDATE import SET status = 'running', place = NULL, walked = 0, imported = 0, present = 0, rejected = unread, started_at = $2
        """;

    /// <summary>The pass is over: a check that is to be followed by the import is, unless it is to be whole and cannot be.</summary>
    private static async Task EndAsync(NpgsqlConnection connection, Import import, DateTimeOffset at, CancellationToken cancellationToken)
    {
        if (import.Status == ImportStatus.Checking)
        {
            await using var run = new NpgsqlCommand(
                $"{BeginRunSql} WHERE id = $1 AND status = 'checking' AND NOT checks_only AND rejected = 0",
                connection
            );
            Add(run, import.Id, at.ToUniversalTime());
            if (await run.ExecuteNonQueryAsync(cancellationToken) > 0)
            {
                await ForgetCheckAsync(connection, import.Id, cancellationToken);
                return;
            }
        }

        await using var end = new NpgsqlCommand(
            import is { Status: ImportStatus.Running, Whole: true }
                ? """
                UPDATE import SET status = CASE WHEN rejected > 0 THEN 'undoing' ELSE 'keeping' END, place = NULL, walked = 0, started_at = $2
                WHERE id = $1
                """
                : """
                UPDATE import SET status = CASE status WHEN 'checking' THEN 'checked' WHEN 'undoing' THEN 'cancelled' ELSE 'done' END,
                    ended_at = CASE status WHEN 'checking' THEN NULL ELSE $2 END
                WHERE id = $1
                """,
            connection
        );
        Add(end, import.Id, at.ToUniversalTime());
        await end.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>What the check found is found again, or not, by the import.</summary>
    private static async Task ForgetCheckAsync(NpgsqlConnection connection, Guid id, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand("DELETE FROM import_fault WHERE import = $1 AND pass = 'checking'", connection);
        Add(command, id);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private static async Task InsertAsync(
        NpgsqlConnection connection,
        Guid id,
        string pass,
        IReadOnlyList<ImportRowFault> faults,
        CancellationToken cancellationToken
    )
    {
        if (faults.Count == 0)
            return;
        await using var command = new NpgsqlCommand(
            """
            INSERT INTO import_fault (import, row, ordinal, pass, col, field, code, rejects, allowed)
            SELECT $1, row, ordinal, $2, col, field, code, rejects, string_to_array(allowed, ',')
            FROM unnest($3, $4, $5, $6, $7, $8, $9) AS found (row, ordinal, col, field, code, rejects, allowed)
            ON CONFLICT DO NOTHING
            """,
            connection
        );
        var ordinals = new Dictionary<int, int>();
        Add(
            command,
            id,
            pass,
            faults.Select(fault => fault.Row).ToArray(),
            faults.Select(fault => ordinals[fault.Row] = ordinals.GetValueOrDefault(fault.Row, -1) + 1).ToArray(),
            faults.Select(fault => fault.Column).ToArray(),
            faults.Select(fault => fault.Field).ToArray(),
            faults.Select(fault => fault.Code).ToArray(),
            faults.Select(fault => fault.Rejects).ToArray(),
            faults.Select(fault => string.Join(',', fault.Allowed)).ToArray()
        );
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private Task<IReadOnlyList<Import>> ImportsAsync(string which, CancellationToken cancellationToken, params object[] values) =>
        StoreCall.RunAsync(async () =>
        {
#pragma warning disable CA2100 // Put together of constant parts; every value is a parameter.
            await using var command = source.CreateCommand($"SELECT {Columns} FROM import {which}");
#pragma warning restore CA2100
            Add(command, values);
            var imports = new List<Import>();
            await using var row = await command.ExecuteReaderAsync(cancellationToken);
            while (await row.ReadAsync(cancellationToken))
                imports.Add(Read(row));
            return (IReadOnlyList<Import>)imports;
        });

    private Import Read(NpgsqlDataReader row) =>
        new(
            row.GetGuid(0),
            row.GetString(1),
            OutboxSeal.Open<string>(row.GetFieldValue<byte[]>(2), ring, OwnerOf(row.GetGuid(0)), OutboxSeal.ImportReasons),
            new Actor(row.GetString(3), Enum.Parse<Role>(row.GetString(4), ignoreCase: true), row.IsDBNull(5) ? null : row.GetString(5)),
            row.IsDBNull(6) ? null : row.GetFieldValue<DateOnly>(6),
            row.GetBoolean(7),
            row.GetBoolean(8),
            Enum.Parse<ImportStatus>(row.GetString(9), ignoreCase: true),
            new ImportTally(row.GetInt64(10), row.GetInt64(11), row.GetInt64(12), row.GetInt64(13), row.GetInt64(14), row.GetInt64(15)),
            row.IsDBNull(16) ? null : PersonId.FromGuid(row.GetGuid(16)),
            row.GetFieldValue<DateTimeOffset>(17),
            Moment(row, 18),
            Moment(row, 19),
            Moment(row, 20)
        )
        {
            Kind = Enum.Parse<ImportKind>(row.GetString(21), ignoreCase: true),
        };

    /// <summary>Each kind by its own type, without a discriminator: the import says which it is.</summary>
    private byte[] Sealed(PersonCommand row, string owner) =>
        row is ImportHistory history
            ? OutboxSeal.Seal(history, ring, owner, OutboxSeal.ImportRows)
            : OutboxSeal.Seal((ImportCases)row, ring, owner, OutboxSeal.ImportRows);

    private PersonCommand Opened(byte[] content, bool isRegistration, string owner) =>
        isRegistration
            ? OutboxSeal.Open<ImportCases>(content, ring, owner, OutboxSeal.ImportRows)
            : OutboxSeal.Open<ImportHistory>(content, ring, owner, OutboxSeal.ImportRows);

    private static DateTimeOffset? Moment(NpgsqlDataReader row, int column) =>
        row.IsDBNull(column) ? null : row.GetFieldValue<DateTimeOffset>(column);

    private static StagedPerson Taken(Guid person, List<PersonCommand> rows)
    {
        var taken = new StagedPerson(PersonId.FromGuid(person), [.. rows], rows.Count);
        rows.Clear();
        return taken;
    }

    private static string OwnerOf(Guid id) => id.ToString("N", CultureInfo.InvariantCulture);

    private static NpgsqlParameter Optional(object? value, NpgsqlDbType type) =>
        new() { Value = value ?? DBNull.Value, NpgsqlDbType = type };

    private static NpgsqlParameter Person(PersonId? person) =>
        new() { Value = (object?)person?.ToGuid() ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Uuid };

    private static void Add(NpgsqlCommand command, params object[] values)
    {
        foreach (var value in values)
            command.Parameters.AddWithValue(value);
    }
}
