using Grid.Domain.Identity;
using Grid.Domain.Persons;

namespace Grid.Api.Problems;

/// <summary>A problem of the catalogue in one case.</summary>
internal sealed record Problem(ProblemKind Kind)
{
    public IReadOnlyList<FieldError> Errors { get; init; } = [];

    /// <summary>Codes or operations that are allowed instead.</summary>
    public IReadOnlyList<string> Allowed { get; init; } = [];

    /// <summary>The article; the kind's own where this is null.</summary>
    public string? Article { get; init; }

    /// <summary>The present state of the case, where that is the obstacle.</summary>
    public PresentState? State { get; init; }

    /// <summary>Where to ask what became of it.</summary>
    public string? Location { get; init; }

    public int? RetryAfter { get; init; }

    /// <summary>The version that something has now, where the request named another one; also the header <c>ETag</c>.</summary>
    public string? Version { get; init; }

    /// <summary>Of a denial: whom it was about, for the access log. Never answered.</summary>
    public IReadOnlyList<PersonId> Persons { get; init; } = [];

    public static Problem Fields(params IReadOnlyList<FieldError> errors) => new(ProblemCatalogue.InvalidRequest) { Errors = errors };

    /// <summary>The problem that a refusal of the rules becomes.</summary>
    public static Problem Of(Refusal refusal) =>
        new(ProblemCatalogue.Of(refusal.Code))
        {
            Article = refusal.Article,
            Allowed = refusal.Allowed,
            Errors = FieldError.Of(refusal),
            State = refusal.State,
        };

    public ProblemException AsException() => new(this);
}

/// <summary>One entry of the problem catalogue: what kinds of <c>application/problem+json</c> the API answers with.</summary>
/// <param name="Code">Stable, for programs; the problem's type is <c>/problems/{code}</c>.</param>
/// <param name="Status">The HTTP status.</param>
/// <param name="Title">What is wrong, without the case.</param>
/// <param name="Detail">What to do about it.</param>
public sealed record ProblemKind(string Code, int Status, Words Title, Words Detail)
{
    /// <summary>The article of the notice on which it rests, as "79/2020 (四)".</summary>
    public string? Article { get; init; }

    /// <summary>Seconds after which repeating makes sense; also the header <c>Retry-After</c>.</summary>
    public int? RetryAfter { get; init; }

    /// <summary>The problem's type, a path at this service that documents it.</summary>
    public string Type => "/problems/" + Code;
}

/// <summary>
/// The state of a case that is an obstacle: decided by which office, when, under which number; or a duty that is claimed, by whom and
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
public sealed record PresentCase(
    string Status,
    string? Number,
    string? Office,
    DateOnly? On,
    DateTimeOffset? At,
    string? By,
    DateTimeOffset? Until
)
{
    internal static PresentCase? Of(PresentState? state) =>
        state is null ? null : new PresentCase(state.Status, state.Number, state.Office, state.On, state.At, state.By, state.Until);
}

/// <summary>Ends a request with a problem of the catalogue.</summary>
internal sealed class ProblemException(Problem problem) : Exception("A problem to be answered: " + problem.Kind.Code)
{
    public Problem Problem { get; } = problem;
}
