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
