using System.Text.Json.Serialization;
using Grid.Domain.Text;

namespace Grid.Domain.Persons.Services;

/// <summary>How far the person has been helped to a policy.</summary>
[JsonConverter(typeof(StrictEnumConverter<PolicyStep>))]
public enum PolicyStep
{
    Told = 1,
    Helped = 2,
    Applied = 3,
    Granted = 4,
    Declined = 5,
}
