using System.Text.Json;
using Grid.Domain.Persons;
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

/// <summary>An item as it goes out.</summary>
/// <param name="Key">Makes a repeat harmless.</param>
/// <param name="Region">The leaf region that it belongs to, 6 digits.</param>
/// <param name="Day">The day that it belongs to.</param>
/// <param name="Fields">In the ministry's names, checked against the mapping.</param>
public sealed record PlatformUpload(string Key, PlatformItemKind Kind, string Region, DateOnly Day, JsonElement Fields) : Discreet;

/// <summary>The platform's answer to one item.</summary>
/// <param name="Accepted">It holds the item now, or held it already.</param>
/// <param name="ReasonCode">Of a refusal.</param>
/// <param name="Reason">Of a refusal, in the platform's words.</param>
public sealed record PlatformAnswer(string Key, bool Accepted, string? ReasonCode, string? Reason) : Discreet;

/// <summary>One downloaded application as it came.</summary>
/// <param name="Cursor">Its place in the region's stream; a number that only grows there.</param>
/// <param name="Number">失业登记申请编号 as sent; null when it is missing.</param>
public sealed record PlatformDownload(string Cursor, string? Number, JsonElement Fields) : Discreet;

/// <summary>
/// The platform did not answer, or what it answered is no answer (an HTML page, half a document). The effect of the call is not known.
/// </summary>
/// <param name="message">What happened; nothing personal in it.</param>
/// <param name="cause">What it came of.</param>
/// <param name="rejected">It refused this request as a whole; a repeat would be refused too.</param>
public sealed class PlatformUnavailableException(string message, Exception? cause = null, bool rejected = false) : Exception(message, cause)
{
    /// <summary>It refused this request as a whole: one of its items may be at fault.</summary>
    public bool Rejected { get; } = rejected;
}
