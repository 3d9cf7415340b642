using System.Text.Json.Serialization;
using Grid.Domain.Text;

namespace Grid.Domain.Persons;

/// <summary>What a check is about. There is none about papers, insurance or benefit conditions, because nothing may depend on them.</summary>
[JsonConverter(typeof(StrictEnumConverter<VerificationSubject>))]
public enum VerificationSubject
{
    /// <summary>The person is who the number says.</summary>
    Identity,

    /// <summary>No valid employment is on record.</summary>
    OutOfWork,

    /// <summary>Runs no business at present.</summary>
    NoActiveBusiness,

    /// <summary>Draws no basic pension.</summary>
    NoPension,

    /// <summary>Is able to work.</summary>
    AbleToWork,

    /// <summary>Wants to work; only the person can say otherwise.</summary>
    WantsWork,

    /// <summary>The stated reason of unemployment.</summary>
    UnemploymentReason,

    /// <summary>Belongs to the by-reference group that was named.</summary>
    ByReferenceGroup,

    /// <summary>Is alive, although a registration under this number ended by death. The register itself records the hit; only a check by hand or newer data clear it.</summary>
    NotDeceased,
}
