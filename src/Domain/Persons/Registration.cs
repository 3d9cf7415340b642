using Grid.Domain.Calendar;
using Grid.Domain.Codes;
using Grid.Domain.Numbers;
using Grid.Domain.Persons.Duties;

namespace Grid.Domain.Persons;

/// <summary>An active registration (失业登记).</summary>
public sealed record Registration
{
    public required RegistrationNumber Number { get; init; }

    /// <summary>The application that led to it.</summary>
    public required ApplicationNumber Application { get; init; }

    public required string Office { get; init; }

    public required PlaceGround Ground { get; init; }

    public ByReferenceGroup? ByReference { get; init; }

    /// <summary>In the stock of the urban statistics (79/2020 (十)): ordinary, at an urban office, with a document that counts.</summary>
    public required bool Counted { get; init; }

    public required ApplicationChannel Channel { get; init; }

    public required UnemploymentReason Reason { get; init; }

    public string? OtherReason { get; init; }

    public required DateOnly UnemployedOn { get; init; }

    public required IReadOnlyList<string> JobWishes { get; init; }

    public required DateOnly RegisteredOn { get; init; }

    /// <summary>The day by whose end the person must have been contacted first (79/2020 (三), five working days).</summary>
    public required Deadline FirstContactDue { get; init; }

    /// <summary>What the duties of this registration hang on.</summary>
    public ServiceState Service { get; init; } = ServiceState.None;

    /// <summary>An exit that waits for a second person, because of its reason.</summary>
    public ExitCheck? ExitCheck { get; init; }

    /// <summary>
    /// After a reorganisation moved it: whether the place where the person registered is urban. Null: that of the office.
    /// </summary>
    public bool? UrbanPlace { get; init; }

    public IReadOnlyList<TransferRequest> TransferRequests { get; init; } = [];
}
