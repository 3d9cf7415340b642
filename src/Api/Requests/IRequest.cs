namespace Grid.Api.Requests;

/// <summary>The body of a request: texts as they were sent, judged afterwards. Every member may be missing.</summary>
public interface IRequest<TSelf>
    where TSelf : class, IRequest<TSelf>
{
    /// <summary>A request that is accepted in form, for the OpenAPI document.</summary>
    static abstract TSelf Example { get; }
}
