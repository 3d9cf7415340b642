namespace Grid.LoadGenerator.Register;

/// <summary>The register answered otherwise than the story expects.</summary>
/// <param name="request">The kind of request.</param>
/// <param name="status">The HTTP status; 0 when no answer came.</param>
/// <param name="code">The problem's code, or what was received instead.</param>
/// <param name="detail">For the person who investigates.</param>
internal sealed class UnexpectedAnswerException(string request, int status, string code, string detail)
    : Exception($"{request}: {status} {code} {detail}")
{
    public string Request { get; } = request;

    public int Status { get; } = status;

    public string Code { get; } = code;

    public string Detail { get; } = detail;
}
