using System.Text.Json.Serialization;
using Grid.Domain.Text;

namespace Grid.Domain.Persons.Consequences;

/// <summary>The messages of §1.6.</summary>
[JsonConverter(typeof(StrictEnumConverter<NoticeKind>))]
public enum NoticeKind
{
    Receipt,
    IdentityCorrection,
    Transfer,
    Approved,
    NotApproved,
    Exited,
    ExitRevoked,

    /// <summary>The answer to an objection.</summary>
    ObjectionAnswered,
}
