using System.Net;
using System.Net.Sockets;

namespace Grid.Testing;

/// <summary>TCP ports on 127.0.0.1 for silos and HTTP servers of tests.</summary>
public static class FreePorts
{
    private static readonly Lock Gate = new();
    private static readonly HashSet<int> Given = [];

    /// <summary>Ports that the system says are free, all different, none given out by this process before.</summary>
    public static int[] Take(int count)
    {
        lock (Gate)
        {
            // All listeners stay open until every port is chosen, so that none is named twice.
            var listeners = new List<TcpListener>();
            var ports = new List<int>();
            try
            {
                while (ports.Count < count)
                {
                    var listener = new TcpListener(IPAddress.Loopback, 0);
                    listeners.Add(listener);
                    listener.Start();
                    var port = ((IPEndPoint)listener.LocalEndpoint).Port;
                    if (Given.Add(port))
                        ports.Add(port);
                }
            }
            finally
            {
                listeners.ForEach(listener => listener.Dispose());
            }

            return [.. ports];
        }
    }

    /// <summary>One free port.</summary>
    public static int Take() => Take(1)[0];
}
