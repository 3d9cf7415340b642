using Grid.Api.Access;
using Grid.Api.Commands;
using Grid.Api.Problems;
using Grid.Api.Requests;
using Grid.Api.Security;
using Grid.Api.Views;
using Grid.Domain.Calendar;
using Grid.Domain.Duplicates;
using Grid.Domain.Identity;
using Grid.Domain.Persons;
using Grid.Grains.Interfaces.Counting;
using Grid.Grains.Interfaces.Duplicates;
using Grid.Grains.Interfaces.Persons.Reading;
using Grid.Grains.Interfaces.Reference;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Grid.Api.Duplicates;

/// <summary>
/// Records that may be of one person (疑似重复人员): the list, two side by side, and the decision by two persons. A caller sees a pair only where
/// both cases are within reach.
/// </summary>
internal static class DuplicateEndpoints
{
    public const string Address = "/v1/duplicates";

    private const string Tag = "Duplicates";

    public static void MapDuplicates(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup(Address).WithTags(Tag);
        group.MapGet("", List).Reads("duplicates.list").Queries("office", "region", "pageSize", "cursor");
        group.MapGet("/{id}", One).Reads("duplicates.read");
        group.MapPost("/{id}/proposals", Propose).Writes("duplicates.propose").Produces<PairProposedView>();
        group.MapPost("/{id}/proposals/{proposal}/confirmation", Confirm).Writes("duplicates.confirm").Produces<PairDecidedView>();
        group.MapPost("/{id}/proposals/{proposal}/rejection", Reject).Writes("duplicates.reject").Produces<PairDecidedView>();
    }

    /// <summary>Pairs to be decided, the most alike first.</summary>
    private static async Task<Ok<DuplicatesView>> List(
        HttpRequest request,
        Caller caller,
        IDuplicatePairs pairs,
        ICommittedRecords records,
        IReferenceData reference,
        AccessRecorder access,
        TimeProvider clock,
        CancellationToken cancelled
    )
    {
        var query = new QueryReader(request);
        var part = ScopePart.Read(query, reference.Offices, clock.Today());
        var page = query.Page();
        query.ThrowIfWrong();
        var scope = part.Within(caller);
        var found = await pairs.ListAsync(scope, page, cancelled);
        PersonId[] persons = [.. found.Items.SelectMany(item => (PersonId[])[item.Pair.First, item.Pair.Second]).Distinct()];
        var known = await records.ReadAsync(persons, cancelled);
        await access.ListAsync(caller, "duplicates.list", persons, "duplicates " + (scope.Office ?? scope.RegionPrefix), cancelled);
        return TypedResults.Ok(
            new DuplicatesView(
                [.. found.Items.Select(item => DuplicateLine.Of(item, known, reference.LikenessWeights))],
                query.Next(found.Next)
            )
        );
    }

    /// <summary>Two records side by side, with what makes them alike, part by part, and how the pair was decided before.</summary>
    private static async Task<Ok<DuplicateView>> One(
        string id,
        HttpRequest request,
        Caller caller,
        IDuplicatePairs pairs,
        CommandSender sender,
        IReferenceData reference,
        AccessRecorder access,
        StockBands bands,
        TimeProvider clock,
        CancellationToken cancelled
    )
    {
        new QueryReader(request).ThrowIfWrong();
        var found = await RequireAsync(id, caller, pairs, cancelled);
        var shown = new List<PersonView>();
        foreach (var person in (PersonId[])[found.Pair.First, found.Pair.Second])
        {
            // A number that was linked meanwhile answers with its main record.
            var record = Scope.Require(caller, (await sender.ReadAsync(person, cancelled))?.Record);
            if (shown.Exists(one => one.PersonId == record.Id.ToString()))
                continue;
            await access.PersonAsync(caller, "duplicates.read", record, cancelled);
            shown.Add(PersonView.Of(record, reference.Offices, bands, clock));
        }

        return TypedResults.Ok(
            DuplicateView.Of(found, shown, await pairs.DecisionsAsync(found.Pair.Id, cancelled), reference.LikenessWeights, caller)
        );
    }

    /// <summary>The first of two persons: what the two records are, and why. Nothing is changed yet.</summary>
    private static async Task<IdempotentAnswer> Propose(
        WriteRequest write,
        string id,
        HttpRequest request,
        Body<PairProposalBody> body,
        IDuplicatePairs pairs,
        IdempotentWrites writes,
        TimeProvider clock
    )
    {
        new QueryReader(request).ThrowIfWrong();
        var (verdict, main, why) = body.Value.Read(new Fields(clock));
        return await writes.RunAsync(write, write.Digest(body), async receipt =>
        {
            var pair = (await RequireAsync(id, write.Caller, pairs, write.Cancelled)).Pair;
            if (PairRules.MayPropose(pair, verdict, main, why) is { } refusal)
                throw Problem.Of(refusal).AsException();

            var now = clock.GetUtcNow();
            var proposal = new PairProposal(Guid.CreateVersion7(now).ToString("N"), verdict, main, why, write.Caller.Actor.Subject, now);
            var answer = IdempotentWrites.Done(PairProposedView.Of(pair.Id, proposal));
            return await pairs.ProposeAsync(pair.Id, proposal, receipt(answer), write.Cancelled)
                ? answer
                : throw Problem.Of(new Refusal(RefusalCode.ProposalWaits)).AsException();
        });
    }

    /// <summary>
    /// The second person. Two records of one person are linked: the other number becomes an alias of the one that stays, by the rules of
    /// linking. Two persons stay as they are, and the pair does not come back unless data of one of them change.
    /// </summary>
    private static async Task<IdempotentAnswer> Confirm(
        WriteRequest write,
        string id,
        string proposal,
        HttpRequest request,
        Body<NoBody> body,
        IDuplicatePairs pairs,
        CommandSender sender,
        IdempotentWrites writes,
        TimeProvider clock
    )
    {
        new QueryReader(request).ThrowIfWrong();
        return await writes.RunAsync(write, write.Digest(body), async receipt =>
        {
            var pair = (await RequireAsync(id, write.Caller, pairs, write.Cancelled)).Pair;
            if (PairRules.MayConfirm(pair, proposal, write.Caller.Actor) is { } refusal)
                throw Problem.Of(refusal).AsException();

            var waiting = pair.Proposal!;
            if (waiting.Main is { } main)
                await LinkAsync(write, pair, main, pairs, sender);

            var now = clock.GetUtcNow();
            var by = write.Caller.Actor.Subject;
            var status = waiting.Verdict == PairVerdict.Same ? PairStatus.Same : PairStatus.Different;
            var answer = IdempotentWrites.Done(PairDecidedView.Of(pair.Id, status, by, now));
            return await pairs.ConfirmAsync(pair.Id, proposal, by, now, receipt(answer), write.Cancelled)
                ? answer
                : throw Problem.Of(new Refusal(RefusalCode.NoProposal)).AsException();
        });
    }

    /// <summary>
    /// The proposal is dropped, by whoever may decide the pair; the pair is open again. Refused when a confirmation has begun to link the
    /// numbers: that is confirmed again, and either done or refused.
    /// </summary>
    private static async Task<IdempotentAnswer> Reject(
        WriteRequest write,
        string id,
        string proposal,
        HttpRequest request,
        Body<NoteBody> body,
        IDuplicatePairs pairs,
        IdempotentWrites writes,
        TimeProvider clock
    )
    {
        new QueryReader(request).ThrowIfWrong();
        var note = body.Value.Read(new Fields(clock));
        return await writes.RunAsync(write, write.Digest(body), async receipt =>
        {
            var pair = (await RequireAsync(id, write.Caller, pairs, write.Cancelled)).Pair;
            if (PairRules.MayReject(pair, proposal, note) is { } refusal)
                throw Problem.Of(refusal).AsException();

            var now = clock.GetUtcNow();
            var by = write.Caller.Actor.Subject;
            var answer = IdempotentWrites.Done(PairDecidedView.Of(pair.Id, PairStatus.Open, by, now));
            return await pairs.RejectAsync(pair.Id, proposal, note, by, now, receipt(answer), write.Cancelled)
                ? answer
                : throw Problem.Of(new Refusal(RefusalCode.NoProposal)).AsException();
        });
    }

    /// <summary>
    /// The receipt is the pair's, so the command has none: after a failure behind it a repeat finds the numbers linked and goes on. Whoever
    /// drops the proposal at the same time comes first, or too late: numbers that were linked are never those of a dropped proposal.
    /// </summary>
    private static async Task LinkAsync(WriteRequest write, DuplicatePair pair, PersonId main, IDuplicatePairs pairs, CommandSender sender)
    {
        var (alias, proposal, link) = (pair.OtherThan(main), pair.Proposal!, Guid.NewGuid());
        if (await IsLinkedAsync())
            return;
        if (!await pairs.BeginLinkAsync(pair.Id, proposal.Id, link, write.Cancelled))
            throw Problem.Of(new Refusal(RefusalCode.NoProposal)).AsException();
        var reply = await sender.SendWithoutReceiptAsync(write, alias, new LinkTo(main, proposal.Why));
        if (reply.Refusal is { } refusal && !await IsLinkedAsync())
        {
            await pairs.LinkRefusedAsync(pair.Id, link, CancellationToken.None);
            throw (Problem.Of(refusal) with { Persons = [alias] }).AsException();
        }

        async Task<bool> IsLinkedAsync() => (await sender.ReadAsync(alias, write.Cancelled))?.Record.Id == main;
    }

    private static async Task<ListedPair> RequireAsync(string id, Caller caller, IDuplicatePairs pairs, CancellationToken cancelled)
    {
        var pair = Guid.TryParseExact(id, "N", out var wanted)
            ? wanted
            : throw Problem.Fields(new FieldError("path.id", FieldCodes.BadCode)).AsException();
        return await pairs.FindAsync(pair, Scope.ForLists(caller), cancelled) ?? throw new Problem(ProblemCatalogue.NotFound).AsException();
    }
}

/// <summary>What two records are.</summary>
public sealed record PairProposalBody : IRequest<PairProposalBody>
{
    /// <summary><c>same</c>: of one person. <c>different</c>: of two.</summary>
    public string? Verdict { get; init; }

    /// <summary>With <c>same</c>: identifier of the record that stays; the other number becomes its alias.</summary>
    public string? Main { get; init; }

    /// <summary>How it is known.</summary>
    public string? Note { get; init; }

    public static PairProposalBody Example { get; } =
        new()
        {
            Verdict = "same",
            Main = "0123456789abcdef0123456789abcdef",
            Note = "本人到场,居住证与身份证为同一人",
        };

    internal (PairVerdict Verdict, PersonId? Main, string Why) Read(Fields fields)
    {
        var verdict = fields.Name<PairVerdict>(Verdict, "verdict");
        PersonId? main = null;
        if (PersonId.TryParse(Main, out var stays))
            main = stays;
        else if (!string.IsNullOrEmpty(Main))
            fields.Wrong("main", FieldCodes.BadCode);
        else if (verdict == PairVerdict.Same)
            fields.Wrong("main", FieldCodes.Required);
        if (main is not null && verdict == PairVerdict.Different)
            fields.Wrong("main", FieldCodes.NotAllowedHere);
        var why = fields.Text(Note, "note", FieldLimits.Note, required: true);
        fields.ThrowIfWrong();
        return (verdict!.Value, main, why!);
    }
}
