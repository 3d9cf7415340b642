using Grid.Grains.Interfaces.Persons.Reading;

namespace Grid.Grains.Interfaces.Operations;

/// <summary>The numbers of the operators' board, from what the store keeps: nothing is counted over persons.</summary>
public interface IBoard
{
    /// <summary>How things stand.</summary>
    /// <param name="leaves">Whose stock, movements and recounts.</param>
    /// <param name="areas">Whose duties, by the digits that their codes begin with: two, four or six.</param>
    /// <param name="today">The day in China.</param>
    Task<BoardNow> NowAsync(IReadOnlyList<string> leaves, IReadOnlyList<string> areas, DateOnly today, CancellationToken cancellationToken);

    /// <summary>Messages that wait to be sent, and those given up.</summary>
    Task<BoardWaiting> NoticesAsync(SearchScope scope, CancellationToken cancellationToken);

    /// <summary>The last sample of each step, from a moment on; steps without one are left out.</summary>
    /// <param name="area">The digits that the region's codes begin with.</param>
    Task<IReadOnlyList<BoardSample>> SamplesAsync(string area, DateTimeOffset from, TimeSpan step, CancellationToken cancellationToken);

    /// <summary>What went in and out on each day from and to, both inclusive; days without anything are left out.</summary>
    Task<IReadOnlyList<BoardDay>> DaysAsync(IReadOnlyList<string> leaves, DateOnly from, DateOnly to, CancellationToken cancellationToken);
}
