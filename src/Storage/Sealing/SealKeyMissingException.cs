namespace Grid.Storage.Sealing;

/// <summary>
/// The key that a sealed value names is not at hand: it was erased (retention), or the key ring of this process lacks it.
/// </summary>
public sealed class SealKeyMissingException()
    : Exception("The key of a sealed value is not at hand: it was erased, or is not in this key ring.");
