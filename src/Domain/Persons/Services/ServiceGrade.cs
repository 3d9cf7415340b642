using System.Text.Json.Serialization;
using Grid.Domain.Text;

namespace Grid.Domain.Persons.Services;

/// <summary>How much help the person needs (分级分类), 79/2020 (三).</summary>
[JsonConverter(typeof(StrictEnumConverter<ServiceGrade>))]
public enum ServiceGrade
{
    /// <summary>自主求职型: finds work alone, needs information.</summary>
    SelfReliant = 1,

    /// <summary>一般服务型: needs guidance or training.</summary>
    Assisted = 2,

    /// <summary>重点帮扶型: hardship or long-term unemployed.</summary>
    Intensive = 3,
}
