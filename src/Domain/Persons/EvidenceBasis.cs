using System.Text.Json.Serialization;
using Grid.Domain.Text;

namespace Grid.Domain.Persons;

/// <summary>The kinds of basis of §1.6: declaration by the person, data matching (信息比对), check by hand (人工核查).</summary>
[JsonConverter(typeof(StrictEnumConverter<EvidenceBasis>))]
public enum EvidenceBasis
{
    PersonDeclaration = 1,
    DataMatch = 2,
    ManualCheck = 3,
}
