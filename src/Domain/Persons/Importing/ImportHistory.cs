using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Serialization;
using Grid.Domain.Calendar;
using Grid.Domain.Codes;
using Grid.Domain.Identity;
using Grid.Domain.Numbers;
using Grid.Domain.Text;

namespace Grid.Domain.Persons;

/// <summary>
/// Take over contacts, services or exits of an earlier system for registrations that the register has (79/2020 (三), (四)), with their own
/// days. What the record has already is accepted and changes nothing, so a file may be imported twice. All of them are taken over, or none.
/// </summary>
public sealed record ImportHistory : PersonCommand
{
    /// <summary>As the file has it, to be compared with the register's; null where it has none.</summary>
    public PersonName? Name { get; init; }

    /// <summary>
    /// Where it is <see cref="ImportOrigin.Held"/>, everything is judged, nothing is recorded, and the record waits: for the same command
    /// without it, or for <see cref="SettleImport"/>. A baseline means nothing here.
    /// </summary>
    public required ImportOrigin Import { get; init; }

    /// <summary>In any order; at least one.</summary>
    public required IReadOnlyList<HistoryToImport> Rows { get; init; }
}

/// <summary>One contact, service or exit of an earlier system, as it was there: exactly one of the three.</summary>
public sealed record HistoryToImport : Discreet
{
    /// <summary>The row of the file, from 1; refusals name it.</summary>
    public required int Row { get; init; }

    /// <summary>The register's number of the registration; null where the file has none.</summary>
    public RegistrationNumber? Registration { get; init; }

    /// <summary>The number that the registration had in the earlier system. Without either number the day of the row decides.</summary>
    public string? LegacyNumber { get; init; }

    /// <summary>With its moment.</summary>
    public RecordContact? Contact { get; init; }

    /// <summary>With its day.</summary>
    public RecordService? Service { get; init; }

    public ExitDetails? Exit { get; init; }

    /// <summary>Of a contact: side data that could not be understood, as they were given.</summary>
    public IReadOnlyList<UnverifiedValue> Unverified { get; init; } = [];

    /// <summary>The day on which it happened, in China.</summary>
    [JsonIgnore]
    public DateOnly On =>
        Contact is { At: { } at }
            ? ChinaTime.DateOf(at)
            : Exit?.On ?? Service?.On ?? throw new InvalidOperationException("A row of history has its day.");
}

/// <summary>Which row of which import brought a contact, a service or an exit, and to which registration.</summary>
/// <param name="Import">The import.</param>
/// <param name="Row">The row of its file.</param>
/// <param name="Registration">The registration, active or over.</param>
/// <param name="Mark">What is kept of it in the registration: see <see cref="ImportedMarks"/>.</param>
public sealed record ImportedRow(Guid Import, int Row, RegistrationNumber Registration, string Mark) : Discreet
{
    /// <summary>Of a contact: too old to be recorded here, so no duty follows from it.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool IsOld { get; init; }
}

/// <summary>
/// An import that is all or nothing can record what it has of this person, and waits for the others. Until it is over no other command
/// changes the record, so that it can still be recorded then.
/// </summary>
public sealed record HistoryHeld(Guid Import) : PersonEvent;

/// <summary>The record waits no longer: what the import had was recorded, or the import was taken back.</summary>
public sealed record HistoryReleased(Guid Import) : PersonEvent;

/// <summary>
/// What is kept of an imported row in its registration: 8 characters of a digest of what happened and on which day. Who wrote the row how
/// is not in it, so that a file with a corrected note brings no second contact. The n-th of its kind on a day has the n in its mark.
/// </summary>
public static class ImportedMarks
{
    /// <summary>48 bits: of a thousand rows of one person two are alike once in 500 million persons.</summary>
    private const int Bytes = 6;

    /// <summary>Characters of one mark.</summary>
    public const int Length = Bytes * 8 / 6;

    /// <summary>The mark of the n-th row with this content; n from 1.</summary>
    public static string Of(string content, int n) => Base64Url.EncodeToString(Digest($"{content}|{n}").AsSpan(0, Bytes));

    /// <summary>Whether the registration has it.</summary>
    public static bool Has(Registration registration, string mark)
    {
        ArgumentNullException.ThrowIfNull(registration);
        var marks = registration.ImportedHistory ?? "";
        for (var at = 0; at < marks.Length; at += Length)
        {
            if (marks.AsSpan(at, Length).SequenceEqual(mark))
                return true;
        }

        return false;
    }

    internal static byte[] Digest(string text) => SHA256.HashData(Encoding.UTF8.GetBytes(text));
}

/// <summary>
/// What imported contacts, services and exits must be: the rules of the API's own commands, but that they may be long ago, that an exit needs
/// no second person, and that what its evidence lacks is said to be unknown. Nothing is guessed: a row that fits no registration, or several,
/// is refused.
/// </summary>
internal static class HistoryRules
{
    public static Decision Decide(PersonRecord record, ImportHistory command, DecisionContext context)
    {
        if (record.AliasOf is not null || record.PendingMove is not null)
            return Decision.Refuse(new Refusal(RefusalCode.MovePending));
        if (record.Identity is not { } identity)
            return Decision.Refuse(new Refusal(RefusalCode.UnknownPerson) { Field = "identityNumber" });
        if (Contradicts(record, identity, command.Name, context) is { } other)
            return Decision.Refuse(other);

        List<PersonEvent> events = [];
        List<Refusal> refused = [];
        var after = record;
        var alike = new Dictionary<(RegistrationNumber, string), int>();
        foreach (var (i, row) in command.Rows.Index().OrderBy(one => one.Item.On).ThenBy(one => one.Item.Row))
        {
            var field = string.Create(CultureInfo.InvariantCulture, $"rows[{i}]");
            if (Imported(after, row, command.Import.Id, alike, context, out var happened) is { } refusal)
            {
                refused.AddRange(refusal.Each().Select(one => one with { Field = one.Field is { } at ? $"{field}.{at}" : field }));
            }
            else if (happened is not null)
            {
                events.Add(happened);
                after = PersonFold.Apply(after, happened);
            }
        }

        if (Refusal.All(refused) is { } wrong)
            return Decision.Refuse(wrong);
        var outcome = Outcomes.Of(OutcomeKind.HistoryImported, after) with { Imported = events.Count };
        if (command.Import.Held)
        {
            return events.Count == 0 || record.HeldBy is not null
                ? Decision.Accept(outcome)
                : Decision.Accept(outcome, new HistoryHeld(command.Import.Id));
        }

        return Decision.Accept(outcome, record.HeldBy is null ? events : [new HistoryReleased(command.Import.Id), .. events]);
    }

    private static Refusal? Contradicts(PersonRecord record, PersonIdentity known, PersonName? name, DecisionContext context) =>
        name is null ? null : SubmissionRules.Contradicts(record, known.Number, name, known.BirthDate, context);

    /// <summary>What a row leads to: an event, nothing where it is there already, or a refusal.</summary>
    private static Refusal? Imported(
        PersonRecord record,
        HistoryToImport row,
        Guid import,
        Dictionary<(RegistrationNumber, string), int> alike,
        DecisionContext context,
        out PersonEvent? happened
    )
    {
        happened = null;
        if (MeantRegistrations.Of(record, row, out var meant) is { } unknown)
            return unknown;
        if (CaseScope.Check(context, meant.Registration.Office) is { } scope)
            return scope;
        var content = ContentOf(row);
        var key = (meant.Registration.Number, content);
        var n = alike[key] = alike.GetValueOrDefault(key) + 1;
        var origin = new ImportedRow(import, row.Row, meant.Registration.Number, ImportedMarks.Of(content, n));
        if (ImportedMarks.Has(meant.Registration, origin.Mark))
            return null;
        return row switch
        {
            { Contact: { } contact } => Contact(contact, row.Unverified, meant, origin, context, out happened),
            { Service: { } service } => Service(service, meant, origin, context, out happened),
            _ => Exit(record, row.Exit!, meant, origin, context, out happened),
        };
    }

    private static Refusal? Contact(
        RecordContact given,
        IReadOnlyList<UnverifiedValue> unverified,
        MeantRegistration meant,
        ImportedRow origin,
        DecisionContext context,
        out PersonEvent? happened
    )
    {
        happened = null;
        var at = given.At!.Value;
        if (at > context.Now)
            return Refusal.Invalid("at", FieldRule.InFuture, atMost: context.Now);
        var on = ChinaTime.DateOf(at);
        if ((meant.Within("at", on) ?? Contacting.Content(given)) is { } wrong)
            return wrong;
        var contact = Contacting.Made(given, at, IdOf(origin), context);
        if (unverified.Count > 0)
            contact = contact with { Unverified = [.. contact.Unverified ?? [], .. unverified] };
        happened = new ContactRecorded(on, contact.Channel, contact.Outcome, meant.Registration.Office, contact)
        {
            Imported = origin with { IsOld = on < Contacting.Earliest(meant.Registration, context) },
        };
        return null;
    }

    private static Refusal? Service(
        RecordService given,
        MeantRegistration meant,
        ImportedRow origin,
        DecisionContext context,
        out PersonEvent? happened
    )
    {
        happened = null;
        var on = given.On!.Value;
        if (on > context.Today)
            return Refusal.Invalid("on", FieldRule.InFuture, atMost: context.Today);
        var service = default(ServiceGiven)!;
        if ((meant.Within("on", on) ?? Serving.Given(given, on, meant.Registration, IdOf(origin), context, out service)) is { } wrong)
        {
            return wrong;
        }

        happened = service with { Imported = origin };
        return null;
    }

    private static Refusal? Exit(
        PersonRecord record,
        ExitDetails given,
        MeantRegistration meant,
        ImportedRow origin,
        DecisionContext context,
        out PersonEvent? happened
    )
    {
        happened = null;
        var registration = meant.Registration;
        if (meant.Past is { } past)
        {
            return past.Ending == PastEnding.Exited && past.EndedOn == given.On && past.Exit?.Reason == given.Reason
                ? null
                : Refusal.Invalid(MeantRegistrations.ExitDay, FieldRule.EndedOtherwise);
        }

        if (Exiting.Waiting(record, registration) is { } waiting)
            return waiting;
        var exit = SideData.Of(given with { Evidence = Known(given.Evidence, origin.Import, context) });
        if (ExitRules.Check(exit, registration, context) is { } wrong)
            return wrong with { Field = $"exit.{wrong.Field}" };
        happened = new Exited(registration.Number, registration.Office, exit.Reason, exit.On, registration.Counted, exit)
        {
            // No one of this register decided it; that it was taken over may be objected to from today.
            DecidedOn = context.Today,
            DecidedBy = [],
            Imported = origin,
        };
        return null;
    }

    /// <summary>What the earlier system did not record of an exit's evidence is said to come from the import.</summary>
    private static Evidence Known(Evidence given, Guid import, DecisionContext context) =>
        given.Basis switch
        {
            EvidenceBasis.DataMatch => given with
            {
                Source = given.Source ?? ImportRules.SourceOf(import),
                MatchedAt = given.MatchedAt ?? context.Now,
            },
            EvidenceBasis.ManualCheck => given with { Note = given.Note ?? ImportRules.SourceOf(import) },
            _ => given,
        };

    /// <summary>What happened on which day, without who wrote it how.</summary>
    private static string ContentOf(HistoryToImport row)
    {
        var day = row.On.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        return row switch
        {
            { Contact: { } c } => $"contact|{day}|{EnumName.Of(c.Channel)}|{EnumName.Of(c.Outcome)}",
            { Service: { } s } => $"service|{day}|{s.Item}|{EnumName.Of(s.Result)}",
            _ => $"exit|{day}|{EnumName.Of(row.Exit!.Reason)}",
        };
    }

    /// <summary>The same for a row that is judged again.</summary>
    private static string IdOf(ImportedRow origin) =>
        Convert.ToHexStringLower(
            ImportedMarks
                .Digest(string.Create(CultureInfo.InvariantCulture, $"{origin.Import:N}|{origin.Row}|{origin.Registration.Value}"))
                .AsSpan(0, 16)
        );
}

/// <summary>The registration that a row means.</summary>
/// <param name="Registration">As it is in the record.</param>
/// <param name="Past">Its end; null while it is active.</param>
internal sealed record MeantRegistration(Registration Registration, PastRegistration? Past) : Discreet
{
    /// <summary>
    /// Null where the registration stood on the day: from its first day until its end, both inclusive, or until the exit was decided, where
    /// that is known to be later.
    /// </summary>
    public Refusal? Within(string field, DateOnly on) =>
        on < Registration.RegisteredOn ? Refusal.Invalid(field, FieldRule.BeforeRegistration, atLeast: Registration.RegisteredOn)
        : Past is not null && on > LastDay ? Refusal.Invalid(field, FieldRule.AfterEnd, atMost: LastDay)
        : null;

    /// <summary>Whether it stood at the end of a day.</summary>
    public bool StoodOn(DateOnly on) => Registration.RegisteredOn <= on && (Past is null || on < Past.EndedOn);

    private DateOnly LastDay => Past!.ExitDecidedOn is { } decided && decided > Past.EndedOn ? decided : Past.EndedOn;
}

/// <summary>Finds the registration that a row means. One that was revoked, or was a second one of the person, is none.</summary>
internal static class MeantRegistrations
{
    /// <summary>The day of an exit, as the rules of exits name it; the import's report names the column.</summary>
    public const string ExitDay = "exit.on";

    /// <summary>By the numbers that the row gives, else by its day.</summary>
    public static Refusal? Of(PersonRecord record, HistoryToImport row, out MeantRegistration meant)
    {
        MeantRegistration[] all =
        [
            .. record
                .Past.Where(past => past.Ending is PastEnding.Exited or PastEnding.BecameOrdinary)
                .Select(past => new MeantRegistration(past.Registration, past)),
        ];
        if (record.Registration is { } active)
            all = [.. all, new MeantRegistration(active, null)];
        var isNamed = row.Registration is not null || row.LegacyNumber is not null;
        var found =
            isNamed ? [.. all.Where(one => IsNamed(one.Registration, row))]
            : row.Exit is { } exit ? ByExit(all, exit.On)
            : ByDay(all, row.On);
        meant = found.Length == 1 ? found[0] : null!;
        return found.Length switch
        {
            1 => null,
            0 => Refusal.Invalid(
                row.Registration is not null ? "registrationNumber"
                    : isNamed ? "legacyNumber"
                    : FieldOf(row),
                FieldRule.NoSuchRegistration
            ),
            _ => Refusal.Invalid(FieldOf(row), FieldRule.SeveralRegistrations),
        };
    }

    private static string FieldOf(HistoryToImport row) =>
        row.Exit is not null ? ExitDay
        : row.Contact is not null ? "at"
        : "on";

    /// <summary>Every number that the row gives is the registration's: as the register gave it, or as an import brought it.</summary>
    private static bool IsNamed(Registration registration, HistoryToImport row) =>
        (row.Registration is null || registration.Number == row.Registration || HadNumber(registration, row.Registration.Value))
        && (row.LegacyNumber is null || HadNumber(registration, row.LegacyNumber));

    private static bool HadNumber(Registration registration, string number) =>
        string.Equals(registration.Imported?.Number, number, StringComparison.Ordinal);

    /// <summary>Those that stood on the day; where none did, those that ended on it.</summary>
    private static MeantRegistration[] ByDay(MeantRegistration[] all, DateOnly on)
    {
        var stood = Array.FindAll(all, one => one.StoodOn(on));
        return stood.Length > 0 ? stood : Array.FindAll(all, one => one.Past?.EndedOn == on);
    }

    /// <summary>Those that ended on the day; where none did, those that stood.</summary>
    private static MeantRegistration[] ByExit(MeantRegistration[] all, DateOnly on)
    {
        var ended = Array.FindAll(all, one => one.Past is { Ending: PastEnding.Exited } past && past.EndedOn == on);
        return ended.Length > 0 ? ended : ByDay(all, on);
    }
}

/// <summary>Folds what an import brought of a registration, whether it is active or over.</summary>
internal static class ImportedFold
{
    /// <summary>The record with the mark of a row, and with what else the row changes in its registration.</summary>
    public static PersonRecord Marked(PersonRecord record, ImportedRow origin, Func<Registration, Registration>? change = null)
    {
        if (record.Registration is { } active && active.Number == origin.Registration)
            return record with { Registration = Changed(active) };
        return record with
        {
            Past =
            [
                .. record.Past.Select(past =>
                    past.Number == origin.Registration ? past with { Registration = Changed(past.Registration) } : past
                ),
            ],
        };

        Registration Changed(Registration registration) =>
            (change is null ? registration : change(registration)) with
            {
                ImportedHistory = registration.ImportedHistory + origin.Mark,
            };
    }
}
