using Grid.Api.Access;
using Grid.Api.Commands;
using Grid.Api.OpenApi;
using Grid.Api.Problems;
using Grid.Api.Requests;
using Grid.Api.Security;
using Grid.Domain.Calendar;
using Grid.Domain.Identity;
using Grid.Domain.Numbers;
using Grid.Domain.Persons;
using Grid.Grains.Interfaces.Persons;
using Grid.Grains.Interfaces.Reference;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Grid.Api.Progress;

/// <summary>
/// Progress for who calls 12333 (79/2020 (十三)): the caller says identity number and name, and the agent hears how far the case is. No number of
/// an application or registration is in the answer, which with the identity number would open what is the person's own.
/// </summary>
internal static class HotlineProgress
{
    public static async Task<Ok<HotlineView>> Find(
        Caller caller,
        Body<HotlineBody> body,
        IPersonIdentifier identifier,
        CommandSender sender,
        IReferenceData reference,
        AccessRecorder access,
        TimeProvider clock,
        CancellationToken cancelled
    )
    {
        var (number, name) = body.Value.Read(new Fields(clock));
        var person = identifier.Identify(number);
        var record = (await sender.ReadAsync(person, cancelled))?.Record;
        if (
            record?.Identity is not { } identity
            || identity.Name.SearchKey != name.SearchKey
            || LatestOf(record) is not { } receipt
            || ProgressView.Of(EarlierCases.Cut(receipt, record), receipt, reference.Offices, clock.Today()) is not { } progress
        )
        {
            // The same answer for an unknown number and for another name.
            throw new Problem(ProblemCatalogue.ProgressNotFound) { Persons = [person] }.AsException();
        }

        await access.PersonAsync(caller, "hotline.progress", record, cancelled);
        return TypedResults.Ok(HotlineView.Of(progress));
    }

    /// <summary>The application of the person's latest case.</summary>
    private static ApplicationNumber? LatestOf(PersonRecord record) =>
        record.Application?.Number
        ?? record.Registration?.Application
        ?? (record.Past is [.., var last] ? last.Registration.Application : null);
}

/// <summary>What the caller says of himself or herself.</summary>
public sealed record HotlineBody : IRequest<HotlineBody>
{
    public string? IdentityNumber { get; init; }

    /// <summary>As in the record; another one finds nothing.</summary>
    public string? Name { get; init; }

    public static HotlineBody Example { get; } = new() { IdentityNumber = ProgressBody.Example.IdentityNumber, Name = "张三" };

    internal (IdentityNumber Number, PersonName Name) Read(Fields fields)
    {
        var number = fields.Identity(IdentityNumber, "identityNumber");
        var name = fields.Value<PersonName, PersonNameError>(Name, "name", PersonName.TryParse);
        fields.ThrowIfWrong();
        return (number!, name!);
    }
}

/// <summary>How far the latest case of a caller is; members as in the progress that the person sees.</summary>
public sealed record HotlineView
{
    /// <inheritdoc cref="ProgressView.Label"/>
    public required string Label { get; init; }

    /// <inheritdoc cref="ProgressView.LabelEn"/>
    public required string LabelEn { get; init; }

    /// <inheritdoc cref="ProgressView.Result"/>
    [Among("ProgressResult")]
    public string? Result { get; init; }

    public required ProgressOffice Office { get; init; }

    /// <inheritdoc cref="ProgressView.Due"/>
    public DateOnly? Due { get; init; }

    /// <inheritdoc cref="ProgressView.CorrectionAsked"/>
    public bool? CorrectionAsked { get; init; }

    /// <inheritdoc cref="ProgressView.NotApprovedBecause"/>
    public string? NotApprovedBecause { get; init; }

    public string? NotApprovedBecauseEn { get; init; }

    /// <inheritdoc cref="ProgressView.EndedOn"/>
    public DateOnly? EndedOn { get; init; }

    /// <inheritdoc cref="ProgressView.EndedBecause"/>
    public string? EndedBecause { get; init; }

    public string? EndedBecauseEn { get; init; }

    /// <inheritdoc cref="ProgressView.Objections"/>
    public IReadOnlyList<OpenObjectionView>? Objections { get; init; }

    internal static HotlineView Of(ProgressView progress) =>
        new()
        {
            Label = progress.Label,
            LabelEn = progress.LabelEn,
            Result = progress.Result,
            Office = progress.Office,
            Due = progress.Due,
            CorrectionAsked = progress.CorrectionAsked,
            NotApprovedBecause = progress.NotApprovedBecause,
            NotApprovedBecauseEn = progress.NotApprovedBecauseEn,
            EndedOn = progress.EndedOn,
            EndedBecause = progress.EndedBecause,
            EndedBecauseEn = progress.EndedBecauseEn,
            Objections = progress.Objections,
        };
}
