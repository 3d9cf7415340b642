using Grid.Domain.Numbers;

namespace Grid.Domain.Persons;

/// <summary>A registration that is over: the registration as it was, and how it ended. A returning person gets a new one; this one only comes back if its exit was wrong.</summary>
public sealed record PastRegistration(Registration Registration, PastEnding Ending, DateOnly EndedOn, ExitDetails? Exit)
{
    /// <summary>The registration that took its place, where the ending is <see cref="PastEnding.BecameOrdinary"/> or <see cref="PastEnding.Duplicate"/>; if that one goes, this one stands again.</summary>
    public RegistrationNumber? Into { get; init; }

    public RegistrationNumber Number => Registration.Number;
}
