using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Grid.Domain.Calendar;
using Grid.Domain.Codes;
using Grid.Domain.Identity;
using Grid.Domain.Json;
using Grid.Domain.Numbers;
using Grid.Domain.Regions;
using Grid.Domain.Text;

namespace Grid.Domain.Persons;

/// <summary>
/// What an item of each kind contains, and under which key: the same when it is first made (<see cref="PlatformRules"/>) and when it is
/// made again (<see cref="PlatformRenewal"/>).
/// </summary>
internal static class PlatformItems
{
    /// <summary>The result under the number of a platform application that did not become a separate application here.</summary>
    /// <param name="reopenings">How often the application that it shares was opened again: its next result is another one.</param>
    /// <param name="office">The office that has, or had, the case.</param>
    /// <param name="moved">When it was decided, where cases have come to this record or left it; null otherwise. An application that
    /// leaves with an undone link, and comes with another one, may get its result here twice.</param>
    public static PlatformItem Joined(
        AwaitingResult one,
        int reopenings,
        PlatformResult result,
        NonApprovalReason? reason,
        string office,
        DateOnly on,
        Actor reviewer,
        long sequence,
        DateTimeOffset at,
        OfficeDirectory offices,
        DateTimeOffset? moved
    ) =>
        Of(
            PlatformItemKind.Result,
            JoinedKey(one, reopenings) + (moved is null ? "" : Key("", sequence, moved)),
            on,
            office,
            offices,
            new
            {
                Number = one.Of,
                PlatformNumber = one.Number,
                Status = result,
                NonApproval = reason,
                Office = office,
                Reviewer = reviewer.Subject,
                At = at,
            }
        );

    /// <summary>The result of an application of the platform that ended without a decision of the office.</summary>
    public static PlatformItem Ended(
        Application application,
        PlatformResult result,
        DateOnly on,
        Actor reviewer,
        DateTimeOffset at,
        OfficeDirectory offices
    ) =>
        Of(
            PlatformItemKind.Result,
            ResultKey(application),
            on,
            application.Office,
            offices,
            new
            {
                application.Number,
                application.PlatformNumber,
                Status = result,
                application.Office,
                Reviewer = reviewer.Subject,
                At = at,
            }
        );

    public static PlatformItem Result(Application application, DateOnly on, Actor reviewer, DateTimeOffset at, OfficeDirectory offices) =>
        Of(
            PlatformItemKind.Result,
            ResultKey(application),
            on,
            application.Office,
            offices,
            new
            {
                application.Number,
                application.PlatformNumber,
                application.Status,
                application.NonApproval,
                application.Office,
                Reviewer = reviewer.Subject,
                At = at,
            }
        );

    private static string JoinedKey(AwaitingResult one, int reopenings) =>
        string.Create(CultureInfo.InvariantCulture, $"result:{one.Of}:{reopenings}:{one.Number}");

    /// <summary>
    /// Whether the item of this key is the one that an earlier version made under <paramref name="earlier"/>: it left the place in the
    /// journal out of the key of a result under the number of a joined application.
    /// </summary>
    public static bool IsSame(string key, string earlier) =>
        string.Equals(key, earlier, StringComparison.Ordinal)
        || (earlier.Split(':').Length == 4 && key.Split(':').Length == 6 && key.StartsWith(earlier + ":", StringComparison.Ordinal));

    /// <summary>An application that an objection opened again gets a second result.</summary>
    private static string ResultKey(Application application) =>
        application.Reopenings == 0
            ? $"result:{application.Number}"
            : string.Create(CultureInfo.InvariantCulture, $"result:{application.Number}:{application.Reopenings}");

    public static PlatformItem Registration(
        Registration registration,
        PersonRecord record,
        PlatformApplicationNumber? platformNumber,
        OfficeDirectory offices
    ) =>
        Of(
            PlatformItemKind.Registration,
            $"registration:{registration.Number}",
            registration.RegisteredOn,
            registration.Office,
            offices,
            new
            {
                Registration = registration,
                record.Identity,
                record.Details,
                PlatformNumber = platformNumber,
            }
        );

    /// <summary>
    /// Says nothing of how the person was informed (79/2020 (四)): when it is made the message only waits in the outbox, perhaps for the
    /// morning, and may never arrive. Which relative the office can inform concerns the office alone.
    /// </summary>
    public static PlatformItem Exit(Exited e, long sequence, Actor by, DateTimeOffset at, OfficeDirectory offices, DateTimeOffset? moved) =>
        Of(
            PlatformItemKind.Exit,
            Key("exit", e.Number, sequence, moved),
            e.On,
            e.Office,
            offices,
            new
            {
                e.Number,
                e.Office,
                e.On,
                Exit = e.Details with
                {
                    FamilyContact = null,
                },
                Operator = by.Subject,
                At = at,
            }
        );

    public static PlatformItem ByReferenceEnded(
        ByReferenceEnded e,
        long sequence,
        string office,
        OfficeDirectory offices,
        DateTimeOffset? moved
    ) =>
        Of(
            PlatformItemKind.Correction,
            Key("by-reference-ended", e.Number, sequence, moved),
            e.On,
            office,
            offices,
            new { e.Number, EndedOn = e.On }
        );

    public static PlatformItem ExitRevoked(ExitRevoked e, long sequence, OfficeDirectory offices, DateTimeOffset? moved) =>
        Of(
            PlatformItemKind.ExitRevoked,
            Key("exit-revoked", e.Number, sequence, moved),
            e.On,
            e.Office,
            offices,
            new
            {
                e.Number,
                e.Office,
                e.ExitedOn,
                RevokedOn = e.On,
            }
        );

    public static PlatformItem Transfer(
        RegistrationTransferred e,
        RegistrationNumber number,
        long sequence,
        OfficeDirectory offices,
        DateTimeOffset? moved
    ) =>
        Of(
            PlatformItemKind.Transfer,
            Key("transfer", number, sequence, moved),
            e.On,
            e.To,
            offices,
            new
            {
                Number = number,
                e.From,
                FromRegion = CountingUnits.Of(e.From, offices),
                e.To,
                ToRegion = CountingUnits.Of(e.To, offices),
                e.Ground,
                e.Counted,
                e.On,
            }
        );

    /// <summary>
    /// The key names the second, too: a case that a link moves is corrected in the journals of two persons, in which the same place may
    /// occur twice.
    /// </summary>
    public static PlatformItem Correction(
        DataCorrected e,
        Registration registration,
        PersonRecord record,
        long sequence,
        DateTimeOffset at,
        OfficeDirectory offices
    ) =>
        Of(
            PlatformItemKind.Correction,
            $"correction:{registration.Number}:{sequence}:{at.ToUnixTimeSeconds()}",
            ChinaTime.DateOf(at),
            registration.Office,
            offices,
            new
            {
                registration.Number,
                Changes = DataChanges.OfRegistration(e),
                Registration = registration,
                record.Identity,
                record.Details,
            }
        );

    /// <summary>The right number of a registration, under the key of a correction.</summary>
    public static PlatformItem Renumbered(
        NumberCorrected e,
        Registration registration,
        IdentityNumber? mistyped,
        long sequence,
        DateTimeOffset at,
        OfficeDirectory offices
    ) =>
        Of(
            PlatformItemKind.Correction,
            $"correction:{registration.Number}:{sequence}:{at.ToUnixTimeSeconds()}",
            ChinaTime.DateOf(at),
            registration.Office,
            offices,
            new
            {
                registration.Number,
                Changes = new DataChange[] { new("identityNumber", mistyped?.Value, e.Move.Case.Identity!.Number.Value) },
                Registration = registration,
                e.Move.Case.Identity,
                e.Move.Case.Details,
            }
        );

    public static PlatformItem StandsAgain(
        Registration again,
        PersonRecord record,
        long sequence,
        DateOnly on,
        OfficeDirectory offices,
        DateTimeOffset? moved
    ) =>
        Of(
            PlatformItemKind.Correction,
            Key("stands-again", again.Number, sequence, moved),
            on,
            again.Office,
            offices,
            new
            {
                again.Number,
                again.Office,
                Registration = again,
                record.Identity,
                record.Details,
            }
        );

    public static PlatformItem EnteredInError(
        EnteredInError e,
        RegistrationFacts facts,
        PersonIdentity? identity,
        OfficeDirectory offices
    ) =>
        Of(
            PlatformItemKind.EnteredInError,
            $"entered-in-error:{facts.Number}",
            e.On,
            facts.Office,
            offices,
            new
            {
                facts.Number,
                e.Application,
                Identity = identity,
            }
        );

    public static PlatformItem Revoked(
        RegistrationRevoked e,
        ApplicationNumber application,
        long sequence,
        OfficeDirectory offices,
        DateTimeOffset? moved
    ) =>
        Of(
            PlatformItemKind.Revoked,
            Key("revoked", e.Number, sequence, moved),
            e.On,
            e.Office,
            offices,
            new
            {
                e.Number,
                Application = application,
                e.Office,
                e.Details.Reason,
                RevokedOn = e.On,
            }
        );

    public static PlatformItem RevocationUndone(RevocationUndone e, long sequence, OfficeDirectory offices, DateTimeOffset? moved) =>
        Of(
            PlatformItemKind.RevocationUndone,
            Key("revocation-undone", e.Number, sequence, moved),
            e.On,
            e.Office,
            offices,
            new
            {
                e.Number,
                e.Office,
                UndoneOn = e.On,
            }
        );

    /// <summary>The informing that happened, after the item of its decision. Of a non-approval there is no registration.</summary>
    public static PlatformItem Informed(InformingRecorded e, long sequence, OfficeDirectory offices, DateTimeOffset? moved) =>
        Of(
            PlatformItemKind.Informed,
            Key("informed", e.Number, sequence, moved),
            e.On,
            e.Office,
            offices,
            new
            {
                Registration = e.Of == InformingSubject.NonApproval ? null : e.Number,
                Application = e.Of == InformingSubject.NonApproval ? e.Number : null,
                e.Office,
                Subject = e.Of,
                e.Details.At,
                e.Channel,
                e.Outcome,
            }
        );

    /// <summary>
    /// What happened to a registration, by its place in the journal. Where a case has moved between records, the same place may occur in
    /// two journals: then the key names the second too (<paramref name="moved"/>).
    /// </summary>
    private static string Key(string what, RegistrationNumber number, long sequence, DateTimeOffset? moved) =>
        Key(what, number.Value, sequence, moved);

    private static string Key(string what, string number, long sequence, DateTimeOffset? moved) => Key($"{what}:{number}", sequence, moved);

    private static string Key(string what, long sequence, DateTimeOffset? moved) =>
        string.Create(CultureInfo.InvariantCulture, $"{what}:{sequence}{(moved is null ? "" : ":")}{moved?.ToUnixTimeSeconds()}");

    public static PlatformItem Of<T>(PlatformItemKind kind, string key, DateOnly on, string? office, OfficeDirectory offices, T content) =>
        new(
            kind,
            key,
            on,
            office is null ? "" : CountingUnits.Of(office, offices),
            JsonSerializer.SerializeToElement(content, DomainJson.Options)
        );
}
