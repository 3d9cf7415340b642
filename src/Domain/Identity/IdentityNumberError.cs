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

    /// <summary>Neither 18 characters, nor the 15 of a foreign card of 2017.</summary>
    BadLength,

    /// <summary>A character that cannot stand where it stands.</summary>
    BadCharacter,

    /// <summary>The birth date in the number is not in the calendar, or lies before 1850.</summary>
    BadBirthDate,

    /// <summary>The check character does not fit the other 17: a typing slip.</summary>
    BadCheckDigit,

    /// <summary>An old citizen number of 15 digits: it has neither century nor check digit, so the person's own of 18 must be confirmed; see <see cref="IdentityNumber.Candidates"/>.</summary>
    ConfirmFifteenDigits,

    /// <summary>The number of another document: a travel permit (来往内地通行证, 台胞证), a passport. Only the kinds of <see cref="IdentityDocumentKind"/> are accepted.</summary>
    OtherDocument,
}
