using Grid.Api.Security;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Grid.Api.Access;

/// <summary>
/// The last step of every read before its answer is written. A read that its handler did not put on the access log is put there, so that a
/// new route cannot be forgotten; only what names no person, and what anyone may read, is not.
/// </summary>
internal static class ReadLog
{
    private const int LongestFilter = 300;

    public static async ValueTask<object?> LogAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var answer = await next(context);
        var http = context.HttpContext;
        var metadata = http.GetEndpoint()!.Metadata;
        var (operation, caller) = (metadata.GetMetadata<Operation>()!, http.Features.Get<Caller>()!);
        if (
            !caller.IsLogged
            && metadata.GetMetadata<NoPersons>() is null
            && !http.RequestServices.GetRequiredService<RoleMatrix>().IsOpen(operation.Name)
        )
        {
            var access = http.RequestServices.GetRequiredService<AccessRecorder>();
            await access.RepeatedAsync(
                caller,
                operation.Name,
                FilterOf(http.Request),
                () => Task.FromResult<IReadOnlyList<Domain.Identity.PersonId>>([]),
                http.RequestAborted
            );
        }

        return answer;
    }

    /// <summary>Values of the route and the query; neither ever holds anything personal.</summary>
    private static string FilterOf(HttpRequest request)
    {
        var values = request
            .RouteValues.Select(value => $"{value.Key} {value.Value}")
            .Concat(request.Query.Where(value => value.Key != "cursor").Select(value => $"{value.Key} {value.Value}"));
        var text = string.Join(' ', values);
        return text.Length <= LongestFilter ? text : text[..LongestFilter];
    }
}

/// <summary>On a route: its answer names no person.</summary>
internal sealed class NoPersons
{
    public static readonly NoPersons Instance = new();
}
