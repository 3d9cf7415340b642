namespace Grid.Domain.Tests.Persons;

/// <summary>Numbers that rise by one; registers that belong together share it.</summary>
internal sealed class Serials
{
    private int last;

    public int Next() => ++last;
}
