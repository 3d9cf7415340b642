using System.Text.Json.Serialization;
using Grid.Domain.Text;

namespace Grid.Domain.Numbers;

/// <summary>Why a text is no number of this register.</summary>
[JsonConverter(typeof(StrictEnumConverter<NumberError>))]
public enum NumberError
{
    None = 0,
    Empty,
    BadLength,

    /// <summary>A character that is not a digit; in a platform's number, neither letter nor digit nor hyphen.</summary>
    BadCharacter,

    /// <summary>The date or month in the number is not in the calendar.</summary>
    BadDate,

    /// <summary>The check digit does not fit: a typing slip.</summary>
    BadCheckDigit,
}
