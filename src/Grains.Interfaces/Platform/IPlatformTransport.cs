using Grid.Grains.Interfaces.Persons.Reading;

namespace Grid.Grains.Interfaces.Platform;

/// <summary>
/// The wire to the national platform (失业登记全国统一服务平台). What is behind it differs by province: address, mutual TLS, signing, and the names of
/// the annex. A call that fails or answers nonsense throws <see cref="PlatformUnavailableException"/>; whether it had an effect is then not
/// known, and it is repeated with the same keys.
/// </summary>
public interface IPlatformTransport
{
    /// <summary>Applications of a region after a cursor, at least once, perhaps repeated and out of order.</summary>
    /// <param name="after">The cursor of the page before; null from the beginning.</param>
    Task<Page<PlatformDownload>> DownloadAsync(string region, string? after, int limit, CancellationToken cancellationToken);

    /// <summary>These applications are stored durably. Repeating it is harmless.</summary>
    Task AcknowledgeAsync(string region, IReadOnlyList<string> numbers, CancellationToken cancellationToken);

    /// <summary>
    /// Items of one batch; each gets its own answer, an item without one is to be sent again. A key that the platform knows is answered as
    /// the first time.
    /// </summary>
    Task<IReadOnlyList<PlatformAnswer>> UploadAsync(IReadOnlyList<PlatformUpload> items, CancellationToken cancellationToken);

    /// <summary>What the platform holds of a day, by kind and region.</summary>
    Task<IReadOnlyList<PlatformDayFigure>> StatisticsAsync(string region, DateOnly day, CancellationToken cancellationToken);
}
