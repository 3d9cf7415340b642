using Grid.Api.Requests;
using Grid.Domain.Numbers;

namespace Grid.Api.Progress;

/// <summary>The applicant asks how far it is, or for the messages: by receipt number and identity number together.</summary>
public sealed record ProgressBody : IRequest<ProgressBody>
{
    public string? ReceiptNumber { get; init; }

    public string? IdentityNumber { get; init; }

    public static ProgressBody Example { get; } =
        new()
        {
            ReceiptNumber = ApplicationNumber.Create("360102", new DateOnly(2026, 11, 20), 42).Value,
            IdentityNumber = "11010519491231002X",
        };
}
