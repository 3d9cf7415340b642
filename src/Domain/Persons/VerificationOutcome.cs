using System.Text.Json.Serialization;
using Grid.Domain.Text;

namespace Grid.Domain.Persons;

/// <summary>What a check showed.</summary>
[JsonConverter(typeof(StrictEnumConverter<VerificationOutcome>))]
public enum VerificationOutcome
{
    Confirmed,
    Contradicted,
    Inconclusive,
}
