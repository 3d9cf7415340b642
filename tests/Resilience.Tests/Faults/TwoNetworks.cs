using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Grid.Resilience.Tests.Faults;

/// <summary>
/// Two network namespaces, one for each of two silos. Each has a line to this machine and one to the other; the line between them can be
/// cut, so that silos do not reach each other but both reach the database, and are reached by API processes.
/// </summary>
internal sealed class TwoNetworks : IDisposable
{
    private const int Silos = 2;

    private readonly string tag = $"{Environment.ProcessId % 100_000}";
    private readonly CancellationTokenSource stop = new();
    private readonly List<TcpListener> listeners = [];

    private TwoNetworks() { }

    /// <summary>Another network for each process of tests: two may run on this machine.</summary>
    private static readonly int Net = Environment.ProcessId % 250;

    /// <summary>Addresses of the silos.</summary>
    public IReadOnlyList<IPAddress> Addresses { get; } = [IPAddress.Parse($"10.231.{Net}.1"), IPAddress.Parse($"10.231.{Net}.2")];

    /// <summary>What starts a program in the network of each silo.</summary>
    public IReadOnlyList<IReadOnlyList<string>> Launchers =>
        [.. Enumerable.Range(1, Silos).Select(i => (IReadOnlyList<string>)["ip", "netns", "exec", Name(i)])];

    /// <summary>Skips the test where namespaces are not allowed.</summary>
    public static TwoNetworks Create()
    {
        var networks = new TwoNetworks();
        var made = networks.Make();
        if (!made)
            networks.Dispose();
        Assert.SkipUnless(made, "A cut network needs network namespaces, and this user may not make them (ip netns).");
        return networks;
    }

    /// <summary>A port of this machine as the silos reach it: a listener on the lines to both that passes on to 127.0.0.1.</summary>
    public int Open(int port)
    {
        var listener = new TcpListener(IPAddress.Any, 0);
        listener.Start();
        listeners.Add(listener);
        _ = AcceptAsync(listener, port);
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    /// <summary>This machine, as both silos see it.</summary>
    public static string Here => $"10.231.{Net}.3";

    /// <summary>Packets between the silos get lost, without a word to anybody: each sends to a card that the other does not have.</summary>
    public void Cut() => Neighbour("02:00:00:00:09:99", "02:00:00:00:09:99");

    public void Mend() => Neighbour(Card(2), Card(1));

    public void Dispose()
    {
        stop.Cancel();
        foreach (var listener in listeners)
            listener.Dispose();
        for (var i = 1; i <= Silos; i++)
        {
            Run("ip", "link", "del", $"gh{tag}{i}");
            Run("ip", "netns", "del", Name(i));
        }

        Run("ip", "addr", "del", $"{Here}/32", "dev", "lo");
        stop.Dispose();
    }

    private bool Make()
    {
        var ok = Run("ip", "addr", "replace", $"{Here}/32", "dev", "lo");
        for (var i = 1; i <= Silos; i++)
        {
            ok =
                ok
                && Run("ip", "netns", "add", Name(i))
                && Run("ip", "link", "add", $"gh{tag}{i}", "type", "veth", "peer", "name", "host", "netns", Name(i))
                && Run("ip", "link", "set", $"gh{tag}{i}", "up")
                && In(i, "link", "set", "lo", "up")
                && In(i, "addr", "add", $"{Addresses[i - 1]}/32", "dev", "lo")
                && In(i, "link", "set", "host", "up")
                && In(i, "route", "add", $"{Here}/32", "dev", "host", "src", Addresses[i - 1].ToString())
                && Run("ip", "route", "add", $"{Addresses[i - 1]}/32", "dev", $"gh{tag}{i}", "src", Here);
        }

        return ok
            && Run("ip", "link", "add", $"gp{tag}", "netns", Name(1), "type", "veth", "peer", "name", "other", "netns", Name(2))
            && In(1, "link", "set", $"gp{tag}", "name", "other")
            && In(1, "link", "set", "other", "address", Card(1))
            && In(2, "link", "set", "other", "address", Card(2))
            && In(1, "link", "set", "other", "up")
            && In(2, "link", "set", "other", "up")
            && In(1, "route", "add", $"{Addresses[1]}/32", "dev", "other", "src", Addresses[0].ToString())
            && In(2, "route", "add", $"{Addresses[0]}/32", "dev", "other", "src", Addresses[1].ToString())
            && Neighbour(Card(2), Card(1));
    }

    private static string Card(int i) => $"02:00:00:00:09:0{i}";

    private string Name(int i) => $"grid-{tag}-{i}";

    private bool Neighbour(string ofFirst, string ofSecond) =>
        In(1, "neigh", "replace", Addresses[1].ToString(), "lladdr", ofFirst, "dev", "other", "nud", "permanent")
        && In(2, "neigh", "replace", Addresses[0].ToString(), "lladdr", ofSecond, "dev", "other", "nud", "permanent");

    private bool In(int i, params string[] arguments) => Run("ip", ["-n", Name(i), .. arguments]);

    private static bool Run(string program, params string[] arguments)
    {
        try
        {
            using var process = Process.Start(
                new ProcessStartInfo(program, arguments) { RedirectStandardError = true, UseShellExecute = false }
            )!;
            process.WaitForExit();
            return process.ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false; // No such program.
        }
    }

    private async Task AcceptAsync(TcpListener listener, int port)
    {
        try
        {
            while (true)
                _ = PassAsync(await listener.AcceptTcpClientAsync(stop.Token), port);
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // The end.
        }
    }

    private async Task PassAsync(TcpClient from, int port)
    {
        using (from)
        using (var to = new TcpClient { NoDelay = true })
        {
            try
            {
                from.NoDelay = true;
                await to.ConnectAsync(IPAddress.Loopback, port, stop.Token);
                var (one, other) = (from.GetStream(), to.GetStream());
                await Task.WhenAny(one.CopyToAsync(other, stop.Token), other.CopyToAsync(one, stop.Token));
            }
            catch (Exception e) when (e is IOException or SocketException or OperationCanceledException or ObjectDisposedException)
            {
                // One of them is gone.
            }
        }
    }
}
