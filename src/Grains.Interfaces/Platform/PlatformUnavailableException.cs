namespace Grid.Grains.Interfaces.Platform;

/// <summary>
/// The platform did not answer, or what it answered is no answer (an HTML page, half a document). The effect of the call is not known.
/// </summary>
/// <param name="message">What happened; nothing personal in it.</param>
/// <param name="cause">What it came of.</param>
/// <param name="rejected">It said no to this very request as a whole; repeating the same would get the same.</param>
public sealed class PlatformUnavailableException(string message, Exception? cause = null, bool rejected = false) : Exception(message, cause)
{
    /// <summary>It said no to this very request as a whole: one of the items in it may be to blame.</summary>
    public bool Rejected { get; } = rejected;
}
