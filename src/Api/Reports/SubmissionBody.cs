using Grid.Api.Requests;

namespace Grid.Api.Reports;

/// <summary>What is to be submitted.</summary>
public sealed record SubmissionBody : IRequest<SubmissionBody>
{
    /// <summary>Digest of the report as the caller saw it checked: 64 hexadecimal digits. Absent: of the latest check.</summary>
    public string? Digest { get; init; }

    public static SubmissionBody Example { get; } = new() { Digest = "3f0a1c5b7d9e2f4a6b8c0d1e3f5a7b9c2d4e6f80123456789abcdef012345678" };
}
