namespace Grid.Grains.Interfaces.Persons;

/// <summary>The store cannot be reached or is over its limits; nothing was committed. Repeat later.</summary>
[GenerateSerializer, Alias("Grid.StoreUnavailableException")]
public sealed class StoreUnavailableException : Exception
{
    /// <summary>It concerns one record at one moment, not the whole store: repeat immediately.</summary>
    [Id(0)]
    public bool Passing { get; init; }

    /// <param name="message">What happened; nothing personal in it.</param>
    /// <param name="cause">Named by its type alone: the store's own exceptions may quote values, and cannot cross between
    /// processes.</param>
    public StoreUnavailableException(string message, Exception? cause = null)
        : base(cause is null ? message : $"{message} ({cause.GetType().Name})") { }
}

/// <summary>
/// The store refused a write because of its content: a number that exists already, a value that is too large. Nothing was committed, and a
/// repeat fails again. The message names the rule and never the value.
/// </summary>
[GenerateSerializer, Alias("Grid.StoreRefusedException")]
public sealed class StoreRefusedException : Exception
{
    /// <summary>
    /// <see cref="Constraint"/> where the national platform's application number belongs to another person's application already.
    /// </summary>
    public const string PlatformNumberTaken = "application_platform_number";

    public StoreRefusedException(string message, string? constraint, bool duplicate)
        : base(message)
    {
        Constraint = constraint;
        Duplicate = duplicate;
    }

    /// <summary>Name of the broken constraint, e.g. <see cref="PlatformNumberTaken"/>; null where it was none.</summary>
    [Id(0)]
    public string? Constraint { get; }

    /// <summary>A number that must be new exists already.</summary>
    [Id(1)]
    public bool Duplicate { get; }
}

/// <summary>A write may or may not have been committed. The receipt shows which; repeating with the same key is safe.</summary>
[GenerateSerializer, Alias("Grid.OutcomeUnknownException")]
public sealed class OutcomeUnknownException : Exception
{
    /// <param name="message">What happened; nothing personal in it.</param>
    /// <param name="cause">Named by its type alone: the store's own exceptions may quote values, and cannot cross between
    /// processes.</param>
    public OutcomeUnknownException(string message, Exception? cause = null)
        : base(cause is null ? message : $"{message} ({cause.GetType().Name})") { }
}

/// <summary>
/// A write was refused because its receipt exists already: the same key reached the store in another call. Nothing was committed; read the
/// receipt.
/// </summary>
[GenerateSerializer, Alias("Grid.DuplicateReceiptException")]
public sealed class DuplicateReceiptException : Exception
{
    /// <param name="message">What happened; nothing personal in it.</param>
    /// <param name="cause">Named by its type alone: the store's own exceptions may quote values, and cannot cross between
    /// processes.</param>
    public DuplicateReceiptException(string message, Exception? cause = null)
        : base(cause is null ? message : $"{message} ({cause.GetType().Name})") { }
}
