using System.Text.Json.Serialization;
using Grid.Domain.Text;

namespace Grid.Domain.Persons.Duties;

/// <summary>How a duty came to its end. The values are stored; never renumber.</summary>
[JsonConverter(typeof(StrictEnumConverter<DutyClosing>))]
public enum DutyClosing
{
    /// <summary>Fulfilled on or before its last day.</summary>
    InTime = 1,

    /// <summary>Fulfilled, but late.</summary>
    Late = 2,

    /// <summary>Its time went by unfulfilled: the next month's follow-up has taken its place.</summary>
    Missed = 3,

    /// <summary>There is nothing to do any more: the case ended or left.</summary>
    Obsolete = 4,
}
