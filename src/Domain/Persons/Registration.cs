using System.Text.Json.Serialization;
using Grid.Domain.Calendar;
using Grid.Domain.Codes;
using Grid.Domain.Numbers;
using Grid.Domain.Text;

namespace Grid.Domain.Persons;

/// <summary>An active registration (失业登记).</summary>
public sealed record Registration : Discreet
{
    public required RegistrationNumber Number { get; init; }

    /// <summary>The application that led to it.</summary>
    public required ApplicationNumber Application { get; init; }

    public required string Office { get; init; }

    public required PlaceGround Ground { get; init; }

    public ByReferenceGroup? ByReference { get; init; }

    /// <summary>In the stock of the urban statistics (79/2020 (十)): ordinary, at an urban office, with a document that counts.</summary>
    public required bool Counted { get; init; }

    public required ApplicationChannel Channel { get; init; }

    public required UnemploymentReason Reason { get; init; }

    public string? OtherReason { get; init; }

    public required DateOnly UnemployedOn { get; init; }

    public required IReadOnlyList<string> JobWishes { get; init; }

    public required DateOnly RegisteredOn { get; init; }

    /// <summary>
    /// The day, as it was given to the person, by whose end the first contact must have been made (79/2020 (三), five working days).
    /// </summary>
    public required Deadline FirstContactDue { get; init; }

    /// <summary>What the duties of this registration depend on.</summary>
    public ServiceState Service { get; init; } = ServiceState.None;

    /// <summary>An exit that waits for a second person, because of its reason.</summary>
    public ExitCheck? ExitCheck { get; init; }

    /// <summary>
    /// After a reorganisation moved it: whether the place where the person registered is urban. Null: that of the office.
    /// </summary>
    public bool? UrbanPlace { get; init; }

    public IReadOnlyList<TransferRequest> TransferRequests { get; init; } = [];

    /// <summary>What was asked for with it (一件事); null for none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<Matter>? Matters { get; init; }

    /// <summary>The latest certificate (失业登记凭证); null for none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public Certificate? Certificate { get; init; }

    /// <summary>The recognition as a hardship person as a procedure (就业困难人员认定); null where none was ever applied for.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public HardshipProcedure? Recognising { get; init; }

    /// <summary>The household that the person is a member of, as far as the register is told; null for none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public HouseholdMembership? Household { get; init; }

    /// <summary>Where an import brought it from; null for one that was made here.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public ImportedFrom? Imported { get; init; }

    /// <summary>
    /// Marks of the contacts, services and exits that imports brought of it, so that none comes twice (<see cref="ImportedMarks"/>); null for
    /// none.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? ImportedHistory { get; init; }
}

/// <summary>
/// A registration that is over: the registration as it was, and how it ended. A returning person gets a new one; this one only comes back
/// if its exit was wrong.
/// </summary>
public sealed record PastRegistration(Registration Registration, PastEnding Ending, DateOnly EndedOn, ExitDetails? Exit) : Discreet
{
    /// <summary>
    /// The registration that took its place, where the ending is <see cref="PastEnding.BecameOrdinary"/> or
    /// <see cref="PastEnding.Duplicate"/>; if that one goes, this one is active again.
    /// </summary>
    public RegistrationNumber? Into { get; init; }

    /// <summary>The day on which the exit was decided, where it is another one than <see cref="EndedOn"/>.</summary>
    public DateOnly? DecidedOn { get; init; }

    /// <summary>
    /// Who decided the exit: none of them may answer an objection against it. Kept of the latest exit only; null of an older one, of one
    /// that an older version recorded, and of other endings.
    /// </summary>
    public IReadOnlyList<string>? DecidedBy { get; init; }

    /// <summary>The row of a source that the exit rests on; null where it rests on none, and of an older version.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public MatchedExit? Match { get; init; }

    /// <summary>Who was informed of its end, how and when, by time; null for none, and of an older version. The latest ones only.</summary>
    public IReadOnlyList<CaseInforming>? Informings { get; init; }

    /// <summary>
    /// Set where the ending is <see cref="PastEnding.Revoked"/>; <see cref="Exit"/> is then the exit that it had before, if any.
    /// </summary>
    public Revocation? Revocation { get; init; }

    public RegistrationNumber Number => Registration.Number;

    /// <summary>The day of the decision to exit; null where it is not known.</summary>
    [JsonIgnore]
    public DateOnly? ExitDecidedOn => Exit is null || DecidedBy is null ? null : DecidedOn ?? Exit.On;
}

/// <summary>How a registration ended.</summary>
[JsonConverter(typeof(StrictEnumConverter<PastEnding>))]
public enum PastEnding
{
    /// <summary>A lawful exit (退出).</summary>
    Exited,

    /// <summary>A by-reference case ends the day an ordinary registration is approved.</summary>
    BecameOrdinary,

    /// <summary>Two numbers of one person were linked and both had a registration: one remains.</summary>
    Duplicate,

    /// <summary>Revoked (撤销登记): the facts never allowed it, and it counts as if it had never been.</summary>
    Revoked,
}

/// <summary>Looks at the registrations that are over.</summary>
internal static class PastCases
{
    /// <summary>
    /// The exit that came last; null when none did, or when something newer than it is over. One that was revoked does not count.
    /// </summary>
    public static PastRegistration? LatestExit(PersonRecord record) =>
        record.Past.LastOrDefault(p => p.Ending is not (PastEnding.Duplicate or PastEnding.Revoked)) is { Ending: PastEnding.Exited } last
            ? last
            : null;

    /// <summary>
    /// The latest case ended by death, and nothing has followed: no message is sent. A person who applied later is informed of the result,
    /// whatever it was.
    /// </summary>
    public static bool IsDead(PersonRecord record) =>
        record.Registration is null && Death(record) is { } death && !IsNewer(record.Application, death);

    /// <summary>The registration that ended by death, where it is the latest; also one that was revoked since.</summary>
    public static PastRegistration? Death(PersonRecord record) =>
        record.Past.LastOrDefault(p => p.Ending != PastEnding.Duplicate) is { Exit.Reason: ExitReason.Death } death ? death : null;

    private static bool IsNewer(Application? application, PastRegistration past) =>
        application is not null
        && application.Number != past.Registration.Application
        && (application.IsOpen || ChinaTime.DateOf(application.SubmittedAt) >= past.EndedOn);

    /// <summary>The registration under an identity: it leaves the statistics where the identity's document is excluded from them.</summary>
    public static Registration? CountedUnder(Registration? registration, PersonIdentity? identity) =>
        registration is { Counted: true } && identity is { Number.ExcludedFromStatistics: true }
            ? registration with
            {
                Counted = false,
            }
            : registration;

    /// <summary>In the order of their ends: what was revoked long after its exit, or exits again, may not be the last.</summary>
    public static IReadOnlyList<PastRegistration> With(IEnumerable<PastRegistration> past, PastRegistration one) =>
        [.. past.Append(one).OrderBy(p => p.EndedOn)];

    /// <summary>The record after its active registration ended.</summary>
    public static PersonRecord Over(PersonRecord record, PastEnding ending, DateOnly on, ExitDetails? exit, RegistrationNumber? into = null)
    {
        var registration = record.Registration! with { ExitCheck = null, TransferRequests = [] };
        return record with
        {
            Registration = null,
            Past = With(record.Past, new PastRegistration(registration, ending, on, exit) { Into = into }),
        };
    }

    public static PastRegistration? Find(PersonRecord record, RegistrationNumber number) =>
        record.Past.FirstOrDefault(p => p.Number == number);
}
