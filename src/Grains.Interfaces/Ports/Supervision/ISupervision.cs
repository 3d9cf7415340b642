using Grid.Domain.Identity;
using Grid.Domain.Numbers;
using Grid.Domain.Persons;
using Grid.Domain.Text;
using Grid.Grains.Interfaces.Persons;
using Grid.Grains.Interfaces.Persons.Reading;
using Grid.Grains.Interfaces.Receipts;

namespace Grid.Grains.Interfaces.Supervision;

/// <summary>
/// Complaints and surveys in figures, and the schedule of surveys (79/2020 (十四)). What a person said is in the person's record; the rows
/// counted here come with the persons' commits.
/// </summary>
public interface ISupervision
{
    /// <summary>Complaints raised on these days, both inclusive, by the office complained of and by kind.</summary>
    /// <param name="scope">The offices complained of.</param>
    /// <param name="from">First day.</param>
    /// <param name="to">Last day.</param>
    /// <param name="today">By which an open one is overdue.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    Task<IReadOnlyList<ComplaintFigures>> ComplaintsAsync(
        SearchScope scope,
        DateOnly from,
        DateOnly to,
        DateOnly today,
        CancellationToken cancellationToken
    );

    /// <summary>Plans a survey, in one commit with the receipt.</summary>
    /// <exception cref="DuplicateReceiptException">The key has been used already; nothing was changed.</exception>
    Task PlanAsync(PlannedSurvey survey, CommandReceipt? receipt, CancellationToken cancellationToken);

    /// <summary>The survey; null when there is none.</summary>
    Task<PlannedSurvey?> FindAsync(Guid survey, CancellationToken cancellationToken);

    /// <summary>The latest surveys of the regions that begin with these digits, the last planned day first, with how far each is.</summary>
    Task<IReadOnlyList<SurveyProgress>> SurveysAsync(string regionPrefix, CancellationToken cancellationToken);

    /// <summary>How far a survey is, by office.</summary>
    Task<IReadOnlyList<SurveyFigures>> FiguresAsync(Guid survey, SearchScope scope, CancellationToken cancellationToken);

    /// <summary>Remembers who was drawn; of one who was drawn before, the first draw stays.</summary>
    Task AddMembersAsync(Guid survey, IReadOnlyList<SurveyMember> members, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>The person of the survey's sample with this registration; null when it has none.</summary>
    Task<SurveyMember?> MemberAsync(Guid survey, RegistrationNumber registration, CancellationToken cancellationToken);

    /// <summary>Whether a service that was given is recorded of the registration.</summary>
    Task<bool> WasServedAsync(PersonId person, RegistrationNumber registration, CancellationToken cancellationToken);
}

/// <summary>Complaints of some days about one office, of one kind.</summary>
/// <param name="Open">Not ended yet.</param>
/// <param name="Overdue">Open, and the last day that was given is past.</param>
/// <param name="Late">Answered after that day.</param>
public sealed record ComplaintFigures(
    string Office,
    ComplaintKind Kind,
    long Raised,
    long Open,
    long Overdue,
    long Late,
    long WellFounded,
    long NotWellFounded,
    long Withdrawn
) : Discreet;

/// <summary>A survey in the schedule.</summary>
/// <param name="Region">The region's code.</param>
/// <param name="Size">How many persons are to be asked.</param>
public sealed record PlannedSurvey(
    Guid Id,
    string Region,
    string Title,
    DateOnly PlannedOn,
    int Size,
    string CreatedBy,
    DateTimeOffset CreatedAt
) : Discreet;

/// <summary>A survey, and all its figures as one.</summary>
public sealed record SurveyProgress(PlannedSurvey Survey, SurveyFigures Total) : Discreet;

/// <summary>How far a survey is with the persons of one office.</summary>
/// <param name="Contradictions">Answers that contradict what the office recorded, or the rule.</param>
/// <param name="Unsettled">Of these, those that the office above has not looked at.</param>
/// <param name="Confirmed">Those that were as the person said.</param>
public sealed record SurveyFigures(
    string Office,
    long Drawn,
    long Answered,
    long Refused,
    long NotReached,
    long Contradictions,
    long NotContacted,
    long PapersAsked,
    long NotServed,
    long Unsettled,
    long Confirmed
) : Discreet;

/// <summary>A person of a survey's sample.</summary>
public sealed record SurveyMember(PersonId Person, RegistrationNumber Registration, string Office) : Discreet;
