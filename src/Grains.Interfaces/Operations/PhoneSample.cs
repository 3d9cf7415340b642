namespace Grid.Grains.Interfaces.Operations;

/// <summary>Who was drawn.</summary>
/// <param name="Of">How many persons could have been.</param>
/// <param name="Persons">In the order of the draw: a shorter sample of the same seed is the beginning of a longer one.</param>
public sealed record PhoneSample(long Of, IReadOnlyList<SampledPerson> Persons);
