namespace Grid.Api.Hosting;

/// <summary>
/// How the register calls other systems (the national platform, the SMS gateway, the identity provider): at the address that was
/// configured, and nowhere else. A redirect would take a body, a key or a client's secret to an address that is not configured, so it is an
/// answer like any other status; and nothing of one call is kept for the next.
/// </summary>
public static class OutwardCalls
{
    /// <summary>Makes connections, new ones every five minutes, because names move. Whoever takes it disposes of it.</summary>
    public static SocketsHttpHandler Handler() =>
        new()
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            PooledConnectionLifetime = TimeSpan.FromMinutes(5),
        };
}
