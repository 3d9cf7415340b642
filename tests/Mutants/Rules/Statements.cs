namespace Grid.Mutants.Rules;

/// <summary>Guards in SQL: versions, states, leases, places, days.</summary>
internal static class Statements
{
    public static IReadOnlyList<Mutant> All { get; } =
    [
        Mutant.Sql(
            "version-guard",
            "a record is written only over the version that was read",
            "FROM input WHERE p.person_id = input.person_id AND «p.version = input.version»",
            "true",
            "Storage/RegistryStorageTests"
        ),
        Mutant.Sql(
            "all-or-nothing",
            "of a stale commit nothing is written",
            ".person_id IN (SELECT written.person_id FROM written)) «IS TRUE»",
            "OR TRUE",
            "Storage/RegistryStorageTests"
        ),
        Mutant.Sql(
            "name-tokens",
            "a name that changed is not found by its old beginnings",
            "AND (s.name_tokens IS NULL OR «gone.token <> ALL (s.name_tokens)»)",
            "false",
            "Storage/NameSealingTests/Tokens_follow*"
        ),
        Mutant.Sql(
            "reminder-version",
            "a reminder that moved is seen to have moved",
            "grain_hash = excluded.grain_hash, «version = old.version + 1)»,",
            "version = old.version)",
            "Storage/DutyCommitTests",
            "Storage/RegistryStorageTests"
        ),
        Mutant.Sql(
            "receipt-key",
            "a receipt is found by caller and key",
            "SELECT * FROM receipt WHERE receipt.caller = asked.caller AND «receipt.key = asked.key» LIMIT 1",
            "true",
            "Storage/ReceiptTests"
        ),
        Mutant.Sql(
            "receipt-caller",
            "a receipt is its caller's own",
            "SELECT * FROM receipt WHERE «receipt.caller = asked.caller» AND receipt.key = asked.key LIMIT 1",
            "true",
            "Storage/ReceiptTests"
        ),
        Mutant.Sql(
            "fold-lock",
            "one at a time folds a region",
            "SELECT version, closed_through, as_of FROM region_count WHERE region = $1 «FOR UPDATE»",
            "",
            "Storage/ClosingTests/What_waited*"
        ),
        Mutant.Sql(
            "fold-adds",
            "figures are added to, not replaced",
            "DO UPDATE SET flows = «count_add(count_figures.flows, excluded.flows)»",
            "excluded.flows",
            "Storage/FoldTests/Movements_sum*"
        ),
        Mutant.Sql(
            "fold-version",
            "each page raises the version",
            "UPDATE region_count SET version = «version + 1», as_of = $2",
            "version",
            "Storage/FoldTests/Many_at_once*",
            "Storage/FoldTests/Nothing_waiting*"
        ),
        Mutant.Sql(
            "closing-waits",
            "79/2020 (九): what waits of the 20th is seen before closing",
            "FROM count_entry WHERE region = ANY($1) AND «event_on <= $2» GROUP BY region",
            "event_on < $2",
            "Storage/ClosingTests/What_waits_of_the_20th*"
        ),
        Mutant.Sql(
            "stock-day",
            "who leaves on the day does not stand at its end",
            "WHERE region = ANY($1) AND from_on <= $2 AND «(to_on IS NULL OR to_on > $2)»",
            "(to_on IS NULL OR to_on>=$2)",
            "Storage/StockTests/The_stock*"
        ) with
        {
            Copies = 2,
        },
        Mutant.Sql(
            "long-term",
            "long-term unemployed from six full months on",
            "count(*) FILTER (WHERE «registered_on < $5»)",
            "registered_on<=$5",
            "Storage/StockTests/Months_are*"
        ) with
        {
            Copies = 2,
        },
        Mutant.Sql(
            "stock-hardship-day",
            "recognition as a hardship person holds on its last day",
            "count(*) FILTER (WHERE hardship_from <= $2 AND «(hardship_to IS NULL OR hardship_to >= $2)»),",
            "(hardship_to IS NULL OR hardship_to > $2)",
            "Storage/StockTests/The_stock*"
        ) with
        {
            Copies = 2,
        },
        Mutant.Sql(
            "lease-due",
            "a postponed platform item waits",
            "WHERE i.listed_at IS NULL AND «i.not_before <= $1»",
            "true",
            "Storage/PlatformOutboxTests/One_put_off*"
        ),
        Mutant.Sql(
            "lease-order",
            "79/2020 (七): a person's items leave in their order",
            "AND i.id = (SELECT «min»(one.id) FROM platform_item",
            "max",
            "Storage/PlatformOutboxTests/A_persons_items*"
        ),
        Mutant.Sql(
            "lease-by-hand",
            "an item to report by hand delays no other",
            "WHERE one.person_id = i.person_id AND «NOT one.by_hand»)",
            "true",
            "Storage/PlatformOutboxTests/What_is_to_report*"
        ),
        Mutant.Sql(
            "notice-lease-due",
            "a postponed message waits",
            "WHERE n.gave_up_at IS NULL AND «n.not_before <= $1»",
            "true",
            "Storage/NoticeOutboxTests/A_failed_one*"
        ),
        Mutant.Sql(
            "notice-lease-owner",
            "who lost the lease marks nothing as sent",
            "DELETE FROM notice WHERE id = $1 AND «lease = $2» RETURNING",
            "true",
            "Storage/NoticeOutboxTests/An_expired*"
        ),
        Mutant.Sql(
            "notice-order",
            "a person's messages leave in their order",
            "AND n.id = (SELECT «min»(one.id) FROM notice",
            "max",
            "Storage/NoticeOutboxTests/A_persons_messages*"
        ),
        Mutant.Sql(
            "report-of-delivery-twice",
            "a report of delivery that comes twice changes nothing",
            "FROM known WHERE s.id = known.id AND «known.delivered IS NULL»),",
            "true",
            "Storage/NoticeOutboxTests/What_was_delivered*"
        ),
        Mutant.Sql(
            "intake-settled-once",
            "an application of the platform is settled once",
            "WHERE id = $1 AND «status = 'pending'»",
            "true",
            "Storage/PlatformIntakeTests"
        ),
        Mutant.Sql(
            "intake-cursor",
            "the place of the download only moves on",
            "moved_at = excluded.moved_at WHERE «old.place < excluded.place»",
            "true",
            "Storage/PlatformIntakeTests/The_cursor*"
        ),
        Mutant.Sql(
            "intake-retry-due",
            "a refused application is tried again at its time",
            "WHERE region = $1 AND status = 'refused' AND «retry_at <= $2»",
            "true",
            "Storage/PlatformIntakeTests/A_refused_one*"
        ),
        Mutant.Sql(
            "intake-superseded",
            "older content never replaces newer",
            "«CASE WHEN max(place) > $3 THEN 'superseded' ELSE 'pending' END», $6,",
            "'pending'",
            "Storage/PlatformIntakeTests/Older_content*"
        ),
        Mutant.Sql(
            "backfill-overlap",
            "two backfills never have registrations in common",
            "AS other WHERE other.status IN («'running', 'paused'»)",
            "'running'",
            "Storage/BackfillOrderTests"
        ),
        Mutant.Sql(
            "backfill-status",
            "a backfill that has ended stays so",
            "WHERE id = $1 AND «status = ANY ($3)» RETURNING",
            "true",
            "Storage/BackfillOrderTests"
        ),
        Mutant.Sql(
            "case-move-cancel",
            "an order that has ended is not cancelled",
            "UPDATE case_move SET status = 'cancelled', ended_at = $2 WHERE id = $1 AND «status = 'running'»",
            "true",
            "Storage/CaseMovesTests"
        ),
        Mutant.Sql(
            "duplicate-run-cancel",
            "a search for duplicates that has ended is not cancelled",
            "UPDATE duplicate_run SET status = 'cancelled', ended_at = $2 WHERE id = $1 AND «status = 'running'»",
            "true",
            "Storage/DuplicateRunTests"
        ),
        Mutant.Sql(
            "duplicate-step",
            "two activations never both count a step of a search for duplicates",
            "WHERE id = $1 AND status = 'running' AND «step = $2»",
            "true",
            "Storage/DuplicateRunTests"
        ),
        Mutant.Sql(
            "duplicate-propose",
            "a pair has one proposal at a time, and one that was decided has none",
            "WHERE id = $1 AND «status = 1» RETURNING id)",
            "true",
            "Storage/DuplicatePairTests"
        ),
        Mutant.Sql(
            "case-move-place",
            "two activations never both move an order on",
            "AND sweep = $2 AND «place IS NOT DISTINCT FROM $3»",
            "true",
            "Storage/CaseMovesTests"
        ),
        Mutant.Sql(
            "rewrap-guard",
            "a key that was deleted meanwhile stays deleted",
            "JOIN person p ON p.person_id = i.person_id AND «p.data_key = i.wrapped» ORDER BY",
            "true",
            "Storage/KeyRotationTests"
        ),
        Mutant.Sql(
            "pair-hour",
            "failures of receipt and number are forgotten after an hour",
            "failures = CASE WHEN «f.last_at > $3 - interval '1 hour'» THEN f.failures + 1",
            "true",
            "Storage/FailedPairsTests"
        ),
        Mutant.Sql(
            "pair-turn",
            "attempts of one source come one after the other",
            "SET turn_at = greatest($3, «f.turn_at + $4»)",
            "$3",
            "Storage/FailedPairsTests"
        ),
        Mutant.Sql(
            "reminder-range-end",
            "the end of a range of reminders belongs to it",
            "WHERE r.start_time <= reminder_horizon() AND r.grain_hash > @BeginHash AND «r.grain_hash <= @EndHash»",
            "r.grain_hash < @EndHash",
            "Storage/StockReminderTests/A_range_has*"
        ),
        Mutant.Sql(
            "reminder-past",
            "a reminder that is past ticks soon",
            "WHEN «start_time <= moment» THEN moment + interval '7 seconds'",
            "false",
            "Storage/CatchUpTests/A_row_is*"
        ),
        Mutant.Sql(
            "reminder-delete-version",
            "a reminder that moved is not deleted",
            "AND name = @ReminderName AND «version = @Version»",
            "true",
            "Storage/StockReminderTests/A_grain_registers*",
            "Storage/StockReminderTests/The_reminder_table*"
        ),
        Mutant.Sql(
            "receipts-kept",
            "receipts are kept ninety days",
            "(grid_now() AT TIME ZONE 'Asia/Shanghai')::date - «90»;",
            "89",
            "Storage/ReceiptPartitionTests/A_months_receipts*"
        ),
        Mutant.Sql(
            "receipts-ahead",
            "receipts have partitions ahead",
            "FOR ahead IN -1 .. «3» LOOP",
            "1",
            "Storage/ReceiptPartitionTests"
        ) with
        {
            Copies = 2,
        },
        Mutant.Sql(
            "flag-author",
            "who wrote a flagged text does not settle the flag",
            "AND w.sequence = flag.sequence AND «flag.author» <>",
            "''",
            "Storage/WordingFlagStoreTests"
        ),
    ];
}
