using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using Npgsql;

namespace Grid.Testing.Databases;

/// <summary>
/// A TCP proxy before the database that loses connections at the worst moments: after the server has answered and before the client
/// receives it, or before the server receives the question.
/// </summary>
public sealed class CuttingProxy : IAsyncDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource stop = new();
    private readonly ConcurrentDictionary<TcpClient, bool> open = [];
    private readonly EndPoint upstream;
    private readonly Task accepting;
    private int cut;
    private volatile bool refusing;

    /// <param name="connectionString">Of the database; its host is an IP address or a name, not a folder of sockets.</param>
    public CuttingProxy(string connectionString)
    {
        var settings = new NpgsqlConnectionStringBuilder(connectionString);
        upstream = new DnsEndPoint(settings.Host!, settings.Port);
        listener.Start();
        settings.Host = "127.0.0.1";
        settings.Port = ((IPEndPoint)listener.LocalEndpoint).Port;
        settings.Pooling = false; // A pool would outlive the proxy, and hand out connections of tests before.
        ConnectionString = settings.ConnectionString;
        accepting = AcceptAsync();
    }

    /// <summary>The same database, through this proxy.</summary>
    public string ConnectionString { get; }

    /// <summary>How many connections were cut.</summary>
    public int Cuts { get; private set; }

    /// <summary>
    /// The next thing the server says is thrown away, and that connection with it: the effect is there, the answer is lost.
    /// </summary>
    public void CutNextAnswer() => Volatile.Write(ref cut, 1);

    /// <summary>
    /// The next thing a client says is thrown away, and that connection with it: there is no effect, and the client cannot know.
    /// </summary>
    public void CutNextRequest() => Volatile.Write(ref cut, 2);

    /// <summary>New connections are closed at once, from now on or no more.</summary>
    public void Refuse(bool refusing) => this.refusing = refusing;

    /// <summary>All connections that are open now are closed.</summary>
    public void CutAll()
    {
        foreach (var client in open.Keys)
            client.Close();
    }

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        listener.Stop();
        await accepting;
        stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        var connections = new List<Task>();
        try
        {
            while (true)
                connections.Add(ServeAsync(await listener.AcceptTcpClientAsync(stop.Token)));
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            await Task.WhenAll(connections);
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using (client)
        using (var server = new TcpClient())
        {
            try
            {
                if (refusing)
                    return;
                open[client] = true;
                await server.Client.ConnectAsync(upstream, stop.Token);
                await Task.WhenAny(PumpAsync(client, server, cutAt: 2), PumpAsync(server, client, cutAt: 1));
            }
            catch (Exception e) when (e is IOException or SocketException or OperationCanceledException or ObjectDisposedException) { }
            finally
            {
                open.TryRemove(client, out _);
            }
        }
    }

    private async Task PumpAsync(TcpClient from, TcpClient to, int cutAt)
    {
        var buffer = new byte[64 * 1024];
        try
        {
            while (await from.GetStream().ReadAsync(buffer, stop.Token) is var length and > 0)
            {
                if (Interlocked.CompareExchange(ref cut, 0, cutAt) == cutAt)
                {
                    Cuts++;
                    return;
                }

                await to.GetStream().WriteAsync(buffer.AsMemory(0, length), stop.Token);
            }
        }
        catch (Exception e) when (e is IOException or SocketException or OperationCanceledException or ObjectDisposedException) { }
    }
}
