using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using Grid.Silo.Hosting;

namespace Grid.Silo.Clustering;

/// <summary>
/// Ports of silo and gateway. Where they are left open, a home gets the first free pair of a row of its own: two registers on one machine
/// do not meet, several silos of one register get pairs of their own, and a silo that was killed comes back at its old address, by which
/// the cluster knows at once that the one before is dead.
/// </summary>
public static class SiloPorts
{
    /// <summary>Below the range from which systems hand out ports by themselves.</summary>
    private const int First = 12_000;
    private const int Homes = 800;
    private const int PairsOfAHome = 8;

    /// <exception cref="PassingException">All pairs of this home are in use.</exception>
    public static (int Silo, int Gateway) Choose(GridSettings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        if (settings is { SiloPort: > 0, GatewayPort: > 0 })
            return (settings.SiloPort, settings.GatewayPort);
        for (var pair = 0; pair < PairsOfAHome; pair++)
        {
            var silo = FirstOf(settings.Home) + (2 * pair);
            if (IsFree(settings.SiloAddress, silo) && IsFree(settings.SiloAddress, silo + 1))
                return (settings.SiloPort > 0 ? settings.SiloPort : silo, settings.GatewayPort > 0 ? settings.GatewayPort : silo + 1);
        }

        throw new PassingException($"The ports from {FirstOf(settings.Home)} on are all in use. Set GRID_SILO_PORT and GRID_GATEWAY_PORT.");
    }

    private static int FirstOf(string home)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(home));
        return First + (BitConverter.ToUInt16(hash) % Homes * 2 * PairsOfAHome);
    }

    private static bool IsFree(IPAddress address, int port)
    {
        try
        {
            using var listener = new TcpListener(address, port);
            listener.Start();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
