using Grid.Domain.Numbers;

namespace Grid.Domain.Persons.Events;

/// <summary>The by-reference case ended because an ordinary registration was approved; no exit.</summary>
public sealed record ByReferenceEnded(RegistrationNumber Number, DateOnly On) : PersonEvent
{
    /// <summary>The ordinary registration that took its place.</summary>
    public RegistrationNumber? Into { get; init; }
}
