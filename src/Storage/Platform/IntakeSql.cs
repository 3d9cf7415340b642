namespace Grid.Storage.Platform;

/// <summary>The statements of the intake of applications.</summary>
internal static class IntakeSql
{
    /// <summary>$1 region. Pages of one region are stored one after the other, so that versions are counted on.</summary>
    public const string Turn = "SELECT pg_advisory_xact_lock(hashtext('platform_application'), hashtext($1))";

    /// <summary>
    /// $1 region, $2 number, $3 place, $4 digest, $5 content, $6 moment. Of a number's contents the one with the highest place is the
    /// present one. Known is what the present one says, and an older content that comes again (a duplicate, out of order). Other content
    /// from an earlier place than the present one's is kept as superseded.
    /// </summary>
    public const string Store = """
        WITH known AS (
            SELECT id, version, place, digest, row_number() OVER (ORDER BY place DESC NULLS LAST, version DESC) = 1 AS present
            FROM platform_application WHERE region = $1 AND number = $2),
        moved AS (
            UPDATE platform_application AS a SET place = $3 FROM known WHERE a.id = known.id AND known.present AND known.digest = $4 AND known.place < $3)
        INSERT INTO platform_application (region, number, place, version, digest, content, status, stored_at, settled_at)
        SELECT $1, $2, $3, coalesce(max(version), 0) + 1, $4, $5,
            CASE WHEN max(place) > $3 THEN 'superseded' ELSE 'pending' END, $6, CASE WHEN max(place) > $3 THEN $6 END
        FROM known HAVING NOT coalesce(bool_or(digest = $4 AND (present OR place >= $3 OR $3 IS NULL)), false)
        """;

    /// <summary>
    /// $1 region, $2 place, $3 digest, $4 content, $5 moment. What has no number is rejected at once; the list shows the reason.
    /// </summary>
    public const string StoreWithoutNumber = """
        INSERT INTO platform_application (region, place, version, digest, content, status, refusal_field, stored_at, settled_at)
        SELECT $1, $2, 1, $3, $4, 'refused', 'platformNumber', $5, $5
        WHERE NOT EXISTS (SELECT FROM platform_application WHERE region = $1 AND number IS NULL AND digest = $3)
        """;

    /// <summary>$1 region, $2 cursor, $3 the same as a number.</summary>
    public const string Advance = """
        INSERT INTO platform_cursor AS old (region, cursor, place) VALUES ($1, $2, $3)
        ON CONFLICT (region) DO UPDATE SET cursor = excluded.cursor, place = excluded.place, moved_at = excluded.moved_at WHERE old.place < excluded.place
        """;

    /// <summary>$1 region, $2 limit.</summary>
    public const string Pending =
        "SELECT id, number, version, content, stored_at FROM platform_application WHERE region = $1 AND status = 'pending' ORDER BY id LIMIT $2";

    /// <summary>
    /// $1 id, $2 application, $3 field, $4 sealed refusal, $5 moment, $6 refused, $7 when to try again, $8 office, $9 last day. What the
    /// person's record has is not kept here too.
    /// </summary>
    public const string Settle = """
        UPDATE platform_application SET status = CASE WHEN $6 THEN 'refused' ELSE 'handedOver' END, application = $2, refusal_field = $3, refusal = $4, settled_at = $5,
            content = CASE WHEN $6 THEN content END, retry_at = $7, office = $8, due = $9
        WHERE id = $1 AND status = 'pending'
        """;

    /// <summary>$1 id.</summary>
    public const string Retry = """
        UPDATE platform_application SET status = 'pending', refusal_field = NULL, refusal = NULL, settled_at = NULL, retry_at = NULL, office = NULL, due = NULL
        WHERE id = $1 AND status = 'refused' AND number IS NOT NULL AND starts_with(region, $2) RETURNING region
        """;

    /// <summary>$1 region, $2 now.</summary>
    public const string RetryDue = """
        UPDATE platform_application SET status = 'pending', refusal_field = NULL, refusal = NULL, settled_at = NULL, retry_at = NULL, office = NULL, due = NULL
        WHERE region = $1 AND status = 'refused' AND retry_at <= $2
        """;
}
