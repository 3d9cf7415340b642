using System.Text.Json;
using Grid.Domain.Json;
using Grid.Domain.Persons;
using Grid.Grains.Interfaces.Persons.Reading;
using Grid.Grains.Interfaces.Receipts;
using Grid.Grains.Interfaces.Supervision;
using Grid.Storage.Batching;
using Grid.Storage.Persons.Commits;
using Grid.Storage.Receipts;
using Grid.Storage.Sealing;
using Grid.Storage.Searching;
using Npgsql;

namespace Grid.Storage.Supervision;

/// <summary>Complaints of persons who have no case, in <c>open_complaint</c>.</summary>
public sealed class OpenComplaintStore(NpgsqlDataSource source, KeyRing ring, RegisterKey registerKey) : IOpenComplaints
{
    private const int LargestPage = 200;
    private const string Columns = "id, kind, office, owner, raised_on, due, result, ended_on";

    /// <summary>$1 id, $2 digest, $3 office, $4 owner, $5 kind, $6 day, $7 due, $8 content.</summary>
    private const string Insert = """
        INSERT INTO open_complaint (id, digest, office, owner, kind, raised_on, due, content) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
        ON CONFLICT (raised_on, digest) DO NOTHING
        """;

    /// <summary>$1 id, $2 result, $3 answer, $4 by, $5 day, $6 moment.</summary>
    private const string End = """
        UPDATE open_complaint SET result = $2, answer = $3, answered_by = $4, ended_on = $5, ended_at = $6 WHERE id = $1 AND ended_on IS NULL
        """;

    public async Task<OpenComplaint> RaiseAsync(OpenComplaint complaint, OpenComplaintWords words, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(complaint);
        ArgumentNullException.ThrowIfNull(words);
        var digest = registerKey.ContentHash(
            JsonSerializer.SerializeToUtf8Bytes(
                new
                {
                    complaint.Kind,
                    complaint.Office,
                    words.Text,
                    words.Contact,
                },
                DomainJson.Options
            )
        );
        await ReceiptedWrite.RunAsync(
            source,
            receipt: null,
            async connection =>
            {
                await using var command = new NpgsqlCommand(Insert, connection);
                command.Parameters.AddWithValue(complaint.Id);
                command.Parameters.AddWithValue(digest);
                command.Parameters.AddWithValue(complaint.Office);
                command.Parameters.AddWithValue(complaint.Owner);
                command.Parameters.AddWithValue((short)complaint.Kind);
                command.Parameters.AddWithValue(complaint.RaisedOn);
                command.Parameters.AddWithValue(complaint.Due);
                command.Parameters.AddWithValue(OutboxSeal.Seal(words, ring, complaint.Id, OutboxSeal.OpenComplaints));
                await command.ExecuteNonQueryAsync(cancellationToken);
                return true;
            },
            cancellationToken
        );
        return await StoreCall.RunAsync(async () =>
        {
            await using var command = source.CreateCommand($"SELECT {Columns} FROM open_complaint WHERE raised_on = $1 AND digest = $2");
            command.Parameters.AddWithValue(complaint.RaisedOn);
            command.Parameters.AddWithValue(digest);
            await using var row = await command.ExecuteReaderAsync(cancellationToken);
            return await row.ReadAsync(cancellationToken) ? Of(row) : complaint;
        });
    }

    public Task<OpenComplaint?> FindAsync(string id, CancellationToken cancellationToken) =>
        StoreCall.RunAsync(async () =>
        {
            await using var command = source.CreateCommand($"SELECT {Columns} FROM open_complaint WHERE id = $1");
            command.Parameters.AddWithValue(id);
            await using var row = await command.ExecuteReaderAsync(cancellationToken);
            return await row.ReadAsync(cancellationToken) ? Of(row) : null;
        });

    public async Task<OpenComplaintWords?> WordsAsync(string id, CancellationToken cancellationToken) =>
        await SealedAsync("SELECT content FROM open_complaint WHERE id = $1", id, cancellationToken) is { } content
            ? OutboxSeal.Open<OpenComplaintWords>(content, ring, id, OutboxSeal.OpenComplaints)
            : null;

    public async Task<string?> AnswerOfAsync(string id, CancellationToken cancellationToken) =>
        await SealedAsync("SELECT answer FROM open_complaint WHERE id = $1", id, cancellationToken) is { } answer
            ? OutboxSeal.Open<string>(answer, ring, id, OutboxSeal.OpenComplaintAnswers)
            : null;

    public Task<Page<OpenComplaint>> ListAsync(
        SearchScope scope,
        bool open,
        string? notAbout,
        PageRequest page,
        CancellationToken cancellationToken
    )
    {
        ArgumentNullException.ThrowIfNull(scope);
        ArgumentNullException.ThrowIfNull(page);
        return StoreCall.RunAsync(async () =>
        {
            var size = Math.Clamp(page.Size, 1, LargestPage);
            await using var command = source.CreateCommand();
            var conditions = $"ended_on IS {(open ? "NULL" : "NOT NULL")} AND {OfficeScope.Of(scope, command, "owner")}";
            if (notAbout is not null)
                conditions += $" AND (office <> {QueryValues.Add(command, notAbout)} OR office = owner)";
            if (Cursor.Read(page.After, 1) is [var after])
                conditions += $" AND id > {QueryValues.Add(command, after)}";
#pragma warning disable CA2100 // Put together of constant parts; every value is a parameter.
            command.CommandText = $"SELECT {Columns} FROM open_complaint WHERE {conditions} ORDER BY id LIMIT {size + 1}";
#pragma warning restore CA2100
            var items = new List<OpenComplaint>(size);
            await using var row = await command.ExecuteReaderAsync(cancellationToken);
            while (await row.ReadAsync(cancellationToken))
            {
                if (items.Count == size)
                    return new Page<OpenComplaint>(items, Cursor.Of(items[^1].Id));
                items.Add(Of(row));
            }

            return new Page<OpenComplaint>(items, null);
        });
    }

    public Task<bool> AnswerAsync(
        string id,
        ComplaintEnd end,
        string text,
        string by,
        DateOnly on,
        DateTimeOffset at,
        CommandReceipt? receipt,
        CancellationToken cancellationToken
    ) =>
        ReceiptedWrite.RunAsync(
            source,
            receipt,
            async connection =>
            {
                await using var command = new NpgsqlCommand(End, connection);
                command.Parameters.AddWithValue(id);
                command.Parameters.AddWithValue((short)end);
                command.Parameters.AddWithValue(OutboxSeal.Seal(text, ring, id, OutboxSeal.OpenComplaintAnswers));
                command.Parameters.AddWithValue(by);
                command.Parameters.AddWithValue(on);
                command.Parameters.AddWithValue(at.ToUniversalTime());
                return await command.ExecuteNonQueryAsync(cancellationToken) > 0;
            },
            cancellationToken
        );

    private Task<byte[]?> SealedAsync(string sql, string id, CancellationToken cancellationToken) =>
        StoreCall.RunAsync(async () =>
        {
#pragma warning disable CA2100 // One of two constants of this class.
            await using var command = source.CreateCommand(sql);
#pragma warning restore CA2100
            command.Parameters.AddWithValue(id);
            return await command.ExecuteScalarAsync(cancellationToken) as byte[];
        });

    private static OpenComplaint Of(NpgsqlDataReader row) =>
        new(
            row.GetString(0),
            (ComplaintKind)row.GetInt16(1),
            row.GetString(2),
            row.GetString(3),
            row.GetFieldValue<DateOnly>(4),
            row.GetFieldValue<DateOnly>(5)
        )
        {
            End = row.IsDBNull(6) ? null : (ComplaintEnd)row.GetInt16(6),
            EndedOn = row.IsDBNull(7) ? null : row.GetFieldValue<DateOnly>(7),
        };
}
