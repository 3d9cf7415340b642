namespace Grid.Grains.Interfaces.Persons.Commit;

/// <summary>The kind column of a service row; stored as the number.</summary>
public enum ServiceRowKind
{
    Contact = 1,
    Service = 2,
    Policy = 3,
}
