namespace Grid.Silo.Hosting;

/// <summary>The process cannot start with this configuration; the message names the setting and what is allowed.</summary>
public sealed class ConfigurationException(string message) : Exception(message);
