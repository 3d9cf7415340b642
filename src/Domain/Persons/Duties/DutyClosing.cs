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

    /// <summary>Its time went by unfulfilled: a second month began after a follow-up's own, or the case ended when it was overdue.</summary>
    Missed = 3,

    /// <summary>There is nothing to do any more: the case ended before the last day was over, or goes on elsewhere, or never was.</summary>
    Obsolete = 4,
}
