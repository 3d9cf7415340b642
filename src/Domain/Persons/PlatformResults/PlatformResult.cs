using System.Text.Json.Serialization;
using Grid.Domain.Text;

namespace Grid.Domain.Persons.PlatformResults;

/// <summary>What became of an application of the platform. Every one that was downloaded gets one of these under its own number.</summary>
[JsonConverter(typeof(StrictEnumConverter<PlatformResult>))]
public enum PlatformResult
{
    Approved,
    NotApproved,

    /// <summary>The person took it back.</summary>
    Withdrawn,

    /// <summary>It was made under another person's number.</summary>
    EnteredInError,

    /// <summary>The person is registered: at that office already, or there since the transfer.</summary>
    AlreadyRegistered,

    /// <summary>The person stays with the office that has the case.</summary>
    TransferDeclined,

    /// <summary>It asked for a case that has ended since.</summary>
    Lapsed,

    /// <summary>It could not be taken over; the office settled it with the person.</summary>
    SettledByOffice,
}
