using System.Text.Json.Serialization;
using Grid.Domain.Text;

namespace Grid.Domain.Codes;

/// <summary>Sex (性别), GB/T 2261.1; the values are its codes.</summary>
[JsonConverter(typeof(StrictEnumConverter<Sex>))]
public enum Sex
{
    /// <summary>未知的性别</summary>
    Unknown = 0,

    /// <summary>男</summary>
    Male = 1,

    /// <summary>女</summary>
    Female = 2,

    /// <summary>未说明的性别</summary>
    NotStated = 9,
}
