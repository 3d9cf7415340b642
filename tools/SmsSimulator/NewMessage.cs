namespace Grid.SmsSimulator;

/// <summary>What a sender posts.</summary>
public sealed record NewMessage(string? Key, string? To, string? Text);
