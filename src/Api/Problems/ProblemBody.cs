using System.Diagnostics;
using Microsoft.AspNetCore.Http;

namespace Grid.Api.Problems;

/// <summary>A problem as it stands in an answer (RFC 9457), in one language.</summary>
public sealed record ProblemBody
{
    public required string Type { get; init; }

    public required string Title { get; init; }

    public required int Status { get; init; }

    public required string Detail { get; init; }

    /// <summary>Stable, for programs.</summary>
    public required string Code { get; init; }

    /// <summary>Article of the notice, as "79/2020 (四)".</summary>
    public string? Article { get; init; }

    /// <summary>What is allowed instead.</summary>
    public IReadOnlyList<string>? Allowed { get; init; }

    public IReadOnlyList<ProblemField>? Errors { get; init; }

    /// <summary>What the case is now, where its state is what stands in the way.</summary>
    public ProblemState? State { get; init; }

    /// <summary>Seconds.</summary>
    public int? RetryAfter { get; init; }

    /// <summary>For asking the operators about this very request.</summary>
    public string? TraceId { get; init; }

    internal static ProblemBody Of(Problem problem, Language language, string? traceId) =>
        new()
        {
            Type = problem.Kind.Type,
            Title = problem.Kind.Title.In(language),
            Status = problem.Kind.Status,
            Detail = problem.Kind.Detail.In(language),
            Code = problem.Kind.Code,
            Article = problem.Article ?? problem.Kind.Article,
            Allowed = problem.Allowed.Count == 0 ? null : problem.Allowed,
            Errors = problem.Errors.Count == 0 ? null : [.. problem.Errors.Select(error => ProblemField.Of(error, language))],
            State = ProblemState.Of(problem.State),
            RetryAfter = problem.RetryAfter ?? problem.Kind.RetryAfter,
            TraceId = traceId,
        };

    internal static string TraceIdOf(HttpContext context) => Activity.Current?.TraceId.ToHexString() ?? context.TraceIdentifier;
}
