using Grid.Domain.Numbers;

namespace Grid.Domain.Persons;

/// <summary>A registration that is over: the registration as it was, and how it ended. A returning person gets a new one; this one only comes back if its exit was wrong.</summary>
public sealed record PastRegistration(Registration Registration, PastEnding Ending, DateOnly EndedOn, ExitDetails? Exit)
{
    public RegistrationNumber Number => Registration.Number;
}
