namespace Grid.Silo.Hosting;

/// <summary>The process cannot start now, for a reason that may pass without a new setting; the message says what it waits for.</summary>
public sealed class PassingException(string message, Exception? inner = null) : Exception(message, inner);
