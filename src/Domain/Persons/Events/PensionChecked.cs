using System.Text.Json.Serialization;
using Grid.Domain.Retirement;

namespace Grid.Domain.Persons.Events;

/// <summary>The pension data were matched. Drawing a pension leads to an exit of its own, with its evidence.</summary>
public sealed record PensionChecked(DateOnly On, bool Draws, [property: Personal] Evidence Evidence) : PersonEvent
{
    /// <summary>Which retirement age applies, where the data told it.</summary>
    [Personal]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public RetirementCategory? RetirementCategory { get; init; }
}
