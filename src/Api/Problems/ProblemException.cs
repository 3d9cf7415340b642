namespace Grid.Api.Problems;

/// <summary>Ends a request with a problem of the catalogue.</summary>
internal sealed class ProblemException(Problem problem) : Exception("A problem to be answered: " + problem.Kind.Code)
{
    public Problem Problem { get; } = problem;
}
