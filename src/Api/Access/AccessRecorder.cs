using System.Diagnostics;
using Grid.Api.Security;
using Grid.Domain.Identity;
using Grid.Grains.Interfaces.Access;
using Grid.Grains.Interfaces.Persons;

namespace Grid.Api.Access;

/// <summary>Puts a read on the access log before it is answered: where that fails, the read fails.</summary>
internal sealed class AccessRecorder(IAccessLog log, TimeProvider clock)
{
    /// <summary>A read of one person.</summary>
    public Task PersonAsync(Caller caller, string action, PersonId person, CancellationToken cancelled, string? purpose = null) =>
        WriteAsync(caller, action, [person], purpose, null, cancelled);

    /// <summary>A list, with what it was filtered by, masked, and the persons on the page.</summary>
    public Task ListAsync(Caller caller, string action, IReadOnlyList<PersonId> persons, string filter, CancellationToken cancelled) =>
        WriteAsync(caller, action, persons, null, filter, cancelled);

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
        CancellationToken cancelled
    )
    {
        var entry = new AccessEntry(
            caller.Actor,
            action,
            persons,
            purpose,
            filter,
            Activity.Current?.TraceId.ToHexString(),
            clock.GetUtcNow()
        );
        try
        {
            await log.WriteAsync(entry, cancelled);
        }
        catch (Exception error) when (error is not (StoreUnavailableException or OperationCanceledException))
        {
            // Whatever the reason: what is not on the log is not read.
            throw new StoreUnavailableException("The access log could not be written.", error);
        }
    }
}
