using Grid.Domain.Persons;

namespace Grid.Api.Problems;

/// <summary>
/// The state of a case that stands in the way: decided by which office, when, under which number; or a duty that is claimed, by whom and
/// since when.
/// </summary>
/// <param name="Status">Of an application (<c>approved</c>, <c>notApproved</c>, <c>withdrawn</c> …), or <c>registered</c>, <c>exited</c>,
/// <c>exitProposed</c>, <c>claimed</c>, <c>open</c>; with <c>unresolved-hit</c> the subject of the check.</param>
/// <param name="Number">Of the application or registration.</param>
/// <param name="Office">The office that decided or holds it.</param>
/// <param name="On">The day on which it came to be so.</param>
/// <param name="At">The moment, where it is known.</param>
/// <param name="By">Who did it, by the subject of the token.</param>
/// <param name="Until">First moment at which it is so no longer.</param>
public sealed record ProblemState(
    string Status,
    string? Number,
    string? Office,
    DateOnly? On,
    DateTimeOffset? At,
    string? By,
    DateTimeOffset? Until
)
{
    internal static ProblemState? Of(PresentState? state) =>
        state is null ? null : new ProblemState(state.Status, state.Number, state.Office, state.On, state.At, state.By, state.Until);
}
