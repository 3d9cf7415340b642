using System.Text.Json.Serialization;
using Grid.Domain.Text;

namespace Grid.Domain.Persons;

/// <summary>What a person objects to.</summary>
[JsonConverter(typeof(StrictEnumConverter<ObjectionSubject>))]
public enum ObjectionSubject
{
    NonApproval,
    Exit,
    Data,
}
