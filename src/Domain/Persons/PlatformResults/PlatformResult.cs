using System.Globalization;
using System.Text.Json.Serialization;
using Grid.Domain.Regions;
using Grid.Domain.Text;

namespace Grid.Domain.Persons;

/// <summary>The result of an application of the platform. Every one that was downloaded gets one of these under its own number.</summary>
[JsonConverter(typeof(StrictEnumConverter<PlatformResult>))]
public enum PlatformResult
{
    Approved,
    NotApproved,

    /// <summary>The person withdrew it.</summary>
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

/// <summary>
/// Why an application of the platform that could not be taken over is closed without one of the register's. Each is something that the
/// person said. None refuses the right to register: the register never had an application that could be refused, and that a person was not
/// reached, or has no papers, is no reason (79/2020 (二)).
/// </summary>
[JsonConverter(typeof(StrictEnumConverter<ClosingReason>))]
public enum ClosingReason
{
    /// <summary>The person does not want to register (any more).</summary>
    Withdrawn = 1,

    /// <summary>The person who was reached did not make it: number or telephone belong to another person.</summary>
    SomebodyElses = 2,

    /// <summary>The person has applied, or is registered, at an office out of reach.</summary>
    AppliedElsewhere = 3,

    /// <summary>Other content of the same number was taken over; what differs was corrected with the person.</summary>
    TakenOver = 4,
}

/// <summary>The result of an application of the platform that an office settled without one of the register's.</summary>
public static class SettledByOffice
{
    /// <summary>Only telephone calls and meetings count as talks: a message without an answer settles nothing.</summary>
    public static bool IsTalk(ContactChannel channel) =>
        channel is ContactChannel.Telephone or ContactChannel.FaceToFace or ContactChannel.HomeVisit or ContactChannel.Online;

    /// <summary>The item for the platform. It names no person: the register has none for it.</summary>
    /// <param name="id">Of the stored application.</param>
    /// <param name="number">The platform's number as it came.</param>
    /// <param name="office">The office in charge, or where there is none that of who settled it.</param>
    public static PlatformItem Result(long id, string number, string office, Actor by, DateTimeOffset at, OfficeDirectory offices)
    {
        ArgumentNullException.ThrowIfNull(by);
        return PlatformItems.Of(
            PlatformItemKind.Result,
            string.Create(CultureInfo.InvariantCulture, $"result:settled:{id}:{number}"),
            Calendar.ChinaTime.DateOf(at),
            office,
            offices,
            new
            {
                PlatformNumber = number,
                Status = PlatformResult.SettledByOffice,
                Office = office,
                Reviewer = by.Subject,
                At = at,
            }
        );
    }
}
