using System.Net;

namespace Grid.Storage;

/// <summary>Whether a connection stays on this machine, by what its setting says: names are not looked up.</summary>
public static class ThisMachine
{
    /// <summary>True for <c>localhost</c> and for loopback addresses, with or without a port or brackets.</summary>
    public static bool Has(string host)
    {
        ArgumentNullException.ThrowIfNull(host);
        if (IPAddress.TryParse(host, out var bare))
            return IPAddress.IsLoopback(bare);
        var port = host.LastIndexOf(':');
        var name = (port < 0 || host.EndsWith(']') ? host : host[..port]).Trim('[', ']');
        return string.Equals(name, "localhost", StringComparison.OrdinalIgnoreCase)
            || (IPAddress.TryParse(name, out var address) && IPAddress.IsLoopback(address));
    }
}
