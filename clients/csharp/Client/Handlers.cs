using Microsoft.Kiota.Abstractions;
using Microsoft.Kiota.Abstractions.Authentication;

namespace Grid.Client;

/// <summary>Gives each request that may change something a key, once: what is sent again below has the same.</summary>
internal sealed class IdempotencyKeyHandler : DelegatingHandler
{
    private const string Header = "Idempotency-Key";

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (request.Method != HttpMethod.Get && request.Method != HttpMethod.Head && !request.Headers.Contains(Header))
            request.Headers.Add(Header, Guid.NewGuid().ToString());
        return base.SendAsync(request, cancellationToken);
    }
}

/// <summary>
/// Takes an answer of the API to its end, so that a connection that breaks within it is a broken connection to what repeats. A file goes on as
/// it comes.
/// </summary>
internal sealed class WholeAnswerHandler : DelegatingHandler
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var answer = await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
        if (answer.Content.Headers.ContentType?.MediaType is not ("application/json" or "application/problem+json"))
            return answer;
        try
        {
            await answer.Content.LoadIntoBufferAsync(cancellationToken).ConfigureAwait(false);
        }
        catch
        {
            answer.Dispose();
            throw;
        }

        return answer;
    }
}

/// <summary>Sends the caller's token.</summary>
internal sealed class TokenAuthentication(Func<CancellationToken, ValueTask<string>> token) : IAuthenticationProvider
{
    public async Task AuthenticateRequestAsync(
        RequestInformation request,
        Dictionary<string, object>? additionalAuthenticationContext = null,
        CancellationToken cancellationToken = default
    )
    {
        var bearer = await token(cancellationToken).ConfigureAwait(false);
        request.Headers.TryAdd("Authorization", $"Bearer {bearer}");
    }
}
