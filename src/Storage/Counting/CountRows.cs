using Grid.Domain.Counting;
using Grid.Domain.Counting.Folding;
using Grid.Domain.Identity;
using Grid.Domain.Text;
using Grid.Storage.Batching;
using Npgsql;
using NpgsqlTypes;

namespace Grid.Storage.Counting;

/// <summary>The columns of what a page of entries writes, named once. Reasons are in the clear only as they may be shown.</summary>
internal static class CountRows
{
    public static RowArrays<SegmentRow> Segments() =>
        new RowArrays<SegmentRow>("s")
            .Column("opened_by", NpgsqlDbType.Uuid, row => row.Segment.OpenedBy.ToGuid())
            .Column("sequence", NpgsqlDbType.Bigint, row => row.Segment.Sequence)
            .Column("ordinal", NpgsqlDbType.Smallint, row => (short)row.Segment.Ordinal)
            .Column("person_id", NpgsqlDbType.Uuid, row => row.Segment.Person.ToGuid())
            .Column("number", NpgsqlDbType.Text, row => row.Segment.Case.Number.Value)
            .Column("region", NpgsqlDbType.Text, row => row.Segment.Case.Region)
            .Column("office", NpgsqlDbType.Text, row => row.Segment.Case.Office)
            .Column("block", NpgsqlDbType.Smallint, row => (short)row.Segment.Case.Block)
            .Column("from_on", NpgsqlDbType.Date, row => row.Segment.From)
            .Column("entered_by", NpgsqlDbType.Text, row => EnumName.Of(row.Segment.EnteredBy))
            .Column("came_from", NpgsqlDbType.Text, row => row.Segment.CameFrom)
            .Column("to_on", NpgsqlDbType.Date, row => row.Segment.To)
            .Column("left_by", NpgsqlDbType.Text, row => NameOf(row.Segment.LeftBy))
            .Column("exit_reason", NpgsqlDbType.Smallint, row => (short?)row.Segment.ExitReason)
            .Column("went_to", NpgsqlDbType.Text, row => row.Segment.WentTo)
            .Column("sex", NpgsqlDbType.Smallint, row => (short)row.Segment.Case.Sex)
            .Column("birth_date", NpgsqlDbType.Date, row => row.Segment.Case.BirthDate)
            .Column("education", NpgsqlDbType.Text, row => row.Segment.Case.Education)
            .Column("ground", NpgsqlDbType.Smallint, row => (short)row.Segment.Case.Ground)
            .Column("channel", NpgsqlDbType.Smallint, row => (short)row.Segment.Case.Channel)
            .Column("reason", NpgsqlDbType.Smallint, row => (short)row.Segment.Case.Shown().Reason)
            .Column("registered_on", NpgsqlDbType.Date, row => row.Segment.Case.RegisteredOn)
            .Column("unemployed_on", NpgsqlDbType.Date, row => row.Segment.Case.UnemployedOn)
            .Column("hardship_from", NpgsqlDbType.Date, row => row.Segment.Case.Hardship?.From)
            .Column("hardship_to", NpgsqlDbType.Date, row => row.Segment.Case.Hardship?.To)
            .Column("benefit_from", NpgsqlDbType.Date, row => row.Segment.Case.Benefit?.From)
            .Column("benefit_to", NpgsqlDbType.Date, row => row.Segment.Case.Benefit?.To)
            .Column("standing", NpgsqlDbType.Bytea, row => row.StatisticalStatus);

    public static RowArrays<Segment> Gone() =>
        new RowArrays<Segment>("g")
            .Column("opened_by", NpgsqlDbType.Uuid, row => row.OpenedBy.ToGuid())
            .Column("sequence", NpgsqlDbType.Bigint, row => row.Sequence)
            .Column("ordinal", NpgsqlDbType.Smallint, row => (short)row.Ordinal);

    public static RowArrays<Movement> Movements() =>
        new RowArrays<Movement>("m")
            .Column("person_id", NpgsqlDbType.Uuid, row => row.Person.ToGuid())
            .Column("sequence", NpgsqlDbType.Bigint, row => row.Sequence)
            .Column("ordinal", NpgsqlDbType.Smallint, row => (short)row.Ordinal)
            .Column("part", NpgsqlDbType.Smallint, row => (short)row.Part)
            .Column("region", NpgsqlDbType.Text, row => row.Case.Region)
            .Column("office", NpgsqlDbType.Text, row => row.Case.Office)
            .Column("period", NpgsqlDbType.Text, row => row.Period.ToString())
            .Column("block", NpgsqlDbType.Smallint, row => (short)row.Case.Block)
            .Column("measure", NpgsqlDbType.Text, row => EnumName.Of(row.Measure))
            .Column("sign", NpgsqlDbType.Smallint, row => (short)row.Sign)
            .Column("number", NpgsqlDbType.Text, row => row.Case.Number.Value)
            .Column("on_date", NpgsqlDbType.Date, row => row.On)
            .Column("sex", NpgsqlDbType.Smallint, row => (short)row.Case.Sex)
            .Column("education", NpgsqlDbType.Text, row => row.Case.Education)
            .Column("reason", NpgsqlDbType.Smallint, row => (short)row.Case.Shown().Reason)
            .Column("ground", NpgsqlDbType.Smallint, row => (short)row.Case.Ground)
            .Column("channel", NpgsqlDbType.Smallint, row => (short)row.Case.Channel)
            .Column("exit_reason", NpgsqlDbType.Smallint, row => (short?)row.ExitReason)
            .Column("hardship", NpgsqlDbType.Boolean, row => row.IsHardshipReemployed)
            .Column("peer", NpgsqlDbType.Text, row => row.Peer)
            .Column("cause", NpgsqlDbType.Text, row => NameOf(row.Cause))
            .Column("natural_period", NpgsqlDbType.Text, row => row.Natural?.ToString())
            .Column("instead", NpgsqlDbType.Text, row => NameOf(row.Instead));

    public static RowArrays<FiguresRow> Figures() =>
        new RowArrays<FiguresRow>("f")
            .Column("region", NpgsqlDbType.Text, row => row.Region)
            .Column("office", NpgsqlDbType.Text, row => row.Office)
            .Column("period", NpgsqlDbType.Text, row => row.Period.ToString())
            .Column("figures", NpgsqlDbType.Jsonb, row => FiguresText.Write(row.Figures));

    private static string? NameOf<TEnum>(TEnum? member)
        where TEnum : struct, Enum => member is { } one ? EnumName.Of(one) : null;
}

/// <summary>Figures on their way to a row of <c>count_figures</c>: what to add to its flows, or its opening.</summary>
internal sealed record FiguresRow(string Region, string Office, CountingPeriod Period, Figures Figures);

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

/// <summary>A segment on its way to <c>count_segment</c>.</summary>
/// <param name="StatisticalStatus">Its exact facts, sealed.</param>
internal sealed record SegmentRow(Segment Segment, byte[] StatisticalStatus);
