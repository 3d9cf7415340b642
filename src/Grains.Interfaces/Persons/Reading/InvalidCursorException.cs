namespace Grid.Grains.Interfaces.Persons.Reading;

/// <summary><see cref="PageRequest.After"/> is no cursor that this list gave: a fault of the caller's.</summary>
public sealed class InvalidCursorException() : Exception("This is no cursor of this list.");
