using Grid.Api.Access;
using Grid.Api.Batches;
using Grid.Api.Commands;
using Grid.Api.Problems;
using Grid.Api.Requests;
using Grid.Api.Security;
using Grid.Domain.Identity;
using Grid.Domain.Persons;
using Grid.Grains.Interfaces.Access;
using Grid.Grains.Interfaces.Lists;
using Grid.Grains.Interfaces.Persons;
using Grid.Grains.Interfaces.Persons.Reading;
using Grid.Grains.Interfaces.Reference;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Grid.Api.Lists;

/// <summary>
/// Saved lists of persons: made of pasted numbers, kept for some weeks, and used to record the same with hundreds of persons at once. They
/// belong to the office of who made them.
/// </summary>
internal static class PersonListEndpoints
{
    private const string Root = "/v1/person-lists";

    public static void MapPersonLists(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup(Root).WithTags("Person lists");
        group
            .MapPost("", Create)
            .Writes("person-lists.create")
            .Counted(CountedCall.PersonList)
            .Produces<PersonListMadeView>(StatusCodes.Status201Created);
        group.MapGet("", List).Reads("person-lists.list");
        group.MapGet("/{id}", One).Reads("person-lists.read");
        group.MapPost("/{id}/contacts", Contact).Writes("person-lists.contact");
        group.MapPost("/{id}/services", Service).Writes("person-lists.service");
        group.MapPost("/{id}/deletion", Delete).Writes("person-lists.delete").Produces(StatusCodes.Status202Accepted);
    }

    public static string PathOf(Guid id) => $"{Root}/{id:N}";

    /// <summary>The list, where it is the caller's to use; 404 otherwise, as if it were not there.</summary>
    public static async Task<PersonList> RequireAsync(
        string id,
        string field,
        Caller caller,
        IPersonLists lists,
        TimeProvider clock,
        CancellationToken cancelled
    ) =>
        !Guid.TryParseExact(id, "N", out var wanted) ? throw Problem.Fields(new FieldError(field, FieldCodes.BadCode)).AsException()
        : await lists.FindAsync(wanted, clock.GetUtcNow(), cancelled) is { } list && Scope.Reaches(caller, list.Head.Office) ? list
        : throw new Problem(ProblemCatalogue.NotFound).AsException();

    private static async Task<IdempotentAnswer> Create(
        WriteRequest write,
        Body<PersonListBody> body,
        ListMaker maker,
        IPersonLists lists,
        IdempotentWrites writes,
        AccessRecorder access,
        TimeProvider clock
    )
    {
        var caller = write.Caller;
        var (name, numbers, days) = body.Value.Read(new Fields(clock));
        return await writes.RunAsync(write, write.Digest(body), async receipt =>
        {
            var made = await maker.MakeAsync(numbers, caller, write.Cancelled);
            var id = Guid.CreateVersion7(clock.GetUtcNow());
            var filter = FormattableString.Invariant($"list {id:N} of {numbers.Count} numbers");

            // As of a search: who was found, and who was asked for in vain.
            if (made.OutOfReach.Count > 0)
                await access.ListAsync(caller, write.Operation, made.OutOfReach, filter, write.Cancelled, AccessOutcome.OutOfReach);
            await access.ListAsync(caller, write.Operation, made.Persons, filter, write.Cancelled);
            if (made.Persons.Count == 0)
            {
                throw new Problem(ProblemCatalogue.EmptyList)
                {
                    Errors =
                    [
                        .. made
                            .LeftOut.Take(MostErrors)
                            .Select(one => new FieldError(FormattableString.Invariant($"numbers[{one.Line - 1}]"), one.Code)),
                    ],
                }.AsException();
            }

            var now = clock.GetUtcNow();
            var list = new NewPersonList(id, caller.Actor.Office!, name, caller.Actor.Subject, now, now.AddDays(days), made.Persons);
            var answer = IdempotentWrites.Created(
                PathOf(id),
                new PersonListMadeView(id.ToString("N"), made.Persons.Count, list.Until, made.LeftOut, PathOf(id))
            );
            return await lists.CreateAsync(list, receipt(answer), write.Cancelled)
                ? answer
                : throw new Problem(ProblemCatalogue.TooManyLists).AsException();
        });
    }

    private const int MostErrors = 50;

    private static async Task<Ok<PersonListsView>> List(
        HttpRequest request,
        Caller caller,
        IPersonLists lists,
        TimeProvider clock,
        CancellationToken cancelled
    )
    {
        new QueryReader(request).ThrowIfWrong();
        var found = await lists.OfAsync(Scope.ForLists(caller), clock.GetUtcNow(), cancelled);
        return TypedResults.Ok(new PersonListsView([.. found.Select(PersonListLine.Of)]));
    }

    private static async Task<Ok<PersonListView>> One(
        string id,
        HttpRequest request,
        Caller caller,
        IPersonLists lists,
        ICommittedRecords records,
        IReferenceData reference,
        AccessRecorder access,
        TimeProvider clock,
        CancellationToken cancelled
    )
    {
        new QueryReader(request).ThrowIfWrong();
        var list = await RequireAsync(id, "path.id", caller, lists, clock, cancelled);
        var view = PersonListView.Of(list, await ListedRecords.ReadAsync(list.Persons, records, cancelled), caller, reference.Offices);
        await access.ListAsync(
            caller,
            "person-lists.read",
            [.. view.Items.Select(item => PersonId.Parse(item.PersonId))],
            $"list {list.Head.Id:N}",
            cancelled
        );
        return TypedResults.Ok(view);
    }

    private static async Task<Ok<BatchView>> Contact(
        string id,
        WriteRequest write,
        HttpRequest request,
        Body<ListContactBody> body,
        IPersonLists lists,
        BatchRunner batches,
        CommandSender sender,
        TimeProvider clock
    )
    {
        var list = await RequireAsync(id, "path.id", write.Caller, lists, clock, write.Cancelled);
        var (command, persons) = body.Value.Read(new Fields(clock));
        return TypedResults.Ok(await SendAsync(list, persons, command, write, write.Digest(body), batches, sender, request));
    }

    private static async Task<Ok<BatchView>> Service(
        string id,
        WriteRequest write,
        HttpRequest request,
        Body<ListServiceBody> body,
        IPersonLists lists,
        BatchRunner batches,
        CommandSender sender,
        TimeProvider clock
    )
    {
        var list = await RequireAsync(id, "path.id", write.Caller, lists, clock, write.Cancelled);
        var (command, persons) = body.Value.Read(new Fields(clock));
        return TypedResults.Ok(await SendAsync(list, persons, command, write, write.Digest(body), batches, sender, request));
    }

    private static async Task<IdempotentAnswer> Delete(
        string id,
        WriteRequest write,
        Body<NoBody> body,
        IPersonLists lists,
        IdempotentWrites writes,
        TimeProvider clock
    ) => await writes.RunAsync(write, write.Digest(body), async receipt =>
        {
            var list = await RequireAsync(id, "path.id", write.Caller, lists, clock, write.Cancelled);
            var answer = IdempotentWrites.Accepted();
            return await lists.DeleteAsync(list.Head.Id, receipt(answer), write.Cancelled)
                ? answer
                : throw new Problem(ProblemCatalogue.NotFound).AsException();
        });

    /// <summary>
    /// One command for each person. A person whose case has gone to another office since is refused by the grain, like one who is not on
    /// the list.
    /// </summary>
    private static Task<BatchView> SendAsync<TCommand>(
        PersonList list,
        IReadOnlySet<PersonId>? persons,
        TCommand command,
        WriteRequest write,
        byte[] digest,
        BatchRunner batches,
        CommandSender sender,
        HttpRequest request
    )
        where TCommand : PersonCommand
    {
        var listed = list.Persons.Where(person => persons?.Contains(person) != false).Select(person => Line(person, null));
        var others = (persons ?? new HashSet<PersonId>())
            .Except(list.Persons)
            .OrderBy(person => person.ToString(), StringComparer.Ordinal)
            .Select(person => Line(person, new Problem(ProblemCatalogue.NotFound)));
        return batches.RunAsync(
            write,
            digest,
            [.. listed, .. others],
            (line, person) => sender.SendToKnownAsync(line, digest, person, command, new CommandTarget()),
            request.HttpContext
        );

        static BatchLine<PersonId> Line(PersonId person, Problem? fault) =>
            new(person.ToString(), person) { Person = person, Fault = fault };
    }
}

/// <summary>Reads the records of a list; of a number that became another's alias since, the main record.</summary>
internal static class ListedRecords
{
    public static async Task<IReadOnlyDictionary<PersonId, PersonRecord>> ReadAsync(
        IReadOnlyCollection<PersonId> persons,
        ICommittedRecords records,
        CancellationToken cancelled
    )
    {
        var known = await records.ReadAsync(persons, cancelled);
        var aliases = known.Where(one => one.Value.AliasOf is not null).ToList();
        if (aliases.Count == 0)
            return known;
        var mains = await records.ReadAsync([.. aliases.Select(one => one.Value.AliasOf!.Value).Distinct()], cancelled);
        var current = known.Where(one => one.Value.AliasOf is null).ToDictionary();
        var seen = current.Keys.ToHashSet();
        foreach (var (person, record) in aliases)
        {
            // One line for each person: not a second one where the main record is on the list as well.
            if (mains.GetValueOrDefault(record.AliasOf!.Value) is { } main && seen.Add(main.Id))
                current[person] = main;
        }

        return current;
    }
}
