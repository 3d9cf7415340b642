using Grid.Domain.Codes;
using Grid.Domain.Text;
using Grid.Grains.Interfaces.Persons.Commit;
using Grid.Storage.Batching;
using NpgsqlTypes;

namespace Grid.Storage.Persons.Commits;

/// <summary>Which columns a commit fills, and with what; one list for each table.</summary>
internal static class CommitColumns
{
    public static RowArrays<PersonRow> Persons() =>
        new RowArrays<PersonRow>("i")
            .Column("person_id", NpgsqlDbType.Uuid, row => row.Person)
            .Column("version", NpgsqlDbType.Bigint, row => row.Version)
            .Column("sequence", NpgsqlDbType.Bigint, row => row.Sequence)
            .Column("state_schema", NpgsqlDbType.Smallint, row => row.Schema)
            .Column("state", NpgsqlDbType.Bytea, row => row.State)
            .Column("data_key", NpgsqlDbType.Bytea, row => row.DataKey)
            .Column("last_commit", NpgsqlDbType.Uuid, row => row.Commit)
            .Column("written_at", NpgsqlDbType.TimestampTz, row => row.WrittenAt);

    public static RowArrays<JournalRow> Journal() =>
        new RowArrays<JournalRow>("j")
            .Column("person_id", NpgsqlDbType.Uuid, row => row.Person)
            .Column("sequence", NpgsqlDbType.Bigint, row => row.Entry.Sequence)
            .Column("event", NpgsqlDbType.Text, row => row.Name)
            .Column("event_on", NpgsqlDbType.Date, row => row.Entry.On)
            .Column("office", NpgsqlDbType.Text, row => row.Entry.Office)
            .Column("actor", NpgsqlDbType.Text, row => row.Entry.Actor.Subject)
            .Column("actor_role", NpgsqlDbType.Text, row => EnumName.Of(row.Entry.Actor.Role))
            .Column("actor_office", NpgsqlDbType.Text, row => row.Entry.Actor.Office)
            .Column("at", NpgsqlDbType.TimestampTz, row => row.Entry.At.ToUniversalTime())
            .Column("trace_id", NpgsqlDbType.Text, row => row.Entry.TraceId)
            .Column("commit_id", NpgsqlDbType.Uuid, row => row.Commit)
            .Column("facts", NpgsqlDbType.Jsonb, row => row.Facts)
            .Column("standing", NpgsqlDbType.Jsonb, row => row.Standing)
            .Column("personal", NpgsqlDbType.Bytea, row => row.Personal);

    public static RowArrays<ReceiptRow> Receipts() =>
        new RowArrays<ReceiptRow>("r")
            .Column("caller", NpgsqlDbType.Text, row => row.Entry.Caller)
            .Column("key", NpgsqlDbType.Text, row => row.Entry.Key)
            .Column("month", NpgsqlDbType.Date, row => row.Month)
            .Column("digest", NpgsqlDbType.Bytea, row => row.Entry.Digest)
            .Column("operation", NpgsqlDbType.Text, row => row.Entry.Operation)
            .Column("person_id", NpgsqlDbType.Uuid, row => row.Person)
            .Column("outcome", NpgsqlDbType.Jsonb, row => row.Outcome)
            .Column("at", NpgsqlDbType.TimestampTz, row => row.At);

    public static RowArrays<OutboxRow> Counts() =>
        new RowArrays<OutboxRow>("c")
            .Column("region", NpgsqlDbType.Text, row => row.Region)
            .Column("person_id", NpgsqlDbType.Uuid, row => row.Person)
            .Column("event_on", NpgsqlDbType.Date, row => row.On)
            .Column("commit_id", NpgsqlDbType.Uuid, row => row.Commit)
            .Column("sequence", NpgsqlDbType.Bigint, row => row.Sequence)
            .Column("ordinal", NpgsqlDbType.Smallint, row => (short)row.Ordinal)
            .Column("created_at", NpgsqlDbType.TimestampTz, row => row.At)
            .Column("content", NpgsqlDbType.Bytea, row => row.Content);

    public static RowArrays<OutboxRow> PlatformItems() =>
        new RowArrays<OutboxRow>("o")
            .Column("person_id", NpgsqlDbType.Uuid, row => row.Person)
            .Column("kind", NpgsqlDbType.Text, row => row.Kind)
            .Column("key", NpgsqlDbType.Text, row => row.Key)
            .Column("event_on", NpgsqlDbType.Date, row => row.On)
            .Column("commit_id", NpgsqlDbType.Uuid, row => row.Commit)
            .Column("created_at", NpgsqlDbType.TimestampTz, row => row.At)
            .Column("waiting_since", NpgsqlDbType.TimestampTz, row => row.At)
            .Column("region", NpgsqlDbType.Text, row => row.Region ?? "")
            .Column("office", NpgsqlDbType.Text, row => row.Office ?? "")
            .Column("by_hand", NpgsqlDbType.Boolean, row => row.ByHand)
            .Column("listed_at", NpgsqlDbType.TimestampTz, row => row.ByHand ? row.At : (DateTimeOffset?)null)
            .Column("traceparent", NpgsqlDbType.Text, row => row.TraceParent)
            .Column("content", NpgsqlDbType.Bytea, row => row.Content);

    public static RowArrays<OutboxRow> Notices() =>
        new RowArrays<OutboxRow>("n")
            .Column("person_id", NpgsqlDbType.Uuid, row => row.Person)
            .Column("kind", NpgsqlDbType.Text, row => row.Kind)
            .Column("commit_id", NpgsqlDbType.Uuid, row => row.Commit)
            .Column("created_at", NpgsqlDbType.TimestampTz, row => row.At)
            .Column("content", NpgsqlDbType.Bytea, row => row.Content)
            .Column("traceparent", NpgsqlDbType.Text, row => row.TraceParent)
            .Column("office", NpgsqlDbType.Text, row => row.Office ?? "");

    public static RowArrays<ApplicationRecord> Applications() =>
        new RowArrays<ApplicationRecord>("a")
            .Column("is_new", NpgsqlDbType.Boolean, row => row.Row.IsNew)
            .Column("number", NpgsqlDbType.Text, row => row.Row.Application.Number.Value)
            .Column("person_id", NpgsqlDbType.Uuid, row => row.Person)
            .Column("platform_number", NpgsqlDbType.Text, row => row.Row.Application.PlatformNumber?.Value)
            .Column("status", NpgsqlDbType.Text, row => EnumName.Of(row.Row.Application.Status))
            .Column("open", NpgsqlDbType.Boolean, row => row.Row.Application.IsOpen && !row.Row.EnteredInError)
            .Column("entered_in_error", NpgsqlDbType.Boolean, row => row.Row.EnteredInError)
            .Column("office", NpgsqlDbType.Text, row => row.Row.Application.Office)
            .Column("region", NpgsqlDbType.Text, row => row.Row.Region)
            .Column("channel", NpgsqlDbType.Text, row => EnumName.Of(row.Row.Application.Channel))
            .Column("by_reference", NpgsqlDbType.Text, row => NameOf(row.Row.Application.ByReference))
            .Column("submitted_at", NpgsqlDbType.TimestampTz, row => row.Row.Application.SubmittedAt.ToUniversalTime())
            .Column("review_due", NpgsqlDbType.Date, row => row.Row.Application.ReviewDue.Date)
            .Column("review_provisional", NpgsqlDbType.Boolean, row => row.Row.Application.ReviewDue.Provisional)
            .Column("told_due", NpgsqlDbType.Date, row => row.Row.Application.ToldDue)
            .Column("overdue_since", NpgsqlDbType.TimestampTz, row => row.Row.Application.OverdueSince?.ToUniversalTime())
            .Column("escalated_to", NpgsqlDbType.Text, row => row.Row.Application.EscalatedTo)
            .Column("decided_on", NpgsqlDbType.Date, row => row.Row.Application.DecidedOn)
            .Column("non_approval", NpgsqlDbType.Bytea, row => row.NonApproval);

    public static RowArrays<CaseRow<RegistrationRow>> Registrations() =>
        new RowArrays<CaseRow<RegistrationRow>>("g")
            .Column("is_new", NpgsqlDbType.Boolean, row => row.Row.IsNew)
            .Column("number", NpgsqlDbType.Text, row => row.Row.Registration.Number.Value)
            .Column("person_id", NpgsqlDbType.Uuid, row => row.Person)
            .Column("application_number", NpgsqlDbType.Text, row => row.Row.Registration.Application.Value)
            .Column("status", NpgsqlDbType.Smallint, row => (short)row.Row.Status)
            .Column("office", NpgsqlDbType.Text, row => row.Row.Registration.Office)
            .Column("region", NpgsqlDbType.Text, row => row.Row.Region)
            .Column("counted", NpgsqlDbType.Boolean, row => row.Row.Registration.Counted)
            .Column("by_reference", NpgsqlDbType.Text, row => NameOf(row.Row.Registration.ByReference))
            .Column("registered_on", NpgsqlDbType.Date, row => row.Row.Registration.RegisteredOn)
            .Column("first_contact_due", NpgsqlDbType.Date, row => row.Row.Registration.FirstContactDue.Date)
            .Column("first_contact_provisional", NpgsqlDbType.Boolean, row => row.Row.Registration.FirstContactDue.Provisional)
            .Column("ended_on", NpgsqlDbType.Date, row => row.Row.EndedOn)
            .Column("exit_reason", NpgsqlDbType.Smallint, row => (short?)row.Row.Exit?.Reason);

    public static RowArrays<SearchIndexRow> Searches() =>
        new RowArrays<SearchIndexRow>("s")
            .Column("person_id", NpgsqlDbType.Uuid, row => row.Person)
            .Column("name", NpgsqlDbType.Text, row => row.Row.Name?.Value)
            .Column("name_key", NpgsqlDbType.Text, row => row.Row.Name?.SearchKey)
            .Column("telephone_hash", NpgsqlDbType.Bytea, row => row.TelephoneHash)
            .Column("office", NpgsqlDbType.Text, row => row.Row.Office)
            .Column("region", NpgsqlDbType.Text, row => row.Row.Region)
            .Column("active", NpgsqlDbType.Boolean, row => row.Row.Active);

    public static RowArrays<DutyRecord> Duties() =>
        new RowArrays<DutyRecord>("u")
            .Column("person_id", NpgsqlDbType.Uuid, row => row.Person)
            .Column("key", NpgsqlDbType.Text, row => row.Change.Duty.Key)
            .Column("kind", NpgsqlDbType.Smallint, row => (short)row.Change.Duty.Kind)
            .Column("office", NpgsqlDbType.Text, row => row.Change.Duty.Office)
            .Column("region", NpgsqlDbType.Text, row => row.Change.Region)
            .Column("opened_on", NpgsqlDbType.Date, row => row.Change.Duty.OpenedOn)
            .Column("due", NpgsqlDbType.Date, row => row.Change.Duty.Due.Date)
            .Column("provisional", NpgsqlDbType.Boolean, row => row.Change.Duty.Due.Provisional)
            .Column("late_from", NpgsqlDbType.TimestampTz, row => row.Change.Duty.Due.LateFrom().ToUniversalTime())
            .Column("warned_at", NpgsqlDbType.TimestampTz, row => row.Change.Duty.WarnedAt?.ToUniversalTime())
            .Column("overdue_since", NpgsqlDbType.TimestampTz, row => row.Change.Duty.OverdueSince?.ToUniversalTime())
            .Column("escalated_to", NpgsqlDbType.Text, row => row.Change.Duty.EscalatedTo)
            .Column("claimed_by", NpgsqlDbType.Text, row => row.Change.Duty.Claim?.By)
            .Column("claimed_until", NpgsqlDbType.TimestampTz, row => row.Change.Duty.Claim?.Until.ToUniversalTime())
            .Column("snoozed_until", NpgsqlDbType.Date, row => row.Change.Duty.Snooze?.Until);

    public static RowArrays<DutyRecord> GoneDuties() =>
        new RowArrays<DutyRecord>("x")
            .Column("person_id", NpgsqlDbType.Uuid, row => row.Person)
            .Column("key", NpgsqlDbType.Text, row => row.Change.Duty.Key);

    public static RowArrays<DutyRecord> DoneDuties() =>
        new RowArrays<DutyRecord>("f")
            .Column("person_id", NpgsqlDbType.Uuid, row => row.Person)
            .Column("key", NpgsqlDbType.Text, row => row.Change.Duty.Key)
            .Column("kind", NpgsqlDbType.Smallint, row => (short)row.Change.Duty.Kind)
            .Column("office", NpgsqlDbType.Text, row => row.Change.Duty.Office)
            .Column("region", NpgsqlDbType.Text, row => row.Change.Region)
            .Column("opened_on", NpgsqlDbType.Date, row => row.Change.Duty.OpenedOn)
            .Column("due", NpgsqlDbType.Date, row => row.Change.Duty.Due.Date)
            .Column("closed_on", NpgsqlDbType.Date, row => row.Change.On)
            .Column("how", NpgsqlDbType.Smallint, row => (short?)row.Change.How);

    public static RowArrays<ServiceRecordRow> Services() =>
        new RowArrays<ServiceRecordRow>("v")
            .Column("person_id", NpgsqlDbType.Uuid, row => row.Person)
            .Column("sequence", NpgsqlDbType.Bigint, row => row.Row.Sequence)
            .Column("kind", NpgsqlDbType.Smallint, row => (short)row.Row.Kind)
            .Column("registration", NpgsqlDbType.Text, row => row.Row.Registration.Value)
            .Column("on_date", NpgsqlDbType.Date, row => row.Row.On)
            .Column("office", NpgsqlDbType.Text, row => row.Row.Office)
            .Column("recorded_by", NpgsqlDbType.Text, row => row.Row.By)
            .Column("code", NpgsqlDbType.Text, row => row.Row.Code)
            .Column("result", NpgsqlDbType.Text, row => row.Row.Result)
            .Column("reached", NpgsqlDbType.Boolean, row => row.Row.Reached)
            .Column("details", NpgsqlDbType.Bytea, row => row.Details);

    public static RowArrays<WordingFlagRow> WordingFlags() =>
        new RowArrays<WordingFlagRow>("w")
            .Column("person_id", NpgsqlDbType.Uuid, row => row.Person)
            .Column("sequence", NpgsqlDbType.Bigint, row => row.Entry.Sequence)
            .Column("flagged_on", NpgsqlDbType.Date, row => row.Flag.On)
            .Column("flagged_at", NpgsqlDbType.TimestampTz, row => row.Entry.At.ToUniversalTime())
            .Column("office", NpgsqlDbType.Text, row => row.Flag.Office)
            .Column("author", NpgsqlDbType.Text, row => row.Entry.Actor.Subject)
            .Column("command", NpgsqlDbType.Text, row => row.Flag.Command)
            .Column("field", NpgsqlDbType.Text, row => row.Flag.Field)
            .Column("article", NpgsqlDbType.Text, row => row.Flag.Article);

    public static RowArrays<DutyReminderRow> Reminders() =>
        new RowArrays<DutyReminderRow>("d")
            .Column("person_id", NpgsqlDbType.Uuid, row => row.Person)
            .Column("grain_id", NpgsqlDbType.Text, row => row.GrainId)
            .Column("grain_hash", NpgsqlDbType.Integer, row => row.GrainHash)
            .Column("start_time", NpgsqlDbType.TimestampTz, row => row.At);

    public static RowArrays<DutyReminderRow> EndedReminders() =>
        new RowArrays<DutyReminderRow>("e")
            .Column("person_id", NpgsqlDbType.Uuid, row => row.Person)
            .Column("grain_id", NpgsqlDbType.Text, row => row.GrainId);

    private static string? NameOf(ByReferenceGroup? group) => group is { } member ? EnumName.Of(member) : null;
}
