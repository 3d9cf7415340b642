namespace Grid.Grains.Interfaces.Persons;

/// <summary>
/// The store refused a write for what is in it: a number that exists already, a value that is too large. Nothing was committed, and
/// repeating it gives the same. The message names the rule and never the value.
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
