using System.Text.Json.Serialization;
using Grid.Domain.Text;

namespace Grid.Domain.Persons.Consequences;

/// <summary>The kinds of items that leave for the national platform.</summary>
[JsonConverter(typeof(StrictEnumConverter<PlatformItemKind>))]
public enum PlatformItemKind
{
    /// <summary>审核结果.</summary>
    Result,

    /// <summary>失业登记.</summary>
    Registration,

    /// <summary>登记退出.</summary>
    Exit,

    ExitRevoked,
    Correction,
    Transfer,
    Link,
    EnteredInError,

    /// <summary>撤销登记.</summary>
    Revoked,

    /// <summary>A revocation that was wrong: the registration is valid as before.</summary>
    RevocationUndone,

    /// <summary>告知: somebody was informed of an exit, a non-approval or a revocation, or it was tried.</summary>
    Informed,
}
