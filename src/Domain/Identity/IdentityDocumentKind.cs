using System.Text.Json.Serialization;
using Grid.Domain.Text;

namespace Grid.Domain.Identity;

/// <summary>The kind of an identity document (证件类型). It is read from the number, never chosen.</summary>
[JsonConverter(typeof(StrictEnumConverter<IdentityDocumentKind>))]
public enum IdentityDocumentKind
{
    /// <summary>Citizen number, GB 11643-1999 (公民身份号码); a social security card (社会保障卡) carries it too.</summary>
    CitizenNumber = 1,

    /// <summary>Residence permit for Hong Kong residents (港澳台居民居住证), area 810000.</summary>
    HongKongResidencePermit = 2,

    /// <summary>Residence permit for Macao residents, area 820000.</summary>
    MacaoResidencePermit = 3,

    /// <summary>Residence permit for Taiwan residents, area 830000.</summary>
    TaiwanResidencePermit = 4,

    /// <summary>Foreign permanent resident card, version of 2017 (外国人永久居留身份证): 3 letters and 12 digits.</summary>
    ForeignResidentCard2017 = 5,

    /// <summary>Foreign permanent resident card, version of 2023: 18 characters, the first is 9; valid beside that of 2017.</summary>
    ForeignResidentCard2023 = 6,
}
