using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Options;

namespace Grid.Api.Webhooks;

/// <summary>
/// Where webhooks may go. The host must be on the administrator's list. And whatever its name leads to when a connection is made must be of the
/// public internet or of an allowed network: otherwise who controls a name, or may write one, could make the register call machines beside it.
/// </summary>
internal sealed class AllowedTargets(IOptions<WebhookOptions> options)
{
    private const int HttpsPort = 443;

    /// <summary>What is not the public internet (IANA's special-purpose registries), and what wraps another address.</summary>
    private static readonly IPNetwork[] Special =
    [
        .. new[]
        {
            "0.0.0.0/8",
            "10.0.0.0/8",
            "100.64.0.0/10",
            "127.0.0.0/8",
            "169.254.0.0/16",
            "172.16.0.0/12",
            "192.0.0.0/24",
            "192.0.2.0/24",
            "192.88.99.0/24",
            "192.168.0.0/16",
            "198.18.0.0/15",
            "198.51.100.0/24",
            "203.0.113.0/24",
            "224.0.0.0/4",
            "240.0.0.0/4",
            "::/8", // Also what wraps an address of IPv4.
            "100::/64",
            "2001::/23",
            "2001:db8::/32",
            "2002::/16",
            "3fff::/20",
            "5f00::/16",
            "fc00::/7",
            "fe80::/10",
            "fec0::/10",
            "ff00::/8",
        }.Select(network => IPNetwork.Parse(network)),
    ];

    private readonly IPNetwork[] networks = [.. options.Value.Networks.Select(network => IPNetwork.Parse(network))];

    private readonly HashSet<string> hosts = new(
        options.Value.Hosts.Select(host => host.Contains(':', StringComparison.Ordinal) ? host : $"{host}:{HttpsPort}"),
        StringComparer.OrdinalIgnoreCase
    );

    /// <summary>Whether webhooks are in use at all.</summary>
    public bool Any => hosts.Count > 0;

    /// <summary>
    /// Whether the text is an address that may be posted to: https, an allowed host and port, no name or password in it, no fragment.
    /// </summary>
    public bool Allows(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var address)
        && address.Scheme == Uri.UriSchemeHttps
        && address.UserInfo.Length == 0
        && address.Fragment.Length == 0
        && hosts.Contains($"{address.IdnHost}:{address.Port}");

    /// <summary>Whether a connection may go to this address.</summary>
    public bool Allows(IPAddress address)
    {
        var plain = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        return networks.Any(network => network.Contains(plain)) || !Special.Any(network => network.Contains(plain));
    }

    /// <summary>
    /// Connects to a host, to the very addresses that were looked at. If one of them is not allowed, to none: a name that leads to this machine
    /// and elsewhere is no mistake.
    /// </summary>
    /// <exception cref="ForbiddenTargetException">An address is not allowed.</exception>
    public async ValueTask<Stream> ConnectAsync(
        DnsEndPoint target,
        Func<string, CancellationToken, Task<IPAddress[]>> resolve,
        CancellationToken cancellationToken
    )
    {
        var addresses = IPAddress.TryParse(target.Host, out var literal) ? [literal] : await resolve(target.Host, cancellationToken);
        if (addresses.Length == 0 || !Array.TrueForAll(addresses, Allows))
            throw new ForbiddenTargetException();
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(addresses, target.Port, cancellationToken);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}

/// <summary>A host's name leads to an address to which webhooks may not go.</summary>
internal sealed class ForbiddenTargetException() : IOException("The address of the host is not allowed.");
