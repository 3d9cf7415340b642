using System.Text.Json.Serialization;
using Grid.Domain.Text;

namespace Grid.Domain.Persons.Consequences;

/// <summary>The figure that a count entry moves.</summary>
[JsonConverter(typeof(StrictEnumConverter<CountKind>))]
public enum CountKind
{
    /// <summary>New registration (本期新增).</summary>
    New,

    /// <summary>Exit (本期减少); a revoked one has sign −1.</summary>
    Exit,

    TransferIn,
    TransferOut,

    /// <summary>A breakdown changed by a correction: one entry takes out the old facts, one puts in the new.</summary>
    Correction,

    /// <summary>A by-reference case that ended because of an ordinary registration; sign −1 when that one is gone and the case stands again.</summary>
    ByReferenceEnded,

    /// <summary>Linking or unlinking two numbers moved the case between records.</summary>
    Link,

    /// <summary>Taken out because it was entered in error.</summary>
    EnteredInError,
}
