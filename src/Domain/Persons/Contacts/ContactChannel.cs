using System.Text.Json.Serialization;
using Grid.Domain.Text;

namespace Grid.Domain.Persons.Contacts;

/// <summary>How the person was contacted (联系方式), 79/2020 (三) 「通过电话、短信等方式」.</summary>
[JsonConverter(typeof(StrictEnumConverter<ContactChannel>))]
public enum ContactChannel
{
    Telephone = 1,
    ShortMessage = 2,
    Online = 3,
    FaceToFace = 4,
    HomeVisit = 5,
    Letter = 6,

    /// <summary>The person's own report over a link; counts because it was answered.</summary>
    OwnReport = 7,
}
