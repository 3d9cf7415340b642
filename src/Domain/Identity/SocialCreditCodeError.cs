using System.Text.Json.Serialization;
using Grid.Domain.Text;

namespace Grid.Domain.Identity;

/// <summary>Why a text is no unified social credit code.</summary>
[JsonConverter(typeof(StrictEnumConverter<SocialCreditCodeError>))]
public enum SocialCreditCodeError
{
    None = 0,
    Empty,

    /// <summary>Not 18 characters.</summary>
    BadLength,

    /// <summary>A character outside 0-9 and A-Z without I, O, S, V and Z.</summary>
    BadCharacter,

    /// <summary>Characters 3 to 8, the area, are not digits.</summary>
    BadArea,

    /// <summary>The check character does not fit the other 17.</summary>
    BadCheckCharacter,
}
