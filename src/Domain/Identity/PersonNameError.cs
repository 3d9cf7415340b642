using System.Text.Json.Serialization;
using Grid.Domain.Text;

namespace Grid.Domain.Identity;

/// <summary>Why a text is no person's name.</summary>
[JsonConverter(typeof(StrictEnumConverter<PersonNameError>))]
public enum PersonNameError
{
    None = 0,
    Empty,

    /// <summary>Fewer than 2 characters without blanks.</summary>
    TooShort,

    /// <summary>More than 100 characters.</summary>
    TooLong,

    /// <summary>A line break, a tab or another control character inside the name, or half a surrogate pair.</summary>
    ControlCharacter,

    /// <summary>A digit.</summary>
    Digit,

    /// <summary>A sign that is part of no name: brackets, slashes, pictures.</summary>
    BadCharacter,

    /// <summary>A character from a private use area, which every system draws in its own way: the standard one (GB 18030-2022) is needed.</summary>
    PrivateUseCharacter,

    /// <summary>A middle dot, hyphen or apostrophe at an end or beside another.</summary>
    MisplacedMark,
}
