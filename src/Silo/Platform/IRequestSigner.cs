namespace Grid.Silo.Platform;

/// <summary>Signs requests to the platform, as the province's annex demands (HMAC, SM2 …). Each attempt is signed again.</summary>
public interface IRequestSigner
{
    /// <summary>Puts the signature on a request that is otherwise complete, its date set.</summary>
    Task SignAsync(HttpRequestMessage request, CancellationToken cancellationToken);
}
