namespace Grid.Storage.Tests.Orleans;

/// <summary>The machine's clock plus a fixed offset, as <c>grid_now()</c> is the server's; timers run at their normal pace.</summary>
internal sealed class ShiftedTime(TimeSpan offset) : TimeProvider
{
    public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + offset;
}
