namespace Grid.Storage.Sealing;

/// <summary>
/// A sealed value was changed, belongs to another person or purpose, or is not a sealed value. Which of these, it does not say.
/// </summary>
public sealed class SealBrokenException() : Exception("A sealed value does not open: it was changed or does not belong here.");
