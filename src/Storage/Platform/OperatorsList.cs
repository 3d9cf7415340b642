using Grid.Grains.Interfaces.Persons.Reading;
using Grid.Storage.Searching;
using Npgsql;
using NpgsqlTypes;

namespace Grid.Storage.Platform;

/// <summary>A list of operators, in the order of the moment since when something is on it, read page by page.</summary>
/// <param name="Table">With its alias <c>i</c>; its key is <c>i.id</c>.</param>
/// <param name="Columns">What a row is made of.</param>
/// <param name="Listed">What is on the list.</param>
/// <param name="Since">The column of the moment.</param>
/// <param name="Scope">The column by which a reader's part is known.</param>
internal sealed record OperatorsList(string Table, string Columns, string Listed, string Since, string Scope)
{
    private const int LargestPage = 200;

    /// <param name="read">Makes an item of a row.</param>
    /// <param name="place">An item's place in the list.</param>
    /// <exception cref="InvalidCursorException">The page's cursor is not one of ours.</exception>
    public async Task<(IReadOnlyList<T> Items, long Total, string? Next)> PageAsync<T>(
        NpgsqlDataSource source,
        SearchScope scope,
        PageRequest page,
        Func<NpgsqlDataReader, T> read,
        Func<T, (DateTimeOffset Since, long Id)> place,
        CancellationToken cancellationToken
    )
    {
        var total = await CountAsync(source, scope, cancellationToken);
        var size = Math.Clamp(page.Size, 1, LargestPage);
        await using var command = source.CreateCommand();
        var conditions = $"{Listed} AND {OfficeScope.Of(scope, command, Scope)}";
        if (ListCursor.Read(page.After) is { } after)
        {
            conditions +=
                $" AND ({Since}, i.id) > ({QueryValues.Add(command, after.Since, NpgsqlDbType.TimestampTz)}, {QueryValues.Add(command, after.Id, NpgsqlDbType.Bigint)})";
        }
#pragma warning disable CA2100 // Put together of constant parts; every value is a parameter.
        command.CommandText = $"SELECT {Columns} FROM {Table} WHERE {conditions} ORDER BY {Since}, i.id LIMIT {size + 1}";
#pragma warning restore CA2100
        var items = new List<T>(size);
        await using var row = await command.ExecuteReaderAsync(cancellationToken);
        while (await row.ReadAsync(cancellationToken))
        {
            if (items.Count == size)
            {
                var last = place(items[^1]);
                return (items, total, ListCursor.Of(last.Since, last.Id));
            }

            items.Add(read(row));
        }

        return (items, total, null);
    }

    private async Task<long> CountAsync(NpgsqlDataSource source, SearchScope scope, CancellationToken cancellationToken)
    {
        await using var command = source.CreateCommand();
#pragma warning disable CA2100 // Put together of constant parts; every value is a parameter.
        command.CommandText = $"SELECT count(*) FROM {Table} WHERE {Listed} AND {OfficeScope.Of(scope, command, Scope)}";
#pragma warning restore CA2100
        return (long)(await command.ExecuteScalarAsync(cancellationToken))!;
    }
}
