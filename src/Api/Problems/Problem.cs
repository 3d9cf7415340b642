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

    /// <summary>What the case is now, where that is what stands in the way.</summary>
    public PresentState? State { get; init; }

    /// <summary>Where to ask what became of it.</summary>
    public string? Location { get; init; }

    public int? RetryAfter { get; init; }

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
