using System.Text.Json.Serialization;
using Grid.Domain.Text;

namespace Grid.Domain.Persons.Services;

/// <summary>What came of a service.</summary>
[JsonConverter(typeof(StrictEnumConverter<ServiceResult>))]
public enum ServiceResult
{
    /// <summary>Given, nothing to wait for.</summary>
    Given = 1,

    /// <summary>Offered, no answer yet.</summary>
    Offered = 2,

    Accepted = 3,

    /// <summary>Not wanted. Never a ground for an exit, 79/2020 (四).</summary>
    NotWanted = 4,

    Successful = 5,
    NotSuccessful = 6,
}
