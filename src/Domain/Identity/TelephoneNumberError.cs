using System.Text.Json.Serialization;
using Grid.Domain.Text;

namespace Grid.Domain.Identity;

/// <summary>Why a text is no telephone number of a person.</summary>
[JsonConverter(typeof(StrictEnumConverter<TelephoneNumberError>))]
public enum TelephoneNumberError
{
    None = 0,
    Empty,

    /// <summary>A character that no telephone number has.</summary>
    BadCharacter,

    /// <summary>A mobile number that has not 11 digits, or a landline whose own part has not 7 or 8.</summary>
    BadLength,

    /// <summary>Neither mobile (1, then 3 to 9) nor with an area number (0…) nor with a country code (+…).</summary>
    MissingAreaNumber,

    /// <summary>An extension that is no number of 1 to 6 digits, or stands where there can be none.</summary>
    BadExtension,

    /// <summary>A number with a country code that is too short or too long for it.</summary>
    BadInternational,
}
