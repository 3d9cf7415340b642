using System.Text.Json.Serialization;
using Grid.Domain.Text;

namespace Grid.Domain.Persons;

/// <summary>How a registration came to be over.</summary>
[JsonConverter(typeof(StrictEnumConverter<PastEnding>))]
public enum PastEnding
{
    /// <summary>A lawful exit (退出).</summary>
    Exited,

    /// <summary>A by-reference case ends the day an ordinary registration is approved.</summary>
    BecameOrdinary,

    /// <summary>Two numbers of one person were linked and both had a registration: one remains.</summary>
    Duplicate,

    /// <summary>Revoked (撤销登记): the facts never allowed it, and it counts as if it had not been.</summary>
    Revoked,
}
