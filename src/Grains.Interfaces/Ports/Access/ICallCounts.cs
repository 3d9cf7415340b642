namespace Grid.Grains.Interfaces.Access;

/// <summary>Calls of each caller within the last hour, counted for the whole cluster.</summary>
public interface ICallCounts
{
    /// <summary>
    /// Counts this call, unless the caller has made <paramref name="most"/> within the last hour (in steps of ten minutes). Calls that are
    /// rejected do not count.
    /// </summary>
    /// <param name="subject">Who calls: 1 to 100 characters.</param>
    /// <param name="kind">What is counted: 1 to 40 ASCII characters.</param>
    /// <param name="most">The most calls within an hour, at least 1.</param>
    /// <param name="now">The present moment.</param>
    /// <exception cref="Persons.StoreUnavailableException">It could not be counted.</exception>
    Task<CallTurn> TakeAsync(string subject, string kind, int most, DateTimeOffset now, CancellationToken cancellationToken);
}

/// <summary>Whether a call may go on.</summary>
/// <param name="Granted">It is counted, and may.</param>
/// <param name="Wait">How long until one more is possible than now; when it was not granted, until the next one is.</param>
/// <param name="Left">How many more are possible now.</param>
public readonly record struct CallTurn(bool Granted, TimeSpan Wait, int Left);
