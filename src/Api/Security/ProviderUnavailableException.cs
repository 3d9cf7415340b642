namespace Grid.Api.Security;

/// <summary>
/// The identity provider does not answer, and nothing that it answered before helps: whether a token is right cannot be told.
/// </summary>
public sealed class ProviderUnavailableException(Exception? cause = null) : Exception("The identity provider does not answer.", cause);
