using Grid.Domain.Calendar;
using Grid.Domain.Persons;
using Npgsql;

namespace Grid.Storage.Erasing;

/// <summary>
/// Erases applications of the platform that came to nobody's record (settled by an office, superseded, or without a usable number), by the
/// rule of those who only applied. No record leads to them.
/// </summary>
/// <param name="owner">As the database's owner.</param>
/// <param name="rules">The province's.</param>
/// <param name="clock">Says what is over.</param>
public sealed class NobodysErasure(NpgsqlDataSource owner, RetentionRules rules, TimeProvider clock)
{
    /// <summary>Rows by table that would be emptied.</summary>
    public Task<IReadOnlyDictionary<string, long>> PlanAsync(CancellationToken cancellationToken) =>
        RunAsync(erases: false, cancellationToken);

    /// <summary>Rows by table that were emptied.</summary>
    /// <exception cref="RetentionNotConfirmedException">The rules are not confirmed; nothing was erased.</exception>
    public Task<IReadOnlyDictionary<string, long>> EraseAsync(CancellationToken cancellationToken) =>
        rules.Confirmed is null ? throw new RetentionNotConfirmedException(rules.Version) : RunAsync(erases: true, cancellationToken);

    private async Task<IReadOnlyDictionary<string, long>> RunAsync(bool erases, CancellationToken cancellationToken)
    {
        var years = rules.For(RetentionGround.AppliedOnly).KeepYears;
        var before = ChinaTime.StartOf(ChinaTime.DateOf(clock.GetUtcNow()).AddYears(-years));
        await using var connection = await owner.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        var removed = new SortedDictionary<string, long>(StringComparer.Ordinal);
        foreach (var (table, sql) in ErasureSql.OfNobody)
        {
#pragma warning disable CA2100 // Constants of the list.
            await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
#pragma warning restore CA2100
            command.Parameters.AddWithValue(before.ToUniversalTime());
            if (await command.ExecuteNonQueryAsync(cancellationToken) is > 0 and var rows)
                removed[table] = rows;
        }

        if (erases)
            await transaction.CommitAsync(cancellationToken);
        return removed;
    }
}
