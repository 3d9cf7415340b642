using Grid.Domain.Codes;
using Grid.Domain.Persons;
using Grid.Domain.Text;
using Grid.Grains.Interfaces.Persons.Commit;
using Grid.Grains.Interfaces.Systems;
using Grid.Storage.Batching;
using Grid.Storage.Journal;
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
            .Column("written_at", NpgsqlDbType.TimestampTz, row => row.WrittenAt)
            .Column("chain", NpgsqlDbType.Bytea, row => row.Chain)
            .Column("mac", NpgsqlDbType.Bytea, row => row.Mac)
            .Column("logged", NpgsqlDbType.Bytea, row => row.Logged);

    public static RowArrays<Packed<(JournalEntry Entry, string? StatisticalStatus, byte[]? Mac)>> Journal() =>
        new RowArrays<Packed<(JournalEntry Entry, string? StatisticalStatus, byte[]? Mac)>>("j")
            .Column("person_id", NpgsqlDbType.Uuid, row => row.Person)
            .Column("sequence", NpgsqlDbType.Bigint, row => row.Row.Entry.Sequence)
            .Column("event", NpgsqlDbType.Text, row => EventJson.NameOf(row.Row.Entry.Event))
            .Column("event_on", NpgsqlDbType.Date, row => row.Row.Entry.On)
            .Column("office", NpgsqlDbType.Text, row => row.Row.Entry.Office)
            .Column("actor", NpgsqlDbType.Text, row => row.Row.Entry.Actor.Subject)
            .Column("actor_role", NpgsqlDbType.Text, row => EnumName.Of(row.Row.Entry.Actor.Role))
            .Column("actor_office", NpgsqlDbType.Text, row => row.Row.Entry.Actor.Office)
            .Column("at", NpgsqlDbType.TimestampTz, row => row.Row.Entry.At.ToUniversalTime())
            .Column("trace_id", NpgsqlDbType.Text, row => row.Row.Entry.TraceId)
            .Column("commit_id", NpgsqlDbType.Uuid, row => row.Of.Commit)
            .Column("facts", NpgsqlDbType.Jsonb, row => row.Json)
            .Column("standing", NpgsqlDbType.Jsonb, row => row.Row.StatisticalStatus)
            .Column("personal", NpgsqlDbType.Bytea, row => row.Sealed)
            .Column("mac", NpgsqlDbType.Bytea, row => row.Row.Mac);

    public static RowArrays<Packed<ReachRow>> Reach() =>
        new RowArrays<Packed<ReachRow>>("h")
            .Column("office", NpgsqlDbType.Text, row => row.Row.Office)
            .Column("person_id", NpgsqlDbType.Uuid, row => row.Person)
            .Column("sequence", NpgsqlDbType.Bigint, row => row.Row.Sequence)
            .Column("kind", NpgsqlDbType.Smallint, row => (short)row.Row.Kind);

    public static RowArrays<Packed<(ReceiptEntry Entry, DateOnly Month)>> Receipts() =>
        new RowArrays<Packed<(ReceiptEntry Entry, DateOnly Month)>>("r")
            .Column("caller", NpgsqlDbType.Text, row => row.Row.Entry.Caller)
            .Column("key", NpgsqlDbType.Text, row => row.Row.Entry.Key)
            .Column("month", NpgsqlDbType.Date, row => row.Row.Month)
            .Column("digest", NpgsqlDbType.Bytea, row => row.Row.Entry.Digest)
            .Column("operation", NpgsqlDbType.Text, row => row.Row.Entry.Operation)
            .Column("person_id", NpgsqlDbType.Uuid, row => row.Person)
            .Column("outcome", NpgsqlDbType.Jsonb, row => row.Json)
            .Column("at", NpgsqlDbType.TimestampTz, row => row.Of.WrittenAt);

    public static RowArrays<Packed<CountRow>> Counts() =>
        new RowArrays<Packed<CountRow>>("c")
            .Column("region", NpgsqlDbType.Text, row => row.Row.Entry.Region)
            .Column("person_id", NpgsqlDbType.Uuid, row => row.Person)
            .Column("event_on", NpgsqlDbType.Date, row => row.Row.Entry.On)
            .Column("commit_id", NpgsqlDbType.Uuid, row => row.Of.Commit)
            .Column("sequence", NpgsqlDbType.Bigint, row => row.Row.Sequence)
            .Column("ordinal", NpgsqlDbType.Smallint, row => (short)row.Row.Ordinal)
            .Column("created_at", NpgsqlDbType.TimestampTz, row => row.Of.WrittenAt)
            .Column("content", NpgsqlDbType.Bytea, row => row.Sealed);

    public static RowArrays<Packed<(PlatformItem Item, bool ByHand)>> PlatformItems() =>
        new RowArrays<Packed<(PlatformItem Item, bool ByHand)>>("o")
            .Column("person_id", NpgsqlDbType.Uuid, row => row.Person)
            .Column("kind", NpgsqlDbType.Text, row => EnumName.Of(row.Row.Item.Kind))
            .Column("key", NpgsqlDbType.Text, row => row.Row.Item.Key)
            .Column("event_on", NpgsqlDbType.Date, row => row.Row.Item.On)
            .Column("commit_id", NpgsqlDbType.Uuid, row => row.Of.Commit)
            .Column("created_at", NpgsqlDbType.TimestampTz, row => row.Of.WrittenAt)
            .Column("waiting_since", NpgsqlDbType.TimestampTz, row => row.Of.WrittenAt)
            .Column("region", NpgsqlDbType.Text, row => row.Row.Item.Region ?? "")
            .Column("office", NpgsqlDbType.Text, row => row.Of.Office ?? "")
            .Column("by_hand", NpgsqlDbType.Boolean, row => row.Row.ByHand)
            .Column("listed_at", NpgsqlDbType.TimestampTz, row => row.Row.ByHand ? row.Of.WrittenAt : (DateTimeOffset?)null)
            .Column("traceparent", NpgsqlDbType.Text, row => row.Of.TraceParent)
            .Column("content", NpgsqlDbType.Bytea, row => row.Sealed);

    public static RowArrays<Packed<PersonNotice>> Notices() =>
        new RowArrays<Packed<PersonNotice>>("n")
            .Column("person_id", NpgsqlDbType.Uuid, row => row.Person)
            .Column("kind", NpgsqlDbType.Text, row => EnumName.Of(row.Row.Kind))
            .Column("commit_id", NpgsqlDbType.Uuid, row => row.Of.Commit)
            .Column("created_at", NpgsqlDbType.TimestampTz, row => row.Of.WrittenAt)
            .Column("content", NpgsqlDbType.Bytea, row => row.Sealed)
            .Column("traceparent", NpgsqlDbType.Text, row => row.Of.TraceParent)
            .Column("office", NpgsqlDbType.Text, row => row.Of.Office ?? "");

    public static RowArrays<Packed<SystemMessage>> SystemMessages() =>
        new RowArrays<Packed<SystemMessage>>("m")
            .Column("person_id", NpgsqlDbType.Uuid, row => row.Person)
            .Column("kind", NpgsqlDbType.Text, row => EnumName.Of(row.Row.System))
            .Column("matter", NpgsqlDbType.Text, row => row.Row.Subject)
            .Column("about", NpgsqlDbType.Text, row => row.Row.About)
            .Column("commit_id", NpgsqlDbType.Uuid, row => row.Of.Commit)
            .Column("created_at", NpgsqlDbType.TimestampTz, row => row.Of.WrittenAt)
            .Column("office", NpgsqlDbType.Text, row => row.Of.Office ?? "")
            .Column("traceparent", NpgsqlDbType.Text, row => row.Of.TraceParent)
            .Column("content", NpgsqlDbType.Bytea, row => row.Sealed);

    public static RowArrays<Packed<MatterRow>> Matters() =>
        new RowArrays<Packed<MatterRow>>("b")
            .Column("number", NpgsqlDbType.Text, row => row.Row.Number)
            .Column("person_id", NpgsqlDbType.Uuid, row => row.Person)
            .Column("kind", NpgsqlDbType.Text, row => EnumName.Of(row.Row.Kind))
            .Column("state", NpgsqlDbType.Text, row => row.Row.State)
            .Column("office", NpgsqlDbType.Text, row => row.Row.Office)
            .Column("region", NpgsqlDbType.Text, row => row.Row.Region)
            .Column("asked_on", NpgsqlDbType.Date, row => row.Row.AskedOn)
            .Column("answer_due", NpgsqlDbType.Date, row => row.Row.AnswerDue)
            .Column("revision", NpgsqlDbType.Integer, row => row.Row.Revision)
            .Column("system_reference", NpgsqlDbType.Text, row => row.Row.SystemReference);

    public static RowArrays<Packed<ApplicationRow>> Applications() =>
        new RowArrays<Packed<ApplicationRow>>("a")
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
            .Column("told_due", NpgsqlDbType.Date, row => row.Row.Application.PromisedDue)
            .Column("overdue_since", NpgsqlDbType.TimestampTz, row => row.Row.Application.OverdueSince?.ToUniversalTime())
            .Column("escalated_to", NpgsqlDbType.Text, row => row.Row.Application.EscalatedTo)
            .Column("decided_on", NpgsqlDbType.Date, row => row.Row.Application.DecidedOn)
            .Column("non_approval", NpgsqlDbType.Bytea, row => row.Sealed);

    public static RowArrays<Packed<RegistrationRow>> Registrations() =>
        new RowArrays<Packed<RegistrationRow>>("g")
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
            .Column("exit_reason", NpgsqlDbType.Smallint, row => (short?)row.Row.Exit?.Reason)
            .Column("legacy_hash", NpgsqlDbType.Bytea, row => row.Sealed);

    public static RowArrays<Packed<PackedSearch>> Searches() =>
        new RowArrays<Packed<PackedSearch>>("s")
            .Column("person_id", NpgsqlDbType.Uuid, row => row.Person)
            .Column("name_sealed", NpgsqlDbType.Bytea, row => row.Sealed)
            .Column("telephone_hash", NpgsqlDbType.Bytea, row => row.Row.TelephoneHash)
            .Column("office", NpgsqlDbType.Text, row => row.Row.Row.Office)
            .Column("region", NpgsqlDbType.Text, row => row.Row.Row.Region)
            .Column("active", NpgsqlDbType.Boolean, row => row.Row.Row.Active)
            .Column("traits", NpgsqlDbType.Bytea, row => row.Row.Compared?.Sealed)
            .Column("block_keys", NpgsqlDbType.Bytea, row => row.Row.Compared?.Keys)
            // Last, because the statement turns it into an array.
            .Column("name_tokens", NpgsqlDbType.Text, row => row.Row.NameTokens);

    public static RowArrays<Packed<DutyChange>> Duties() =>
        new RowArrays<Packed<DutyChange>>("u")
            .Column("person_id", NpgsqlDbType.Uuid, row => row.Person)
            .Column("key", NpgsqlDbType.Text, row => row.Row.Duty.Key)
            .Column("kind", NpgsqlDbType.Smallint, row => (short)row.Row.Duty.Kind)
            .Column("office", NpgsqlDbType.Text, row => row.Row.Duty.Office)
            .Column("region", NpgsqlDbType.Text, row => row.Row.Region)
            .Column("opened_on", NpgsqlDbType.Date, row => row.Row.Duty.OpenedOn)
            .Column("due", NpgsqlDbType.Date, row => row.Row.Duty.Due.Date)
            .Column("provisional", NpgsqlDbType.Boolean, row => row.Row.Duty.Due.Provisional)
            .Column("late_from", NpgsqlDbType.TimestampTz, row => row.Row.Duty.Due.LateFrom().ToUniversalTime())
            .Column("warned_at", NpgsqlDbType.TimestampTz, row => row.Row.Duty.WarnedAt?.ToUniversalTime())
            .Column("overdue_since", NpgsqlDbType.TimestampTz, row => row.Row.Duty.OverdueSince?.ToUniversalTime())
            .Column("escalated_to", NpgsqlDbType.Text, row => row.Row.Duty.EscalatedTo)
            .Column("claimed_by", NpgsqlDbType.Text, row => row.Row.Duty.Claim?.By)
            .Column("claimed_until", NpgsqlDbType.TimestampTz, row => row.Row.Duty.Claim?.Until.ToUniversalTime())
            .Column("snoozed_until", NpgsqlDbType.Date, row => row.Row.Duty.Snooze?.Until);

    public static RowArrays<Packed<DutyChange>> GoneDuties() =>
        new RowArrays<Packed<DutyChange>>("x")
            .Column("person_id", NpgsqlDbType.Uuid, row => row.Person)
            .Column("key", NpgsqlDbType.Text, row => row.Row.Duty.Key);

    public static RowArrays<Packed<DutyChange>> DoneDuties() =>
        new RowArrays<Packed<DutyChange>>("f")
            .Column("person_id", NpgsqlDbType.Uuid, row => row.Person)
            .Column("key", NpgsqlDbType.Text, row => row.Row.Duty.Key)
            .Column("kind", NpgsqlDbType.Smallint, row => (short)row.Row.Duty.Kind)
            .Column("office", NpgsqlDbType.Text, row => row.Row.Duty.Office)
            .Column("region", NpgsqlDbType.Text, row => row.Row.Region)
            .Column("opened_on", NpgsqlDbType.Date, row => row.Row.Duty.OpenedOn)
            .Column("due", NpgsqlDbType.Date, row => row.Row.Duty.Due.Date)
            .Column("closed_on", NpgsqlDbType.Date, row => row.Row.On)
            .Column("how", NpgsqlDbType.Smallint, row => (short?)row.Row.How);

    public static RowArrays<Packed<ServiceRow>> Services() =>
        new RowArrays<Packed<ServiceRow>>("v")
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
            .Column("details", NpgsqlDbType.Bytea, row => row.Sealed);

    public static RowArrays<Packed<(JournalEntry Entry, WordingFlagged Flag)>> WordingFlags() =>
        new RowArrays<Packed<(JournalEntry Entry, WordingFlagged Flag)>>("w")
            .Column("person_id", NpgsqlDbType.Uuid, row => row.Person)
            .Column("sequence", NpgsqlDbType.Bigint, row => row.Row.Entry.Sequence)
            .Column("flagged_on", NpgsqlDbType.Date, row => row.Row.Flag.On)
            .Column("flagged_at", NpgsqlDbType.TimestampTz, row => row.Row.Entry.At.ToUniversalTime())
            .Column("office", NpgsqlDbType.Text, row => row.Row.Flag.Office)
            .Column("author", NpgsqlDbType.Text, row => row.Row.Entry.Actor.Subject)
            .Column("command", NpgsqlDbType.Text, row => row.Row.Flag.Command)
            .Column("field", NpgsqlDbType.Text, row => row.Row.Flag.Field)
            .Column("article", NpgsqlDbType.Text, row => row.Row.Flag.Article);

    public static RowArrays<Packed<ComplaintStep>> ComplaintSteps() =>
        new RowArrays<Packed<ComplaintStep>>("k")
            .Column("person_id", NpgsqlDbType.Uuid, row => row.Person)
            .Column("sequence", NpgsqlDbType.Bigint, row => row.Row.Sequence)
            .Column("complaint", NpgsqlDbType.Text, row => row.Row.Complaint)
            .Column("step", NpgsqlDbType.Smallint, row => row.Row.Step)
            .Column("kind", NpgsqlDbType.Smallint, row => (short)row.Row.Kind)
            .Column("office", NpgsqlDbType.Text, row => row.Row.Office)
            .Column("owner", NpgsqlDbType.Text, row => row.Row.Owner)
            .Column("on_date", NpgsqlDbType.Date, row => row.Row.On)
            .Column("due", NpgsqlDbType.Date, row => row.Row.Due)
            .Column("result", NpgsqlDbType.Smallint, row => (short?)row.Row.Result);

    public static RowArrays<Packed<SurveyStep>> SurveySteps() =>
        new RowArrays<Packed<SurveyStep>>("y")
            .Column("person_id", NpgsqlDbType.Uuid, row => row.Person)
            .Column("sequence", NpgsqlDbType.Bigint, row => row.Row.Sequence)
            .Column("survey_id", NpgsqlDbType.Uuid, row => row.Row.Survey)
            .Column("step", NpgsqlDbType.Smallint, row => row.Row.Step)
            .Column("office", NpgsqlDbType.Text, row => row.Row.Office)
            .Column("owner", NpgsqlDbType.Text, row => row.Row.Owner)
            .Column("on_date", NpgsqlDbType.Date, row => row.Row.On)
            .Column("outcome", NpgsqlDbType.Smallint, row => (short?)row.Row.Outcome)
            .Column("findings", NpgsqlDbType.Smallint, row => row.Row.Findings)
            .Column("confirmed", NpgsqlDbType.Boolean, row => row.Row.Confirmed);

    public static RowArrays<Packed<(ReminderRow Row, string GrainId)>> Reminders() =>
        new RowArrays<Packed<(ReminderRow Row, string GrainId)>>("d")
            .Column("person_id", NpgsqlDbType.Uuid, row => row.Person)
            .Column("grain_id", NpgsqlDbType.Text, row => row.Row.GrainId)
            .Column("grain_hash", NpgsqlDbType.Integer, row => unchecked((int)row.Of.Grain.GetUniformHashCode()))
            .Column("start_time", NpgsqlDbType.TimestampTz, row => row.Row.Row.At?.ToUniversalTime());

    public static RowArrays<Packed<(ReminderRow Row, string GrainId)>> EndedReminders() =>
        new RowArrays<Packed<(ReminderRow Row, string GrainId)>>("e")
            .Column("person_id", NpgsqlDbType.Uuid, row => row.Person)
            .Column("grain_id", NpgsqlDbType.Text, row => row.Row.GrainId);

    private static string? NameOf(ByReferenceGroup? group) => group is { } member ? EnumName.Of(member) : null;
}
