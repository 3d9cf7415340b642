namespace Grid.Grains.Interfaces.Persons;

/// <summary>
/// The store refused a write for what is in it: a number that exists already, a value that is too large. Nothing was committed, and repeating it
/// gives the same. The message names the rule and never the value.
/// </summary>
[GenerateSerializer, Alias("Grid.StoreRefusedException")]
public sealed class StoreRefusedException : Exception
{
    public StoreRefusedException(string message, string? constraint, bool duplicate)
        : base(message)
    {
        Constraint = constraint;
        Duplicate = duplicate;
    }

    /// <summary>Name of the broken constraint, e.g. <c>application_platform_number</c> (the platform's number belongs to another person's application); null where it was none.</summary>
    [Id(0)]
    public string? Constraint { get; }

    /// <summary>A number that must be new exists already.</summary>
    [Id(1)]
    public bool Duplicate { get; }
}
