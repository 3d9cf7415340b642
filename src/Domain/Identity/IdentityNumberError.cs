using System.Text.Json.Serialization;
using Grid.Domain.Text;

namespace Grid.Domain.Identity;

/// <summary>Why a text is no identity number. An unknown area is no reason: abolished codes stay in their owners' numbers.</summary>
[JsonConverter(typeof(StrictEnumConverter<IdentityNumberError>))]
public enum IdentityNumberError
{
    None = 0,

    /// <summary>Nothing is left after blanks are taken away.</summary>
    Empty,

    /// <summary>Neither 18 characters, nor 15 (an old citizen number, or a foreign card of 2017).</summary>
    BadLength,

    /// <summary>A character that cannot stand where it stands.</summary>
    BadCharacter,

    /// <summary>The birth date in the number is not in the calendar, or lies before 1850.</summary>
    BadBirthDate,

    /// <summary>The check character does not fit the other 17: a typing slip.</summary>
    BadCheckDigit,
}
