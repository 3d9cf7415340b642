using System.Text.Json.Serialization;
using Grid.Domain.Identity;
using Grid.Domain.Numbers;

namespace Grid.Domain.Persons;

/// <summary>A case on its way from one number's record to another's: committed where it leaves, applied once where it arrives.</summary>
/// <param name="Id">Names the move, so that a repeat is recognised.</param>
/// <param name="To">The record that receives it.</param>
/// <param name="Case">What moves.</param>
public sealed record CaseMove(Guid Id, PersonId To, MovedCase Case) : Discreet
{
    /// <summary>The number had been mistyped: the case goes to the right one's record, and the sender becomes no alias of it.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool Corrects { get; init; }

    /// <summary>Who ordered it, with whose permissions it arrives; null of what older versions sent.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public MoveOrder? Order { get; init; }

    /// <summary>Whether this move returns a case to a former alias, given the record that sends it.</summary>
    public bool UndoesLinkOf(PersonRecord sender)
    {
        ArgumentNullException.ThrowIfNull(sender);
        return !Corrects && sender.AliasOf != To;
    }
}

/// <summary>The order behind a move.</summary>
/// <param name="By">The caller who linked, unlinked or corrected the number.</param>
/// <param name="At">When. Permissions that were good then are good where it arrives.</param>
public sealed record MoveOrder(Actor By, DateTimeOffset At) : Discreet
{
    internal static MoveOrder Of(DecisionContext context) => new(context.Actor, context.Now);
}

/// <summary>The parts of a record that go with its case when two numbers of one person are linked, or the link is undone.</summary>
public sealed record MovedCase : Discreet
{
    public PersonIdentity? Identity { get; init; }

    public PersonDetails? Details { get; init; }

    public Application? Application { get; init; }

    /// <summary>What was here before the application, so that ending it as entered in error still works where it arrives.</summary>
    public PriorCase? Prior { get; init; }

    public Registration? Registration { get; init; }

    public IReadOnlyList<PastRegistration> Past { get; init; } = [];

    public IReadOnlyList<Objection> Objections { get; init; } = [];

    /// <inheritdoc cref="PersonRecord.InError"/>
    public IReadOnlyList<CaseInError> InError { get; init; } = [];

    /// <inheritdoc cref="PersonRecord.PlatformNumbers"/>
    public IReadOnlyList<PlatformApplicationNumber> PlatformNumbers { get; init; } = [];

    /// <inheritdoc cref="PersonRecord.AwaitingResults"/>
    public IReadOnlyList<AwaitingResult> AwaitingResults { get; init; } = [];

    /// <summary>
    /// <see cref="PersonRecord.Matches"/>; null for none, and where the number had been mistyped: rows are about the number, not the case.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<KnownMatch>? Matches { get; init; }

    /// <inheritdoc cref="PersonRecord.RefusesExchange"/>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool RefusesExchange { get; init; }

    /// <inheritdoc cref="PersonRecord.Allowance"/>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public AllowanceResult? Allowance { get; init; }

    /// <inheritdoc cref="PersonRecord.Complaints"/>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<Complaint>? Complaints { get; init; }

    /// <inheritdoc cref="PersonRecord.SurveyChecks"/>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<SurveyCheck>? SurveyChecks { get; init; }
}

/// <summary>A number that is an alias of this record, the move that brought it, and what it brought, so that it can be undone.</summary>
public sealed record TakenOver(PersonId Alias, Guid MoveId, MovedCase Case) : Discreet
{
    /// <summary>The alias's application became this record's; if not, it rests in <see cref="Case"/> until the link is undone.</summary>
    public bool TookApplication { get; init; }

    /// <summary>This record's own last application, whose place was taken; it comes back when the link is undone.</summary>
    public Application? ApplicationBefore { get; init; }

    /// <summary>What was here before <see cref="ApplicationBefore"/>.</summary>
    public PriorCase? PriorBefore { get; init; }
}

/// <summary>Who owns what while two numbers of one person are linked.</summary>
internal static class MovedCases
{
    /// <summary>Everything that a record holds of its own.</summary>
    public static MovedCase All(PersonRecord record) =>
        new()
        {
            Identity = record.Identity,
            Details = record.Details,
            Application = record.Application,
            Prior = record.Prior,
            Registration = record.Registration,
            Past = record.Past,
            Objections = record.Objections,
            InError = record.InError,
            PlatformNumbers = record.PlatformNumbers,
            AwaitingResults = record.AwaitingResults,
            Matches = record.Matches.Count == 0 ? null : record.Matches,
            RefusesExchange = record.RefusesExchange,
            Allowance = record.Allowance,
            Complaints = record.StoredComplaints,
            SurveyChecks = record.StoredSurveyChecks,
        };

    /// <summary>The office that has the case: as <see cref="CaseScope.OfficeOf"/> of a record.</summary>
    public static string? OfficeOf(MovedCase moved) =>
        moved.Registration?.Office
        ?? (moved.Application is { IsOpen: true } open ? open.Office : null)
        ?? (moved.Past.Count > 0 ? moved.Past[^1].Registration.Office : null)
        ?? moved.Application?.Office;

    /// <summary>
    /// Whether a registration of the main record is the alias's: it came with it, or out of the application that came with it.
    /// </summary>
    public static bool Owns(TakenOver taken, Registration registration) =>
        taken.Case.Registration?.Number == registration.Number
        || taken.Case.Past.Any(p => p.Number == registration.Number)
        || (taken.TookApplication && taken.Case.Application?.Number == registration.Application);
}

/// <summary>Keeps the platform's numbers of applications that are not the current one any more.</summary>
internal static class EarlierNumbers
{
    /// <summary>The known numbers and those of the applications, each once, without that of the current one.</summary>
    public static IReadOnlyList<PlatformApplicationNumber> Of(
        Application? current,
        IReadOnlyList<PlatformApplicationNumber> known,
        params ReadOnlySpan<Application?> applications
    )
    {
        List<PlatformApplicationNumber> numbers = [.. known];
        foreach (var application in applications)
        {
            if (application?.PlatformNumber is { } number)
                numbers.Add(number);
        }

        return [.. numbers.Distinct().Where(n => n != current?.PlatformNumber)];
    }
}
