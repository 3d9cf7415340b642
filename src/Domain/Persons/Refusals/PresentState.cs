using Grid.Domain.Calendar;
using Grid.Domain.Persons.Commands;
using Grid.Domain.Persons.Duties;
using Grid.Domain.Persons.SecondPerson;
using Grid.Domain.Text;

namespace Grid.Domain.Persons.Refusals;

/// <summary>
/// The state of a case that stands in the way of a command, so that a clerk reads what happened instead of "not possible". Told only to who
/// may work on the case; holds nothing about the person.
/// </summary>
public sealed record PresentState
{
    /// <summary>A status: of an application, <c>registered</c>, <c>exited</c>, <c>exitProposed</c>, <c>claimed</c>, <c>open</c> …</summary>
    public required string Status { get; init; }

    /// <summary>Number of the application or registration.</summary>
    public string? Number { get; init; }

    /// <summary>The office that decided or holds it.</summary>
    public string? Office { get; init; }

    /// <summary>The day on which it came to be so.</summary>
    public DateOnly? On { get; init; }

    /// <summary>The moment at which it came to be so, where that is known.</summary>
    public DateTimeOffset? At { get; init; }

    /// <summary>Subject of the clerk who did it.</summary>
    public string? By { get; init; }

    /// <summary>First moment at which it is so no longer.</summary>
    public DateTimeOffset? Until { get; init; }

    internal static PresentState Of(Application application) => new()
    {
        Status = EnumName.Of(application.Status),
        Number = application.Number.Value,
        Office = application.Office,
        On = application.DecidedOn ?? ChinaTime.DateOf(application.SubmittedAt),
    };

    internal static PresentState Of(Registration registration) => new()
    {
        Status = "registered",
        Number = registration.Number.Value,
        Office = registration.Office,
        On = registration.RegisteredOn,
    };

    internal static PresentState Of(PastRegistration past) => new()
    {
        Status = EnumName.Of(past.Ending),
        Number = past.Number.Value,
        Office = past.Registration.Office,
        On = past.EndedOn,
    };

    /// <summary>Of an active registration, with the exit that waits for its second person.</summary>
    internal static PresentState Of(Registration registration, Proposal? proposal) =>
        proposal is { Kind: ProposalKind.Exited } exit ? Of(registration, new ExitCheck(((RecordExit)exit.Command).Exit, exit.ProposedAt, exit.ProposedBy))
        : registration.ExitCheck is { } check ? Of(registration, check)
        : Of(registration);

    internal static PresentState Of(Registration registration, ExitCheck proposed) => Of(registration) with
    {
        Status = "exitProposed",
        On = ChinaTime.DateOf(proposed.ProposedAt),
        At = proposed.ProposedAt,
        By = proposed.ProposedBy,
    };

    internal static PresentState Of(Objection objection) => new() { Status = "open", Office = objection.Office, At = objection.RaisedAt, Until = ChinaTime.EndOf(objection.AnswerDue.Date) };

    internal static PresentState Of(Duty duty, DutyClaim claim) => new()
    {
        Status = "claimed",
        Office = duty.Office,
        At = claim.Since,
        By = claim.By,
        Until = claim.Until,
    };
}
