using Grid.Api.Requests;
using Grid.Domain.Codes;
using Grid.Domain.Persons;

namespace Grid.Api.Views;

/// <summary>Another office's request for the case.</summary>
public sealed record TransferRequestView(string Id, string ToOffice, string Ground, DateTimeOffset AskedAt)
{
    internal static TransferRequestView Of(TransferRequest request) =>
        new(request.Id, request.ToOffice, ListCodes.Of(CodeListIds.PlaceGround, request.Ground), request.AskedAt);
}
