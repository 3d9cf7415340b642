namespace Grid.Silo.Platform;

/// <summary>The last step before the wire: dates and signs each attempt.</summary>
internal sealed class SigningHandler(IRequestSigner? signer, TimeProvider clock) : DelegatingHandler
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        request.Headers.Date = clock.GetUtcNow();
        if (signer is not null)
            await signer.SignAsync(request, cancellationToken);
        return await base.SendAsync(request, cancellationToken);
    }
}
