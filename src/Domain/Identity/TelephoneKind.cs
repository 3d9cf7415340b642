using System.Text.Json.Serialization;
using Grid.Domain.Text;

namespace Grid.Domain.Identity;

/// <summary>What kind of telephone a number reaches.</summary>
[JsonConverter(typeof(StrictEnumConverter<TelephoneKind>))]
public enum TelephoneKind
{
    /// <summary>Mainland mobile (手机): can receive messages.</summary>
    Mobile = 1,

    /// <summary>Mainland landline with its area number (固定电话).</summary>
    Landline = 2,

    /// <summary>Hong Kong, Macao, Taiwan or abroad, with + and country code.</summary>
    International = 3,
}
