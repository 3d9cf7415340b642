using Grid.Grains.Calendars;
using Grid.Grains.Tests.Persons.Duties;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Hosting;

namespace Grid.Grains.Tests.Calendars;

/// <summary>
/// Lets some calls of the calendar's grain to persons out, and holds all further ones back for good until it is opened: the place at which
/// a silo is killed.
/// </summary>
public sealed class HeldCatchUps : IOutgoingGrainCallFilter
{
    private readonly Lock counting = new();
    private readonly TaskCompletionSource reached = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int left = int.MaxValue;
    private bool open = true;

    /// <summary>Persons that were asked.</summary>
    public int Asked { get; private set; }

    /// <summary>Done as soon as a call is held back.</summary>
    public Task Reached => reached.Task;

    public void HoldAfter(int calls)
    {
        lock (counting)
            (left, open) = (calls, false);
    }

    /// <summary>New calls go out again; held ones stay held, like their silo.</summary>
    public void Open()
    {
        lock (counting)
            open = true;
    }

    public Task Invoke(IOutgoingGrainCallContext context) =>
        context.SourceId?.Type.ToString() == CalendarGrain.TypeName && context.MethodName == "CatchUp" && !MayGo()
            ? new TaskCompletionSource().Task
            : context.Invoke();

    private bool MayGo()
    {
        lock (counting)
        {
            if (open || left-- > 0)
            {
                Asked++;
                return true;
            }
        }

        reached.TrySetResult();
        return false;
    }
}

/// <summary>A cluster whose silo is killed while calendars are recomputed.</summary>
public sealed class KilledCluster : SpringCluster
{
    public HeldCatchUps Held { get; } = new();

    protected override void Configure(ISiloBuilder silo) => silo.Services.AddSingleton<IOutgoingGrainCallFilter>(Held);
}
