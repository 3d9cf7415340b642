using Grid.Domain.Codes;
using Grid.Domain.Numbers;
using Grid.Domain.Persons.Events;

namespace Grid.Domain.Persons.PlatformResults;

/// <summary>
/// An application of the platform that became no application of its own here: the person had applied at the window before, or the case is with another office. The platform waits for a
/// result under its number all the same.
/// </summary>
/// <param name="Number">The platform's number.</param>
/// <param name="Of">The application whose decision it shares, or that led to the registration which it asks for.</param>
/// <param name="Request">The transfer request that it became; null when it shares the decision of the open application.</param>
public sealed record AwaitingResult(PlatformApplicationNumber Number, ApplicationNumber Of, string? Request);

/// <summary>The platform sent an application that becomes no application of its own.</summary>
/// <param name="Number">The platform's number.</param>
/// <param name="Of">See <see cref="AwaitingResult.Of"/>.</param>
/// <param name="Request">See <see cref="AwaitingResult.Request"/>.</param>
/// <param name="Office">The office that holds the case.</param>
/// <param name="Registered">The person is registered at that very office: the result is there at once.</param>
public sealed record PlatformApplicationJoined(PlatformApplicationNumber Number, ApplicationNumber Of, string? Request, string Office, DateOnly On, bool Registered) : PersonEvent
{
    /// <summary>The result that is there at once because what it was joined to is decided; null where it waits, and of what older versions wrote.</summary>
    public PlatformResult? Result { get; init; }

    /// <summary>Why the one that it was joined to was not approved; null otherwise.</summary>
    public NonApprovalReason? NonApproval { get; init; }
}
