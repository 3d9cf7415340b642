namespace Grid.SmsSimulator;

/// <summary>A message that was taken.</summary>
/// <param name="Times">How often it was posted.</param>
public sealed record TakenMessage(string Id, string Key, string To, string Text, DateTimeOffset At, int Times);
