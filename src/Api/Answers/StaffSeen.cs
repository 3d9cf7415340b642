using System.Collections.Concurrent;
using Grid.Domain.Answers;
using Grid.Domain.Persons;
using Grid.Grains.Interfaces.Answers;

namespace Grid.Api.Answers;

/// <summary>
/// Notes once a day that somebody used the register as a clerk, supervisor or agent of 12333: the register has no list of accounts, and who
/// has to read a text is who works with it. No request waits for it; what is lost is noted with the next request.
/// </summary>
internal sealed class StaffSeen(IPolicyTexts texts)
{
    private const int MostRemembered = 200_000;

    private readonly ConcurrentDictionary<(string Subject, TextAudience Role, string? Office), DateOnly> seen = new();
    private readonly ConcurrentDictionary<Task, bool> pending = new();

    public void Note(Actor actor, DateOnly today)
    {
        if (RoleOf(actor.Role) is not { } role)
            return;
        var key = (actor.Subject, role, actor.Office);
        if (seen.TryGetValue(key, out var day) && day == today)
            return;
        if (seen.Count >= MostRemembered)
            seen.Clear();
        seen[key] = today;
        var write = WriteAsync(key, today);
        if (write.IsCompleted)
            return;
        pending[write] = true;
        _ = write.ContinueWith(done => pending.TryRemove(done, out _), TaskScheduler.Default);
    }

    /// <summary>Until what was noted in this process is written: before it is counted.</summary>
    public Task WrittenAsync() => Task.WhenAll(pending.Keys);

    /// <summary>The part of the texts' readers that a role is of; null for one that reads none.</summary>
    public static TextAudience? RoleOf(Role role) =>
        role switch
        {
            Role.Clerk => TextAudience.Clerk,
            Role.Supervisor => TextAudience.Supervisor,
            Role.Hotline => TextAudience.Hotline,
            _ => null,
        };

    private async Task WriteAsync((string Subject, TextAudience Role, string? Office) key, DateOnly today)
    {
        try
        {
            await texts.SeenAsync(key.Subject, key.Role, key.Office, today, CancellationToken.None);
        }
#pragma warning disable CA1031 // Whatever the store says: the request goes on, and the next one tries again.
        catch (Exception)
#pragma warning restore CA1031
        {
            seen.TryRemove(key, out _);
        }
    }
}
