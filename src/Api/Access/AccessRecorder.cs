using System.Diagnostics;
using Grid.Api.Security;
using Grid.Domain.Identity;
using Grid.Grains.Interfaces.Access;

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

    private Task WriteAsync(Caller caller, string action, IReadOnlyList<PersonId> persons, string? purpose, string? filter, CancellationToken cancelled) =>
        log.WriteAsync(new AccessEntry(caller.Actor, action, persons, purpose, filter, Activity.Current?.TraceId.ToHexString(), clock.GetUtcNow()), cancelled);
}
