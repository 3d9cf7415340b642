using System.Text.Json.Serialization;
using Grid.Domain.Text;

namespace Grid.Domain.Platform;

/// <summary>How a value travels to and from the national platform; always as a JSON text.</summary>
[JsonConverter(typeof(StrictEnumConverter<PlatformForm>))]
public enum PlatformForm
{
    Text,

    /// <summary>yyyy-MM-dd, in China.</summary>
    Date,

    /// <summary>ISO 8601 with its offset.</summary>
    Moment,

    /// <summary><c>1</c> or <c>0</c>.</summary>
    Flag,

    /// <summary>A region code of 6, 9 or 12 digits.</summary>
    Region,

    /// <summary>A code of a list, or of the field's own table of values.</summary>
    Code,

    /// <summary>Codes of a list, separated by commas.</summary>
    Codes,

    /// <summary>The Chinese text of a code; only goes out.</summary>
    CodeText,

    /// <summary>The code of the kind of document that an identity number shows.</summary>
    DocumentKind,
}
