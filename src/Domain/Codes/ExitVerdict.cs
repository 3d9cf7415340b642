using System.Text.Json.Serialization;
using Grid.Domain.Text;

namespace Grid.Domain.Codes;

/// <summary>What 79/2020 (四) says of a code of AJC00A.</summary>
[JsonConverter(typeof(StrictEnumConverter<ExitVerdict>))]
public enum ExitVerdict
{
    /// <summary>It may close a record by itself.</summary>
    ClosesAlone = 1,

    /// <summary>It may close a record under the condition in the entry's note.</summary>
    Conditional = 2,

    /// <summary>It cannot close a record: there is no member of <see cref="ExitReason"/> for it.</summary>
    Forbidden = 3,
}
