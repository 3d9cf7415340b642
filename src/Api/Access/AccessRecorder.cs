using System.Collections.Concurrent;
using System.Diagnostics;
using Grid.Api.Security;
using Grid.Domain.Identity;
using Grid.Domain.Persons;
using Grid.Grains.Interfaces.Access;
using Grid.Grains.Interfaces.Persons;

namespace Grid.Api.Access;

/// <summary>Puts a read on the access log before it is answered: where that fails, the read fails.</summary>
internal sealed class AccessRecorder(IAccessLog log, IReaderMarks marks, TimeProvider clock)
{
    private const int MostRecent = 10_000;

    private static readonly TimeSpan Again = TimeSpan.FromMinutes(5);

    private readonly ConcurrentDictionary<(Actor Actor, string Action, string Filter), DateTimeOffset> recent = new();

    /// <summary>A read of one person, whose record is marked: many looks at one surname or house become visible.</summary>
    public Task PersonAsync(Caller caller, string action, PersonRecord record, CancellationToken cancelled, string? purpose = null) =>
        WriteAsync(caller, action, [record.Id], purpose, null, cancelled, record);

    /// <summary>A search for one person by a number or telephone; out of reach, at most the office is shown.</summary>
    public Task SearchAsync(
        Caller caller,
        string action,
        PersonRecord record,
        bool isWithinReach,
        string filter,
        CancellationToken cancelled
    ) =>
        WriteAsync(
            caller,
            action,
            [record.Id],
            null,
            filter,
            cancelled,
            record,
            isWithinReach ? AccessOutcome.Shown : AccessOutcome.OutOfReach
        );

    /// <summary>A list, with what it was filtered by, masked, and the persons on the page.</summary>
    public Task ListAsync(
        Caller caller,
        string action,
        IReadOnlyList<PersonId> persons,
        string filter,
        CancellationToken cancelled,
        AccessOutcome outcome = AccessOutcome.Shown
    ) => WriteAsync(caller, action, persons, null, filter, cancelled, outcome: outcome);

    /// <summary>
    /// A list or report that a page reads again and again: the same one, by the same reader, is one entry in five minutes from each process.
    /// </summary>
    public async Task RepeatedAsync(
        Caller caller,
        string action,
        string filter,
        Func<Task<IReadOnlyList<PersonId>>> persons,
        CancellationToken cancelled
    )
    {
        var (key, now) = ((caller.Actor, action, filter), clock.GetUtcNow());
        if (!recent.TryGetValue(key, out var at) || now - at >= Again || now < at)
        {
            await WriteAsync(caller, action, await persons(), null, filter, cancelled);
            if (recent.Count >= MostRecent)
                recent.Clear();
            recent[key] = now;
        }

        caller.IsLogged = true;
    }

    /// <summary>A list that is given for a reason, with values in full.</summary>
    public Task SampleAsync(
        Caller caller,
        string action,
        IReadOnlyList<PersonId> persons,
        string purpose,
        string filter,
        CancellationToken cancelled
    ) => WriteAsync(caller, action, persons, purpose, filter, cancelled);

    private async Task WriteAsync(
        Caller caller,
        string action,
        IReadOnlyList<PersonId> persons,
        string? purpose,
        string? filter,
        CancellationToken cancelled,
        PersonRecord? record = null,
        AccessOutcome outcome = AccessOutcome.Shown
    )
    {
        var now = clock.GetUtcNow();
        var entry = new AccessEntry(caller.Actor, action, persons, purpose, filter, Activity.Current?.TraceId.ToHexString(), now)
        {
            Outcome = outcome,
            Address = caller.Address,
            Marks = record is null ? null : marks.Of(caller.Actor.Subject, now, record),
        };
        try
        {
            await log.WriteAsync(entry, cancelled);
            caller.IsLogged = true;
        }
        catch (Exception error) when (error is not (StoreUnavailableException or OperationCanceledException))
        {
            // Whatever the reason: what is not on the log is not read.
            throw new StoreUnavailableException("The access log could not be written.", error);
        }
    }
}
