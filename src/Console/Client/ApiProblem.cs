using Grid.Api.Problems;

namespace Grid.Console.Client;

/// <summary>Why an answer of the API cannot be shown, in the visitor's language.</summary>
/// <param name="Status">The HTTP status; 0 if there was no answer.</param>
public sealed record ApiProblem(int Status, string Code, string Title, string Detail, string? TraceId, IReadOnlyList<ProblemField> Errors)
{
    /// <summary>The session is over: sign in again.</summary>
    public bool IsExpired => Status == 401;

    public bool IsNotAllowed => Status == 403;

    public bool IsNotThere => Status == 404;

    /// <summary>Asking again may help.</summary>
    public bool IsPassing => Status is 0 or 408 or 429 or >= 500;
}
