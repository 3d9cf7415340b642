using System.Text.Json.Serialization;
using Grid.Domain.Calendar;
using Grid.Domain.Regions;
using Grid.Domain.Text;

namespace Grid.Domain.Persons;

/// <summary>What a person can object to at present.</summary>
/// <param name="Target">Number of the application or registration; null for data.</param>
/// <param name="Until">The last day, inclusive; null where there is none.</param>
/// <param name="Office">The office that decided; null where the holder of the case answers.</param>
/// <param name="DecidedBy">Who took part in the decision; none of them may answer.</param>
public sealed record ObjectionRight(
    ObjectionSubject Against,
    string? Target,
    DateOnly? Until,
    string? Office,
    IReadOnlyList<string>? DecidedBy
) : Discreet;

/// <summary>
/// What can be objected to (复核) and until when: sixty days after the decision, the same term as for 行政复议; recorded data at any
/// time.
/// </summary>
public static class ObjectionRights
{
    /// <summary>All that can be objected to, whether or not an objection is open already or the last day is past.</summary>
    public static IReadOnlyList<ObjectionRight> Of(PersonRecord record)
    {
        ArgumentNullException.ThrowIfNull(record);
        return [.. Enum.GetValues<ObjectionSubject>().Select(against => Of(record, against)).OfType<ObjectionRight>()];
    }

    /// <summary>Null when there is nothing of the kind.</summary>
    public static ObjectionRight? Of(PersonRecord record, ObjectionSubject against)
    {
        ArgumentNullException.ThrowIfNull(record);
        return against switch
        {
            ObjectionSubject.NonApproval => record.Application is { Status: ApplicationStatus.NotApproved } application
                ? new ObjectionRight(
                    against,
                    application.Number.Value,
                    application.DecidedOn?.AddDays(Deadlines.ObjectionDays),
                    application.Office,
                    application.DecidedBy is { } by ? [by] : null
                )
                : null,
            ObjectionSubject.Exit => PastCases.LatestExit(record) is { } exit
                ? new ObjectionRight(against, exit.Number.Value, exit.ExitDecidedOn?.AddDays(Deadlines.ObjectionDays), null, exit.DecidedBy)
                : null,
            ObjectionSubject.Revocation => RevocationRules.Latest(record) is { } revoked
                ? new ObjectionRight(
                    against,
                    revoked.Number.Value,
                    revoked.Revocation!.On.AddDays(Deadlines.ObjectionDays),
                    revoked.Registration.Office,
                    revoked.Revocation.DecidedBy
                )
                : null,
            ObjectionSubject.Hardship => record.Registration is { Recognising.Latest: { } latest } registration && latest.IsAgainstPerson
                ? new ObjectionRight(
                    against,
                    registration.Number.Value,
                    latest.On.AddDays(Deadlines.ObjectionDays),
                    registration.Office,
                    latest.DecidedBy
                )
                : null,
            ObjectionSubject.Data => record.Identity is null ? null : new ObjectionRight(against, null, null, null, null),
            _ => throw new ArgumentOutOfRangeException(nameof(against), against, "no right"),
        };
    }
}
