namespace Grid.Api.Hosting;

/// <summary>
/// The place of a request in progress (<see cref="Turns"/>), beside it in its features. One that only waits gives it back meanwhile, so that
/// others have it: also the caller's own.
/// </summary>
internal sealed class HeldTurn(TurnQueue queue, CallerKey caller, IDisposable first) : IDisposable
{
    private IDisposable? place = first;

    public void GiveBack()
    {
        place?.Dispose();
        place = null;
    }

    /// <summary>Waits for a place again; false when too many wait already.</summary>
    public async ValueTask<bool> TakeAgainAsync(CancellationToken cancelled)
    {
        place ??= await queue.EnterAsync(caller, cancelled);
        return place is not null;
    }

    public void Dispose() => GiveBack();
}
