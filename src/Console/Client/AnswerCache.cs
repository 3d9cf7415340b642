using System.Collections.Concurrent;

namespace Grid.Console.Client;

/// <summary>
/// Answers of the last moments by user, language and address: many pages of one user, and the two renderings of one page (before and on the
/// connection), ask once. A repeated question waits for the call in progress.
/// </summary>
internal sealed class AnswerCache(TimeProvider clock)
{
    private const int Most = 2000;
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<string, Entry> entries = new(StringComparer.Ordinal);

    /// <summary>An answer no older than <paramref name="patience"/>; of problems only the one under way.</summary>
    public ValueTask<Answer<T>> GetAsync<T>(string key, TimeSpan patience, Func<Task<Answer<T>>> ask)
        where T : class
    {
        if (
            entries.TryGetValue(key, out var entry)
            && entry.Answer is Task<Answer<T>> known
            && clock.GetElapsedTime(entry.Since) <= patience
        )
        {
            if (!known.IsCompleted || (known.IsCompletedSuccessfully && known.Result.Problem is null))
                return new ValueTask<Answer<T>>(known);
        }

        if (entries.Count > Most)
            Clear();
        var asked = ask();
        entries[key] = new Entry(asked, clock.GetTimestamp());
        return new ValueTask<Answer<T>>(asked);
    }

    /// <summary>Forgets one user's answers: something was changed.</summary>
    public void Forget(string user)
    {
        foreach (var key in entries.Keys.Where(key => key.StartsWith(user, StringComparison.Ordinal)))
            entries.TryRemove(key, out _);
    }

    private void Clear()
    {
        foreach (var (key, entry) in entries)
        {
            if (clock.GetElapsedTime(entry.Since) > Longest)
                entries.TryRemove(key, out _);
        }

        if (entries.Count > Most)
            entries.Clear();
    }

    private sealed record Entry(Task Answer, long Since);
}
