namespace Grid.Api.Requests;

/// <summary>The body of a request that needs none: nothing at all, or an empty object.</summary>
public sealed record NoBody : IRequest<NoBody>
{
    public static NoBody Example { get; } = new();
}
