using Grid.Domain.Codes;

namespace Grid.Domain.Persons;

/// <summary>Another office asks for the case because the person applied there. One for each office; a repeat is the same request.</summary>
public sealed record TransferRequest(string Id, string ToOffice, PlaceGround Ground, DateTimeOffset AskedAt, string AskedBy);
