using System.Text.Json.Serialization;
using Grid.Domain.Text;

namespace Grid.Domain.Codes;

/// <summary>What an exit rests on (退出依据).</summary>
[JsonConverter(typeof(StrictEnumConverter<ExitBasis>))]
public enum ExitBasis
{
    /// <summary>本人申报</summary>
    PersonDeclaration = 1,

    /// <summary>信息比对, with source and time of the match</summary>
    DataMatch = 2,

    /// <summary>人工核查, with the clerk's note</summary>
    ManualCheck = 3,
}
