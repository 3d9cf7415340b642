namespace Grid.Grains.Interfaces.Notices;

/// <summary>How the messages to persons stand, in numbers.</summary>
public interface INoticeStates
{
    /// <summary>By area and kind; nothing is told of kinds that have none.</summary>
    /// <param name="areas">Digits that the offices' codes begin with, none of them within another.</param>
    /// <param name="since">From when on what left is counted.</param>
    Task<IReadOnlyList<NoticeState>> ReadAsync(IReadOnlyList<string> areas, DateTimeOffset since, CancellationToken cancellationToken);
}
