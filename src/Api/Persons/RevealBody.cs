using Grid.Api.Requests;

namespace Grid.Api.Persons;

/// <summary>Why the full values are needed; goes to the access log.</summary>
public sealed record RevealBody : IRequest<RevealBody>
{
    public string? Reason { get; init; }

    public static RevealBody Example { get; } = new() { Reason = "核对本人出示的证件" };

    internal string Read(Fields fields)
    {
        var reason = fields.Text(Reason, "reason", 200, required: true, shortest: 4);
        fields.ThrowIfWrong();
        return reason!;
    }
}
