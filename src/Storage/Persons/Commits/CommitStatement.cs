using System.Globalization;
using Grid.Domain.Persons;
using Grid.Grains.Interfaces.Persons.Commit;
using Grid.Grains.Interfaces.Systems;
using Grid.Storage.Batching;
using Grid.Storage.Chaining.Checkpoints;
using Npgsql;
using NpgsqlTypes;

namespace Grid.Storage.Persons.Commits;

/// <summary>
/// The one statement that commits a group: persons guarded by their versions, and of those that were written, everything else. It returns
/// the persons that were written; one that is missing was stale, and nothing of it was.
/// </summary>
internal sealed class CommitStatement
{
    /// <summary>
    /// For the writers' sessions. The plan that is right for a full register is right for an empty one too: rows in, keys looked up one by
    /// one. Left alone, the planner would choose by statistics that a fast-growing table does not have yet, and read tables whole.
    /// </summary>
    public const string SessionSettings =
        "SET plan_cache_mode = force_generic_plan; SET enable_seqscan = off; SET enable_hashjoin = off; SET enable_mergejoin = off; SET jit = off";

    /// <summary>
    /// The settings, and how long a statement may take. The server holds that time and the client none: a client that gives up cancels, and
    /// a commit that is cancelled while it waits for its synchronous standby is committed, on the primary alone, and reported as if nothing
    /// were missing. The server's own time ends before the commit begins, which then waits as long as it must.
    /// </summary>
    public static string SessionSettingsWith(TimeSpan timeout) =>
        string.Create(CultureInfo.InvariantCulture, $"{SessionSettings}; SET statement_timeout = {(long)timeout.TotalMilliseconds}");

    private static readonly long PeriodMilliseconds = (long)ReminderRow.Period.TotalMilliseconds;

    private readonly RowArrays<PersonRow> persons = CommitColumns.Persons();
    private readonly RowArrays<Packed<(JournalEntry Entry, string? StatisticalStatus, byte[]? Mac)>> journal = CommitColumns.Journal();
    private readonly RowArrays<Packed<ReachRow>> reach = CommitColumns.Reach();
    private readonly RowArrays<Packed<(ReceiptEntry Entry, DateOnly Month)>> receipts = CommitColumns.Receipts();
    private readonly RowArrays<Packed<CountRow>> counts = CommitColumns.Counts();
    private readonly RowArrays<Packed<(PlatformItem Item, bool ByHand)>> platformItems = CommitColumns.PlatformItems();
    private readonly RowArrays<Packed<PersonNotice>> notices = CommitColumns.Notices();
    private readonly RowArrays<Packed<SystemMessage>> systemMessages = CommitColumns.SystemMessages();
    private readonly RowArrays<Packed<MatterRow>> matters = CommitColumns.Matters();
    private readonly RowArrays<Packed<ApplicationRow>> applications = CommitColumns.Applications();
    private readonly RowArrays<Packed<RegistrationRow>> registrations = CommitColumns.Registrations();
    private readonly RowArrays<Packed<PackedSearch>> searches = CommitColumns.Searches();
    private readonly RowArrays<Packed<DutyChange>> duties = CommitColumns.Duties();
    private readonly RowArrays<Packed<DutyChange>> goneDuties = CommitColumns.GoneDuties();
    private readonly RowArrays<Packed<DutyChange>> doneDuties = CommitColumns.DoneDuties();
    private readonly RowArrays<Packed<ServiceRow>> services = CommitColumns.Services();
    private readonly RowArrays<Packed<(JournalEntry Entry, WordingFlagged Flag)>> wordingFlags = CommitColumns.WordingFlags();
    private readonly RowArrays<Packed<ComplaintStep>> complaintSteps = CommitColumns.ComplaintSteps();
    private readonly RowArrays<Packed<SurveyStep>> surveySteps = CommitColumns.SurveySteps();
    private readonly RowArrays<Packed<(ReminderRow Row, string GrainId)>> reminders = CommitColumns.Reminders();
    private readonly RowArrays<Packed<(ReminderRow Row, string GrainId)>> endedReminders = CommitColumns.EndedReminders();
    private readonly string sql;

    public CommitStatement() => sql = Compose();

    /// <summary>The statement itself.</summary>
    public string Sql => sql;

    /// <summary>The command, prepared on this connection.</summary>
    public async Task<NpgsqlCommand> PrepareAsync(NpgsqlConnection connection, string serviceId, CancellationToken cancellationToken)
    {
        var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
        command.Parameters.Add(new NpgsqlParameter<string> { NpgsqlDbType = NpgsqlDbType.Text, TypedValue = serviceId });
        persons.AddTo(command.Parameters);
        journal.AddTo(command.Parameters);
        reach.AddTo(command.Parameters);
        receipts.AddTo(command.Parameters);
        counts.AddTo(command.Parameters);
        platformItems.AddTo(command.Parameters);
        notices.AddTo(command.Parameters);
        systemMessages.AddTo(command.Parameters);
        matters.AddTo(command.Parameters);
        applications.AddTo(command.Parameters);
        registrations.AddTo(command.Parameters);
        searches.AddTo(command.Parameters);
        duties.AddTo(command.Parameters);
        goneDuties.AddTo(command.Parameters);
        doneDuties.AddTo(command.Parameters);
        services.AddTo(command.Parameters);
        wordingFlags.AddTo(command.Parameters);
        complaintSteps.AddTo(command.Parameters);
        surveySteps.AddTo(command.Parameters);
        reminders.AddTo(command.Parameters);
        endedReminders.AddTo(command.Parameters);
        await command.PrepareAsync(cancellationToken);
        return command;
    }

    /// <summary>Puts a group, in the order of its keys, into the command's parameters.</summary>
    public void Fill(NpgsqlCommand command, IReadOnlyList<PendingWrite> writes)
    {
        var parameters = command.Parameters;
        persons.Fill(parameters, [.. writes.Select(write => write.Person)]);
        journal.Fill(parameters, [.. writes.SelectMany(write => write.Journal)]);
        reach.Fill(parameters, [.. writes.SelectMany(write => write.Reach)]);
        receipts.Fill(parameters, [.. writes.SelectMany(write => write.Receipts)]);
        counts.Fill(parameters, [.. writes.SelectMany(write => write.Counts)]);
        platformItems.Fill(parameters, [.. writes.SelectMany(write => write.PlatformItems)]);
        notices.Fill(parameters, [.. writes.SelectMany(write => write.Notices)]);
        systemMessages.Fill(parameters, [.. writes.SelectMany(write => write.SystemMessages)]);
        matters.Fill(parameters, [.. writes.SelectMany(write => write.Matters)]);
        applications.Fill(parameters, [.. writes.Select(write => write.Application).OfType<Packed<ApplicationRow>>()]);
        registrations.Fill(parameters, [.. writes.SelectMany(write => write.Registrations)]);
        searches.Fill(parameters, [.. writes.Select(write => write.Search).OfType<Packed<PackedSearch>>()]);
        duties.Fill(parameters, [.. writes.SelectMany(write => write.Duties.Open)]);
        goneDuties.Fill(parameters, [.. writes.SelectMany(write => write.Duties.Gone)]);
        doneDuties.Fill(parameters, [.. writes.SelectMany(write => write.Duties.Done)]);
        services.Fill(parameters, [.. writes.SelectMany(write => write.Services)]);
        wordingFlags.Fill(parameters, [.. writes.SelectMany(write => write.WordingFlags)]);
        complaintSteps.Fill(parameters, [.. writes.SelectMany(write => write.ComplaintSteps)]);
        surveySteps.Fill(parameters, [.. writes.SelectMany(write => write.SurveySteps)]);
        reminders.Fill(
            parameters,
            [
                .. writes
                    .Select(write => write.Reminder)
                    .OfType<Packed<(ReminderRow Row, string GrainId)>>()
                    .Where(reminder => reminder.Row.Row.At is not null),
            ]
        );
        endedReminders.Fill(
            parameters,
            [
                .. writes
                    .Select(write => write.Reminder)
                    .OfType<Packed<(ReminderRow Row, string GrainId)>>()
                    .Where(reminder => reminder.Row.Row.At is null),
            ]
        );
    }

    /// <summary>"IS TRUE" makes it a hashed look-up: taken apart into a join it would be a nested loop over both lists.</summary>
    private static string IfWritten(string alias) => $"({alias}.person_id IN (SELECT written.person_id FROM written)) IS TRUE";

    /// <summary>
    /// A reminder's key begins with what all persons' rows share, and a token is in three indexes. A plain join would be planned, while the
    /// table has no statistics yet, as one that reads all of them: hence the look-up in a place of its own, which can only be done row by
    /// row. Only the person's own commits write the row, under the person's version.
    /// </summary>
    private string Compose()
    {
        var next = 2;
        return $"""
            WITH input AS MATERIALIZED (SELECT {persons.Values} FROM {persons.Unnest(ref next)}),
            updated AS (
                UPDATE person AS p SET version = p.version + 1, sequence = input.sequence, state_schema = input.state_schema, state = input.state, data_key = coalesce(p.data_key, input.data_key),
                    last_commit = input.last_commit, written_at = input.written_at, chain = coalesce(input.chain, p.chain), chained_version = CASE WHEN input.mac IS NULL THEN p.chained_version ELSE p.version + 1 END, mac = coalesce(input.mac, p.mac)
                FROM input WHERE p.person_id = input.person_id AND p.version = input.version
                RETURNING p.person_id),
            inserted AS (
                INSERT INTO person (person_id, version, sequence, state_schema, state, data_key, last_commit, written_at, chain, chained_version, mac)
                SELECT person_id, 1, sequence, state_schema, state, data_key, last_commit, written_at, chain, CASE WHEN mac IS NOT NULL THEN 1 END, mac FROM input WHERE version = 0
                ON CONFLICT DO NOTHING
                RETURNING person_id),
            written AS MATERIALIZED (SELECT person_id FROM updated UNION ALL SELECT person_id FROM inserted),
            logged AS (
                INSERT INTO tree_waiting (content) SELECT {TreeEntry.PersonsSql("i")}
                FROM input AS i WHERE i.logged IS NOT NULL AND {IfWritten("i")} HAVING count(*) > 0),
            journalled AS (
                INSERT INTO journal ({journal.Names})
                SELECT {journal.Values} FROM {journal.Unnest(ref next)} WHERE {IfWritten("j")}),
            reached AS (
                INSERT INTO journal_reach ({reach.Names})
                SELECT {reach.Values} FROM {reach.Unnest(ref next)} WHERE {IfWritten("h")}),
            receipted AS (
                INSERT INTO receipt ({receipts.Names})
                SELECT {receipts.Values} FROM {receipts.Unnest(ref next)} WHERE {IfWritten("r")}),
            counted AS (
                INSERT INTO count_entry ({counts.Names})
                SELECT {counts.Values} FROM {counts.Unnest(ref next)} WHERE {IfWritten("c")}),
            to_platform AS (
                INSERT INTO platform_item ({platformItems.Names})
                SELECT {platformItems.Values} FROM {platformItems.Unnest(ref next)} WHERE {IfWritten("o")}),
            to_person AS (
                INSERT INTO notice ({notices.Names})
                SELECT {notices.Values} FROM {notices.Unnest(ref next)} WHERE {IfWritten("n")}),
            to_systems AS (
                INSERT INTO matter_message ({systemMessages.Names})
                SELECT {systemMessages.Values} FROM {systemMessages.Unnest(ref next)} WHERE {IfWritten("m")}),
            beside AS (
                INSERT INTO matter AS old ({matters.Names})
                SELECT {matters.Values} FROM {matters.Unnest(ref next)} WHERE {IfWritten("b")}
                ON CONFLICT (number) DO UPDATE SET {Assignments(matters.Names, "number")}),
            {Upsert("application", applications, "a", ref next)},
            {Upsert("registration", registrations, "g", ref next)},
            search_rows AS MATERIALIZED (SELECT {searches.Values}::bigint[] FROM {searches.Unnest(ref next)} WHERE {IfWritten("s")}),
            searchable AS (
                INSERT INTO person_search AS old ({searches.Names}) SELECT {searches.Names} FROM search_rows
                ON CONFLICT (person_id) DO UPDATE SET {Assignments(searches.Names, "person_id")}, name = NULL, name_key = NULL),
            unnamed AS (
                DELETE FROM name_token AS old USING search_rows AS s, person_search AS was, LATERAL unnest(was.name_tokens) AS gone (token), LATERAL (
                    SELECT n.ctid AS place FROM name_token AS n WHERE n.token = gone.token AND n.person_id = was.person_id OFFSET 0) AS found
                WHERE was.person_id = s.person_id AND old.ctid = found.place AND (s.name_tokens IS NULL OR gone.token <> ALL (s.name_tokens))),
            named AS (
                INSERT INTO name_token AS old (token, person_id, office)
                SELECT t.token, s.person_id, s.office FROM search_rows AS s, LATERAL unnest(s.name_tokens) AS t (token)
                ON CONFLICT (token, person_id) DO UPDATE SET office = excluded.office WHERE old.office <> excluded.office),
            owed AS (
                INSERT INTO duty AS old ({duties.Names})
                SELECT {duties.Values} FROM {duties.Unnest(ref next)} WHERE {IfWritten("u")}
                ON CONFLICT (person_id, key) DO UPDATE SET {Assignments(duties.Names, "person_id", "key")}),
            ended AS (
                DELETE FROM duty AS old USING {goneDuties.Unnest(ref next)}
                WHERE old.person_id = x.person_id AND old.key = x.key AND {IfWritten("x")}),
            kept AS (
                INSERT INTO duty_done ({doneDuties.Names})
                SELECT {doneDuties.Values} FROM {doneDuties.Unnest(ref next)} WHERE {IfWritten("f")}),
            served AS (
                INSERT INTO service_record ({services.Names})
                SELECT {services.Values} FROM {services.Unnest(ref next)} WHERE {IfWritten("v")}),
            flagged AS (
                INSERT INTO wording_flag ({wordingFlags.Names})
                SELECT {wordingFlags.Values} FROM {wordingFlags.Unnest(ref next)} WHERE {IfWritten("w")}),
            complained AS (
                INSERT INTO complaint_step ({complaintSteps.Names})
                SELECT {complaintSteps.Values} FROM {complaintSteps.Unnest(ref next)} WHERE {IfWritten("k")}),
            surveyed AS (
                INSERT INTO survey_step ({surveySteps.Names})
                SELECT {surveySteps.Values} FROM {surveySteps.Unnest(ref next)} WHERE {IfWritten("y")}),
            reminded AS (
                INSERT INTO reminder AS old (service_id, grain_id, name, start_time, period_ms, grain_hash)
                SELECT $1, d.grain_id, 'duty', d.start_time, {PeriodMilliseconds}, d.grain_hash
                FROM {reminders.Unnest(ref next)} WHERE {IfWritten("d")}
                ON CONFLICT (service_id, grain_id, name) DO UPDATE
                SET start_time = excluded.start_time, period_ms = excluded.period_ms, grain_hash = excluded.grain_hash, version = old.version + 1),
            silenced AS (
                DELETE FROM reminder AS old USING {endedReminders.Unnest(ref next)}, LATERAL (
                    SELECT r.ctid AS place FROM reminder AS r WHERE r.service_id = $1 AND r.grain_id = e.grain_id AND r.name = 'duty' OFFSET 0) AS found
                WHERE old.ctid = found.place AND {IfWritten("e")})
            SELECT person_id FROM written
            """;
    }

    /// <summary>New rows must not exist yet; others are replaced.</summary>
    private static string Upsert<TRow>(string table, RowArrays<TRow> rows, string alias, ref int next)
    {
        var names = rows.Names["is_new, ".Length..];
        return $"""
            {table}_rows AS MATERIALIZED (SELECT {rows.Values} FROM {rows.Unnest(ref next)} WHERE {IfWritten(alias)}),
            {table}_new AS (INSERT INTO {table} ({names}) SELECT {names} FROM {table}_rows WHERE is_new),
            {table}_changed AS (
                INSERT INTO {table} AS old ({names}) SELECT {names} FROM {table}_rows WHERE NOT is_new
                ON CONFLICT (number) DO UPDATE SET {Assignments(names, "number")})
            """;
    }

    private static string Assignments(string names, params string[] keys) =>
        string.Join(", ", names.Split(", ").Except(keys, StringComparer.Ordinal).Select(name => $"{name} = excluded.{name}"));
}
