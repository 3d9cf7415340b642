using System.Text.Json;
using Grid.Domain.Codes;
using Grid.Domain.Counting;
using Grid.Domain.Identity;
using Grid.Storage.Sealing;
using Npgsql;

namespace Grid.Storage.Counting;

/// <summary>Reads segments with their exact facts.</summary>
internal static class SegmentReader
{
    /// <summary>$1 region, $2 registration numbers.</summary>
    public const string ByNumbers = """
        SELECT opened_by, sequence, ordinal, person_id, from_on, entered_by, came_from, to_on, left_by, exit_reason, went_to, standing
        FROM count_segment WHERE region = $1 AND number = ANY($2)
        """;

    public static Segment Of(NpgsqlDataReader row, KeyRing ring)
    {
        var openedBy = PersonId.FromGuid(row.GetGuid(0));
        return new Segment(
            PersonId.FromGuid(row.GetGuid(3)),
            row.GetInt64(1),
            row.GetInt16(2),
            CountSeal.Open(row.GetFieldValue<byte[]>(11), ring, openedBy),
            row.GetFieldValue<DateOnly>(4),
            Kind(row.GetString(5))
        )
        {
            OpenedBy = openedBy,
            CameFrom = row.IsDBNull(6) ? null : row.GetString(6),
            To = row.IsDBNull(7) ? null : row.GetFieldValue<DateOnly>(7),
            LeftBy = row.IsDBNull(8) ? null : Kind(row.GetString(8)),
            ExitReason = row.IsDBNull(9) ? null : (ExitReason)row.GetInt16(9),
            WentTo = row.IsDBNull(10) ? null : row.GetString(10),
        };
    }

    private static CountKind Kind(string name) => JsonSerializer.Deserialize<CountKind>($"\"{name}\"");
}
