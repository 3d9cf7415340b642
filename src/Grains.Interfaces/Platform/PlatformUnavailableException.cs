namespace Grid.Grains.Interfaces.Platform;

/// <summary>The platform did not answer, or what it answered is no answer (an HTML page, half a document). The effect of the call is not known.</summary>
public sealed class PlatformUnavailableException(string message, Exception? cause = null) : Exception(message, cause);
