using Grid.Domain.Counting;
using Npgsql;

namespace Grid.Storage.Counting;

/// <summary>A row of <c>region_count</c>.</summary>
internal sealed record RegionRow(long Version, CountingPeriod? ClosedThrough, DateTimeOffset AsOf)
{
    /// <summary>Of a region that was never counted.</summary>
    public static RegionRow None { get; } = new(0, null, DateTimeOffset.MinValue);

    /// <summary>Reads version, closed_through and as_of, which are in this order from <paramref name="first"/> on.</summary>
    public static RegionRow Of(NpgsqlDataReader row, int first = 0) =>
        new(row.GetInt64(first), PeriodOrNull(row, first + 1), row.GetFieldValue<DateTimeOffset>(first + 2));

    public static CountingPeriod? PeriodOrNull(NpgsqlDataReader row, int column) =>
        row.IsDBNull(column) ? null : FiguresText.Period(row.GetString(column));
}
