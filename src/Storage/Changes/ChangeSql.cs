namespace Grid.Storage.Changes;

/// <summary>
/// The queries of the feed. A transaction's number is given to it when it first writes, so commits do not end in the order of their numbers.
/// What is below the oldest transaction under way (<c>pg_snapshot_xmin</c>) has ended, and nothing can come below it any more: only that is
/// read, and therefore in order and without gaps.
/// </summary>
internal static class ChangeSql
{
    /// <summary>
    /// $1 position, $2 person, $3 sequence of a place, $4 from when on changes are kept. What is below the first column is complete; the second
    /// is where the kept ones begin; the third says whether the row of the place is there, which it is not in a register that was put back.
    /// </summary>
    public const string Head = """
        SELECT pg_snapshot_xmin(pg_current_snapshot()),
            coalesce((SELECT position FROM change_mark WHERE at <= $4 ORDER BY at DESC LIMIT 1), '0'::xid8),
            $3 = 0 OR EXISTS (SELECT FROM journal WHERE person_id = $2 AND sequence = $3 AND position = $1)
        """;

    /// <summary>
    /// $1 offices; $2 position, $3 person, $4 sequence of the place after which to read; $5 the position below which all is complete; $6 rows of
    /// each office. The rows of the journal under their offices' names, and what <c>journal_reach</c> adds, which comes last for its office.
    /// </summary>
    public const string Rows = $"""
        SELECT j.position, j.person_id, j.sequence, o.office, 0::smallint, {Facts}
        FROM unnest($1::text[]) AS o (office) CROSS JOIN LATERAL (
            SELECT * FROM journal AS j
            WHERE j.office = o.office AND j.position >= $2 AND j.position < $5 AND (j.position, j.person_id, j.sequence) > ($2, $3, $4)
            ORDER BY j.position, j.person_id, j.sequence LIMIT $6) AS j
        UNION ALL
        SELECT r.position, r.person_id, r.sequence, r.office, r.kind, {Facts}
        FROM unnest($1::text[]) AS o (office) CROSS JOIN LATERAL (
            SELECT * FROM journal_reach AS r
            WHERE r.office = o.office AND r.position >= $2 AND r.position < $5 AND (r.position, r.person_id, r.sequence) > ($2, $3, $4)
            ORDER BY r.position, r.person_id, r.sequence LIMIT $6) AS r
        JOIN journal AS j ON j.person_id = r.person_id AND j.sequence = r.sequence
        ORDER BY 1, 2, 3, 5
        """;

    /// <summary>
    /// $1 offices, $2 the position below which they were looked at. The position below which all is complete now, and those of the offices for
    /// which something came in between.
    /// </summary>
    public const string News = """
        WITH now AS MATERIALIZED (SELECT pg_snapshot_xmin(pg_current_snapshot()) AS position, pg_snapshot_xmax(pg_current_snapshot()) AS newest)
        SELECT now.position, now.newest > now.position, CASE WHEN now.position > $2 THEN ARRAY(
            SELECT o.office FROM unnest($1::text[]) AS o (office)
            WHERE EXISTS (SELECT FROM journal AS j WHERE j.office = o.office AND j.position >= $2 AND j.position < now.position)
                OR EXISTS (SELECT FROM journal_reach AS r WHERE r.office = o.office AND r.position >= $2 AND r.position < now.position))
            ELSE '{}' END
        FROM now
        """;

    /// <summary>$1 now, $2 an hour before, $3 what is too old.</summary>
    public const string Mark = """
        WITH old AS (DELETE FROM change_mark WHERE at < $3)
        INSERT INTO change_mark (at, position) SELECT $1, pg_snapshot_xmin(pg_current_snapshot())
        WHERE NOT EXISTS (SELECT FROM change_mark WHERE at > $2) ON CONFLICT DO NOTHING
        """;

    /// <summary>
    /// From the columns in clear, and the numbers of the case in reach that it happened to. Of who was erased since, only that there was an
    /// event.
    /// </summary>
    private const string Facts = """
        j.event, j.at, j.facts ->> 'number', j.facts ->> 'registration', j.facts ->> 'application', j.facts -> 'facts' ->> 'number',
        (SELECT g.number FROM registration AS g
            WHERE g.person_id = j.person_id AND g.status = 1 AND g.registered_on <= j.event_on AND g.office = ANY ($1)),
        (SELECT a.number FROM application AS a
            WHERE a.person_id = j.person_id AND a.submitted_at <= j.at AND NOT a.entered_in_error AND a.office = ANY ($1)
            ORDER BY a.submitted_at DESC LIMIT 1),
        j.facts ->> 'office', j.facts ->> 'owner', coalesce(j.facts ->> 'kind', j.facts -> 'duty' ->> 'kind'), j.facts ->> 'command',
        j.facts -> 'facts' ->> 'channel',
        EXISTS (SELECT FROM erasure AS e WHERE e.person_id = j.person_id AND e.sequence > j.sequence)
        """;
}
