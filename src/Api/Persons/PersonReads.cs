using System.Globalization;
using Grid.Api.Access;
using Grid.Api.Commands;
using Grid.Api.Problems;
using Grid.Api.Requests;
using Grid.Api.Security;
using Grid.Api.Views;
using Grid.Domain.Numbers;
using Grid.Domain.Persons;
using Grid.Domain.Text;
using Grid.Grains.Interfaces.Counting;
using Grid.Grains.Interfaces.Persons.Reading;
using Grid.Grains.Interfaces.Reference;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Grid.Api.Persons;

/// <summary>Reading persons: every read is on the access log before it is answered.</summary>
internal static class PersonReads
{
    public static async Task<Ok<PersonView>> One(
        string personId,
        HttpResponse response,
        Caller caller,
        CommandSender sender,
        IReferenceData reference,
        AccessRecorder access,
        StockBands bands,
        TimeProvider clock,
        CancellationToken cancelled
    )
    {
        var record = Scope.Require(caller, (await sender.ReadAsync(CommandRouter.Person(personId), cancelled))?.Record);
        await access.PersonAsync(caller, "persons.read", record, cancelled);
        response.Tell(record.Sequence);
        return TypedResults.Ok(PersonView.Of(record, reference.Offices, bands, clock));
    }

    /// <summary>The full values, with a reason; the reason goes to the access log.</summary>
    public static async Task<Ok<RevealView>> Reveal(
        string personId,
        Caller caller,
        Body<RevealBody> body,
        CommandSender sender,
        UseNotes uses,
        AccessRecorder access,
        TimeProvider clock,
        CancellationToken cancelled
    )
    {
        var reason = body.Value.Read(new Fields(clock));
        var record = Scope.Require(caller, (await sender.ReadAsync(CommandRouter.Person(personId), cancelled))?.Record);
        var view = RevealView.Of(record) ?? throw new Problem(ProblemCatalogue.NotFound).AsException();
        await uses.NoteAsync(caller, record, DataUse.Revealed, cancelled);
        await access.PersonAsync(caller, "persons.reveal", record, cancelled, reason);
        return TypedResults.Ok(view);
    }

    /// <summary>The person's journal, oldest first.</summary>
    public static async Task<Ok<HistoryView>> History(
        string personId,
        HttpRequest request,
        Caller caller,
        CommandSender sender,
        IJournalReader journal,
        AccessRecorder access,
        CancellationToken cancelled
    )
    {
        var query = new QueryReader(request);
        var page = query.Page();
        query.ThrowIfWrong();
        var after = 0L;
        if (page.After is { } cursor && !(long.TryParse(cursor, NumberStyles.None, CultureInfo.InvariantCulture, out after) && after >= 0))
            throw Problem.Fields(new FieldError("query.cursor", FieldCodes.BadCursor)).AsException();

        var record = Scope.Require(caller, (await sender.ReadAsync(CommandRouter.Person(personId), cancelled))?.Record);
        var entries = await journal.ReadAsync(record.Id, after, page.Size + 1, cancelled);
        await access.PersonAsync(caller, "persons.history", record, cancelled);
        var shown = entries.Take(page.Size).ToList();
        return TypedResults.Ok(
            new HistoryView(
                record.Id.ToString(),
                [
                    .. shown
                        .Where(entry => !EarlierCases.IsHidden(caller, record, entry.Office) && !AboutOffices.IsHidden(caller, entry.Event))
                        .Select(HistoryLine.Of),
                ],
                query.Next(entries.Count > shown.Count ? shown[^1].Sequence.ToString(CultureInfo.InvariantCulture) : null)
            )
        );
    }

    /// <summary>One registration, active or over.</summary>
    public static async Task<Ok<RegistrationView>> Registration(
        string number,
        HttpResponse response,
        Caller caller,
        IPersonSearch search,
        CommandSender sender,
        AccessRecorder access,
        CancellationToken cancelled
    )
    {
        if (!RegistrationNumber.TryParse(number, out var wanted, out var wrong))
            throw Problem.Fields(new FieldError("path.number", EnumName.Of(wrong))).AsException();

        var person = await search.ByRegistrationNumberAsync(wanted, cancelled)
            ?? throw new Problem(ProblemCatalogue.NotFound).AsException();
        var found = (await sender.ReadFoundAsync(person, cancelled))?.Record;
        if (found?.InError.FirstOrDefault(error => error.Registration?.Number == wanted) is { } error)
        {
            Scope.Require(caller, error.Registration!.Office, found.Id);
            await access.PersonAsync(caller, "registrations.read", found, cancelled);
            response.Tell(found.Sequence);
            return TypedResults.Ok(RegistrationView.OfError(found, error));
        }

        var record = Scope.Require(caller, found);
        var view =
            record.Registration is { } active && active.Number == wanted ? RegistrationView.Of(record, active)
            : record.Past.LastOrDefault(past => past.Number == wanted) is { } past ? RegistrationView.Of(record, past)
            : throw new Problem(ProblemCatalogue.NotFound).AsException();
        await access.PersonAsync(caller, "registrations.read", record, cancelled);
        response.Tell(record.Sequence);
        return TypedResults.Ok(view);
    }
}
