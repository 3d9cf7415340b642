using Grid.Api.Access;
using Grid.Api.Commands;
using Grid.Api.OpenApi;
using Grid.Api.Problems;
using Grid.Api.Requests;
using Grid.Api.Security;
using Grid.Api.Views;
using Grid.Domain.Codes;
using Grid.Domain.Persons;
using Grid.Domain.Regions;
using Grid.Domain.Text;
using Grid.Grains.Interfaces.Reference;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Grid.Api.Persons;

/// <summary>What an office that asks for a case can read: its own form, and how far its request is.</summary>
internal static class TransferRequestReads
{
    /// <summary>Of an office within the caller's reach; everything else is not found, as if it were not there.</summary>
    public static async Task<Ok<AskedTransferView>> One(
        string personId,
        string id,
        Caller caller,
        CommandSender sender,
        IReferenceData reference,
        AccessRecorder access,
        CancellationToken cancelled
    )
    {
        var record = (await sender.ReadAsync(CommandRouter.Person(personId), cancelled))?.Record;
        if (record is null || TransferRequestStatus.Find(record, id) is not { } request || !Scope.Reaches(caller, request.ToOffice))
            throw new Problem(ProblemCatalogue.NotFound).AsException();

        await access.PersonAsync(caller, "transfer-requests.read", record, cancelled);
        return TypedResults.Ok(AskedTransferView.Of(record, id, request, reference.Offices));
    }
}

/// <summary>
/// A transfer request as the asking office sees it. Of the person there is what that office wrote down itself, and of the case only the
/// office to call, while the request is open.
/// </summary>
public sealed record AskedTransferView
{
    public required string Id { get; init; }

    /// <summary>
    /// <c>open</c>, <c>granted</c>, <c>declined</c> (the person stays), <c>lapsed</c> (not answered in time) or <c>ended</c> (the case is
    /// over).
    /// </summary>
    [NamesOf<TransferRequestState>]
    public required string Status { get; init; }

    public required string PersonId { get; init; }

    /// <summary>The office that asks.</summary>
    public required string ToOffice { get; init; }

    public required DateTimeOffset AskedAt { get; init; }

    /// <summary>The last day on which it can be answered, inclusive; absent once it is closed.</summary>
    public DateOnly? AnswerableUntil { get; init; }

    /// <summary>The office that holds the case; absent once the request is closed.</summary>
    public OfficeContactView? Holder { get; init; }

    /// <summary>What the asking office wrote down; absent once the request is closed.</summary>
    public TransferFormView? Form { get; init; }

    internal static AskedTransferView Of(PersonRecord record, string id, TransferRequestStatus request, OfficeDirectory offices) =>
        new()
        {
            Id = id,
            Status = EnumName.Of(request.State),
            PersonId = record.Id.ToString(),
            ToOffice = request.ToOffice,
            AskedAt = request.AskedAt,
            AnswerableUntil = request.AnswerableUntil,
            Holder = request.Open is null ? null : OfficeContactView.Of(HolderOf(record), offices),
            Form = request.Open is { } open ? TransferFormView.Of(open) : null,
        };

    /// <summary>Who answers: of an open application beside a registration by reference, the application's office.</summary>
    private static string? HolderOf(PersonRecord record) =>
        record.Application is { IsOpen: true } open ? open.Office : record.Registration?.Office;
}

/// <summary>An office to call.</summary>
public sealed record OfficeContactView(string Code, string? Name, string? Telephone)
{
    internal static OfficeContactView? Of(string? code, OfficeDirectory offices) =>
        code is null ? null
        : offices.Find(code) is { } office ? new OfficeContactView(code, office.Name, office.Telephone)
        : new OfficeContactView(code, null, null);
}

/// <summary>The form of a second application, masked.</summary>
public sealed record TransferFormView
{
    public string? Name { get; init; }

    /// <summary>Masked.</summary>
    public string? IdentityNumber { get; init; }

    /// <summary>Masked.</summary>
    public string? Telephone { get; init; }

    /// <summary>Code list channel.</summary>
    [CodesOf(CodeListIds.Channel)]
    public string? Channel { get; init; }

    /// <summary>Code list place-ground.</summary>
    [CodesOf(CodeListIds.PlaceGround)]
    public required string Ground { get; init; }

    /// <summary>Code list unemployment-reason; a sealed reason shows as 90.</summary>
    [CodesOf(CodeListIds.UnemploymentReason)]
    public string? Reason { get; init; }

    public DateOnly? UnemployedOn { get; init; }

    [CodesOf(CodeListIds.JobWish)]
    public IReadOnlyList<string>? JobWishes { get; init; }

    internal static TransferFormView Of(TransferRequest request) =>
        new()
        {
            Name = request.Form?.Name.Value,
            IdentityNumber = request.Form?.Number.Masked,
            Telephone = request.Form?.Telephone?.Masked,
            Channel = request.Form is { } form ? ListCodes.Of(CodeListIds.Channel, form.Channel) : null,
            Ground = ListCodes.Of(CodeListIds.PlaceGround, request.Ground),
            Reason = request.Form is { } stated ? Mask.Reason(stated.Reason) : null,
            UnemployedOn = request.Form?.UnemployedOn,
            JobWishes = request.Form?.JobWishes,
        };
}
