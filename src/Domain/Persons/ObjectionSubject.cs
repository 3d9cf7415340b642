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

    /// <summary>The revocation of a registration (撤销登记).</summary>
    Revocation,
}
