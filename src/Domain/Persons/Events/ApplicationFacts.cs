using Grid.Domain.Calendar;
using Grid.Domain.Codes;
using Grid.Domain.Numbers;

namespace Grid.Domain.Persons.Events;

/// <summary>The readable part of an accepted application.</summary>
public sealed record ApplicationFacts(ApplicationNumber Number, PlatformApplicationNumber? PlatformNumber, ApplicationChannel Channel, string Office, PlaceGround Ground, ByReferenceGroup? ByReference, DateTimeOffset SubmittedAt, Deadline ReviewDue);
