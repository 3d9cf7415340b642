using Yarp.ReverseProxy.Model;

namespace Grid.Proxy.Repeating;

/// <summary>One sending of one request; it can be given up without the client's having gone away.</summary>
internal sealed class Attempt(IReverseProxyFeature proxied, CancellationToken clientGone) : IDisposable
{
    private readonly CancellationTokenSource source = CancellationTokenSource.CreateLinkedTokenSource(clientGone);
    private int given;

    public CancellationToken Token => source.Token;

    /// <summary>The process that has it; null until one is chosen.</summary>
    public DestinationState? Destination => proxied.ProxiedDestination;

    public bool IsGivenUp => Volatile.Read(ref given) != 0;

    public void GiveUp()
    {
        Volatile.Write(ref given, 1);
        try
        {
            source.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // It ended in this very moment.
        }
    }

    public void Dispose() => source.Dispose();
}
