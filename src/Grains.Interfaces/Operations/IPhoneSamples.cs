namespace Grid.Grains.Interfaces.Operations;

/// <summary>
/// Draws samples for surveys by telephone (电话抽查, 79/2020 (十四)). Whoever asks puts the persons on the access log before using them.
/// </summary>
public interface IPhoneSamples
{
    /// <summary>
    /// The persons whose hash with the seed comes first: the same seed draws the same persons as long as the register holds the same. Left
    /// out are the dead, those who were erased, those who have no telephone, and records that cannot be opened.
    /// </summary>
    Task<PhoneSample> DrawAsync(PhoneSampleQuery query, CancellationToken cancellationToken);
}
