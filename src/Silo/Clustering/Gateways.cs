namespace Grid.Silo.Clustering;

/// <summary>How many silos this client is connected to.</summary>
public sealed class Gateways
{
    private int connected;

    public int Connected => Volatile.Read(ref connected);

    /// <summary>Called by the client.</summary>
    public void Changed(object? sender, GatewayCountChangedEventArgs change)
    {
        ArgumentNullException.ThrowIfNull(change);
        Volatile.Write(ref connected, change.NumberOfConnectedGateways);
    }
}
