using System.Text.Json;
using Grid.Domain.Calendar;
using Grid.Domain.Json;
using Grid.Grains.Interfaces.Calendars;
using Grid.Grains.Interfaces.Receipts;
using Grid.Storage.Batching;
using Grid.Storage.Receipts;
using Npgsql;
using NpgsqlTypes;

namespace Grid.Storage.Calendars;

/// <summary>Calendar tables in <c>calendar_table</c>.</summary>
public sealed class CalendarStore(NpgsqlDataSource source) : ICalendarStore
{
    public Task<IReadOnlyList<CalendarYear>> ReadAsync(CancellationToken cancellationToken) =>
        StoreCall.RunAsync(async () =>
        {
            await using var command = source.CreateCommand("SELECT body FROM calendar_table ORDER BY region, year");
            var tables = new List<CalendarYear>();
            await using var row = await command.ExecuteReaderAsync(cancellationToken);
            while (await row.ReadAsync(cancellationToken))
            {
                tables.Add(
                    JsonSerializer.Deserialize<CalendarYear>(row.GetString(0), DomainJson.Options)
                        ?? throw new JsonException("A calendar table is empty.")
                );
            }

            return (IReadOnlyList<CalendarYear>)tables;
        });

    public Task<long> VersionAsync(CancellationToken cancellationToken) =>
        StoreCall.RunAsync(async () =>
        {
            await using var command = source.CreateCommand("SELECT coalesce(sum(version), 0)::bigint FROM calendar_table");
            return (long)(await command.ExecuteScalarAsync(cancellationToken))!;
        });

    public Task StoreAsync(CalendarYear table, string by, DateTimeOffset at, CommandReceipt? receipt, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(table);
        return ReceiptedWrite.RunAsync(source, receipt, WriteAsync, cancellationToken);

        async Task<bool> WriteAsync(NpgsqlConnection connection)
        {
            await using var command = new NpgsqlCommand(
                """
                INSERT INTO calendar_table (region, year, body, loaded_by, loaded_at) VALUES ($1, $2, $3, $4, $5)
                ON CONFLICT (region, year) DO UPDATE
                SET body = excluded.body, version = nextval('calendar_version'), loaded_by = excluded.loaded_by, loaded_at = excluded.loaded_at
                """,
                connection
            );
            command.Parameters.AddWithValue(table.Region);
            command.Parameters.AddWithValue(table.Year);
            command.Parameters.AddWithValue(NpgsqlDbType.Jsonb, JsonSerializer.Serialize(table, DomainJson.Options));
            command.Parameters.AddWithValue(by);
            command.Parameters.AddWithValue(at.ToUniversalTime());
            return await command.ExecuteNonQueryAsync(cancellationToken) > 0;
        }
    }
}
