using System.Collections.Concurrent;

namespace Grid.Api.Operations;

/// <summary>
/// Answers that cost more than a page may wait for, kept for a moment: many readers share one reading. One that is a little old is given at
/// once while a new one is fetched; one that is too old is waited for. Errors are not kept.
/// </summary>
/// <param name="fresh">Younger ones are given as they are.</param>
/// <param name="stale">Older ones are not given at all.</param>
internal sealed class CachedAnswer<TKey, T>(TimeSpan fresh, TimeSpan stale, TimeProvider clock)
    where TKey : notnull
{
    private readonly ConcurrentDictionary<TKey, Place> places = new();

    /// <summary>The answer of a key, not older than <c>stale</c>.</summary>
    public Task<T> GetAsync(TKey key, Func<Task<T>> read)
    {
        var place = places.GetOrAdd(key, _ => new Place());
        lock (place)
        {
            var age = place.Last is null ? TimeSpan.MaxValue : clock.GetElapsedTime(place.Since);
            if (age < fresh)
                return place.Last!;

            place.Next ??= ReadAsync(place, read);
            return age < stale ? place.Last! : place.Next;
        }
    }

    private async Task<T> ReadAsync(Place place, Func<Task<T>> read)
    {
        await Task.Yield();
        var since = clock.GetTimestamp();
        try
        {
            var answer = await read();
            lock (place)
                (place.Last, place.Since) = (Task.FromResult(answer), since);

            return answer;
        }
        finally
        {
            lock (place)
                place.Next = null;
        }
    }

    private sealed class Place
    {
        public Task<T>? Last { get; set; }

        public long Since { get; set; }

        public Task<T>? Next { get; set; }
    }
}
