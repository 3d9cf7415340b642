namespace Grid.EndToEnd.Tests.Kills;

/// <summary>A command that was answered with 2xx.</summary>
/// <param name="Caller">Subject of the token.</param>
/// <param name="Key">Its idempotency key.</param>
/// <param name="Person">The person's id, as the answer says.</param>
/// <param name="Events">What must be in that person's journal because of it, in order.</param>
/// <param name="Attempts">How often it was sent.</param>
/// <param name="Replayed">An earlier attempt had been committed although its answer was lost.</param>
public sealed record Acknowledged(string Caller, string Key, Guid Person, IReadOnlyList<string> Events, int Attempts, bool Replayed)
{
    /// <summary>When it was sent for the first time.</summary>
    public DateTimeOffset SentAt { get; init; }

    /// <summary>When its answer was there.</summary>
    public DateTimeOffset AnsweredAt { get; init; }
}
