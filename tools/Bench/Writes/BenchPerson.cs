using Grid.Domain.Identity;
using Grid.LoadGenerator.Persons;

namespace Grid.Bench.Writes;

/// <summary>A person whose record is written again and again.</summary>
internal sealed class BenchPerson(PersonId id, MadeUpPerson made, string otherOffice)
{
    private bool isAway;

    public PersonId Id => id;

    public MadeUpPerson Made => made;

    /// <summary>To and fro between two offices. A person's writes come one after the other.</summary>
    public string NextOffice()
    {
        isAway = !isAway;
        return isAway ? otherOffice : made.Office.Code.Value;
    }
}
