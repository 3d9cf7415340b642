using Grid.Domain.Text;
using Grid.PlatformSimulator.MadeUp;
using Grid.PlatformSimulator.Store;
using Grid.PlatformSimulator.Wire;

namespace Grid.PlatformSimulator.Control;

/// <summary>
/// Fills an order: <c>{"count": 100, "regions": ["360102"], "submittedAt": "…", "seed": 7, "bad": {"impossibleNumber": 3}}</c> makes good
/// ones and bad ones, <c>{"applications": [{"bae001": "…"}]}</c> puts given ones into their streams as they are.
/// </summary>
internal sealed class ApplicationOrders(Applications applications, ApplicationMaker maker, TimeProvider clock) : IDisposable
{
    private const int MostAtOnce = 50_000;

    private readonly SemaphoreSlim oneAtATime = new(1);

    public async Task<IReadOnlyList<MadeApplication>> FillAsync(JsonPlace body, CancellationToken cancelled)
    {
        body.Object("count", "regions", "submittedAt", "seed", "bad", "applications");
        await oneAtATime.WaitAsync(cancelled);
        try
        {
            var made = new List<NewApplication>();
            if (body.Find("applications") is { } given)
                made.AddRange(given.Array(0, 1000).Select(place => ApplicationMaker.Given(place.Fields(), null)));
            await MakeAsync(body, made, cancelled);
            if (made.Count == 0)
                throw new BadInputException("count", "count, bad or applications is expected");
            var cursors = await applications.AddAsync(made, cancelled);
            return [.. made.Zip(cursors, (one, cursor) => new MadeApplication(cursor, one.Number, one.Bad))];
        }
        finally
        {
            oneAtATime.Release();
        }
    }

    public void Dispose() => oneAtATime.Dispose();

    private async Task MakeAsync(JsonPlace body, List<NewApplication> made, CancellationToken cancelled)
    {
        var count = body.Find("count")?.Whole(0, MostAtOnce) ?? 0;
        var bad = Bad(body.Find("bad"));
        var regions = body.Find("regions") is { } wanted ? wanted.Array(1, 1000).Select(Region).ToList() : null;
        var submitted = body.Find("submittedAt")?.Moment();
        var place = await applications.PlaceAsync(cancelled);
        var seed = (ulong)(body.Find("seed")?.Whole(0, int.MaxValue) ?? place.Seed);
        var first = place.Made + made.Count;
        string? At(int index) => regions is null ? null : regions[index % regions.Count];

        // Not all in one second, and none in the future.
        DateTimeOffset When(int index) => submitted ?? clock.GetUtcNow().AddSeconds(-(index % 7200));
        for (var index = 0; index < count; index++)
            made.Add(maker.Make(seed, first + index, At(index), When(index)));
        if (bad.Count == 0)
            return;
        var earlier = made.FindLast(one => one is { Bad: null, Number: not null })?.Fields
            ?? (await applications.LastGoodAsync(cancelled))?.Fields;
        if (earlier is null)
        {
            made.Add(maker.Make(seed, first + count++, At(0), When(0)));
            earlier = made[^1].Fields;
        }

        foreach (var (kind, index) in bad.Select((kind, index) => (kind, index)))
            made.Add(maker.MakeBad(kind, seed, first + count + index, At(index), When(index), earlier));
    }

    private static List<BadKind> Bad(JsonPlace? wanted)
    {
        if (wanted is not { } place)
            return [];
        var kinds = Enum.GetValues<BadKind>();
        place.Object([.. kinds.Select(EnumName.Of)]);
        return [.. kinds.SelectMany(kind => Enumerable.Repeat(kind, place.Find(EnumName.Of(kind))?.Whole(0, 1000) ?? 0))];
    }

    private string Region(JsonPlace place) =>
        maker.HasOffice(place.Text(12)) ? place.Text(12) : throw place.Bad("a region that has an office, 6 to 12 digits, is expected");
}
