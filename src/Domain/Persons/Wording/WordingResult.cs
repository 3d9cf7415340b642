using System.Text.Json.Serialization;
using Grid.Domain.Text;

namespace Grid.Domain.Persons.Wording;

/// <summary>What a supervisor found when looking at flagged wording. The values are stored; never renumber.</summary>
[JsonConverter(typeof(StrictEnumConverter<WordingResult>))]
public enum WordingResult
{
    /// <summary>The words were lawful.</summary>
    Harmless = 1,

    /// <summary>Somebody spoke with the author about it; nothing had to be undone.</summary>
    TalkedTo = 2,

    /// <summary>What rested on such a ground was undone.</summary>
    Corrected = 3,
}
