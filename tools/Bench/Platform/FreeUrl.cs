using System.Net;
using System.Net.Sockets;

namespace Grid.Bench.Platform;

/// <summary>An address on this machine on which no process listens.</summary>
internal static class FreeUrl
{
    public static Uri Take()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return new Uri($"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}");
    }
}
