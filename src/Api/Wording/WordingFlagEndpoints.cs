using System.Globalization;
using Grid.Api.Access;
using Grid.Api.Commands;
using Grid.Api.Problems;
using Grid.Api.Requests;
using Grid.Api.Security;
using Grid.Api.Views;
using Grid.Domain.Calendar;
using Grid.Domain.Persons;
using Grid.Grains.Interfaces.Reference;
using Grid.Grains.Interfaces.Wording;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Grid.Api.Wording;

/// <summary>
/// Texts that suggest a ground which the notice forbids (79/2020 (二), (四)): the supervisor's list, and what the supervisor found.
/// </summary>
internal static class WordingFlagEndpoints
{
    /// <summary>Where the list is.</summary>
    public const string Path = "/v1/worklists/wordingFlags";

    public static void MapWordingFlags(this IEndpointRouteBuilder routes)
    {
        routes.MapGet(Path, List).WithTags("Worklists").Reads("wording-flags.list").Queries("office", "region", "pageSize", "cursor");
        routes
            .MapPost("/v1/wording-flags/{personId}/{sequence}/result", Settle)
            .WithTags("Worklists")
            .Writes("wording-flags.settle")
            .Produces(StatusCodes.Status202Accepted);
    }

    /// <summary>Flags not reviewed yet, oldest first.</summary>
    private static async Task<Ok<WordingFlagsView>> List(
        HttpRequest request,
        Caller caller,
        IWordingFlags flags,
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
        var found = await flags.OpenAsync(scope, page, cancelled);
        await access.ListAsync(
            caller,
            "wording-flags.list",
            [.. found.Items.Select(item => item.Person).Distinct()],
            "wording " + (scope.Office ?? scope.RegionPrefix),
            cancelled
        );
        return TypedResults.Ok(
            new WordingFlagsView([.. found.Items.Select(item => WordingFlagLine.Of(item, caller))], query.Next(found.Next))
        );
    }

    /// <summary>
    /// Takes a flag off the list with what was found. It undoes nothing: what rested on a forbidden ground is undone by a command of its
    /// own.
    /// </summary>
    private static async Task<IdempotentAnswer> Settle(
        WriteRequest write,
        string personId,
        string sequence,
        Body<WordingResultBody> body,
        IWordingFlags flags,
        IdempotentWrites writes,
        TimeProvider clock
    )
    {
        var person = CommandRouter.Person(personId);
        if (!long.TryParse(sequence, NumberStyles.None, CultureInfo.InvariantCulture, out var entry))
            throw Problem.Fields(new FieldError("path.sequence", FieldCodes.BadCode)).AsException();

        var result = body.Value.Read(new Fields(clock));
        return await writes.RunAsync(write, write.Digest(body), async receipt =>
        {
            var answer = IdempotentWrites.Accepted();
            return await flags.SettleAsync(
                person,
                entry,
                result,
                write.Caller.Actor.Subject,
                Scope.ForLists(write.Caller),
                clock.GetUtcNow(),
                receipt(answer),
                write.Cancelled
            ) switch
            {
                WordingReview.Done => answer,
                WordingReview.OwnWords => throw new Problem(ProblemCatalogue.Of(RefusalCode.SecondPersonNeeded)).AsException(),
                _ => throw new Problem(ProblemCatalogue.NotFound).AsException(),
            };
        });
    }
}

/// <summary>A page of flags.</summary>
/// <param name="Items">Oldest first.</param>
/// <param name="Next">Cursor of the next page; absent at the end.</param>
public sealed record WordingFlagsView(IReadOnlyList<WordingFlagLine> Items, string? Next);

/// <summary>A text that suggests a ground which the notice forbids. The command was carried out; nothing is blocked.</summary>
public sealed record WordingFlagLine
{
    public required string PersonId { get; init; }

    /// <summary>The entry of the person's history.</summary>
    public required long Sequence { get; init; }

    public required DateTimeOffset At { get; init; }

    /// <summary>The author's office.</summary>
    public required string Office { get; init; }

    public required string Author { get; init; }

    /// <summary>The command with which the text came: <c>recordExit</c>, <c>transfer</c> …</summary>
    public required string Command { get; init; }

    /// <summary>The member of the command that held it.</summary>
    public required string Field { get; init; }

    /// <summary>The article that forbids such a ground.</summary>
    public required string Article { get; init; }

    /// <summary>The words that suggest it, without blanks and punctuation; absent when the person was erased since.</summary>
    public string? Words { get; init; }

    /// <summary>The whole text, long numbers masked; absent when the person was erased since.</summary>
    public string? Text { get; init; }

    /// <summary>What the caller may do: nothing where the words are the caller's own.</summary>
    public required IReadOnlyList<string> Actions { get; init; }

    /// <summary>The person.</summary>
    public required string Href { get; init; }

    /// <summary>Where the result is sent to.</summary>
    public required string Settle { get; init; }

    internal static WordingFlagLine Of(FlaggedWording flag, Caller caller) =>
        new()
        {
            PersonId = flag.Person.ToString(),
            Sequence = flag.Sequence,
            At = flag.At,
            Office = flag.Office,
            Author = flag.Author,
            Command = flag.Command,
            Field = flag.Field,
            Article = flag.Article,
            Words = Mask.Text(flag.Words),
            Text = Mask.Text(flag.Text),
            Actions = flag.Author == caller.Actor.Subject ? [] : ["wording-flags.settle"],
            Href = $"/v1/persons/{flag.Person}",
            Settle = string.Create(CultureInfo.InvariantCulture, $"/v1/wording-flags/{flag.Person}/{flag.Sequence}/result"),
        };
}

/// <summary>What the supervisor found.</summary>
public sealed record WordingResultBody : IRequest<WordingResultBody>
{
    /// <summary>
    /// <c>harmless</c>: the words were lawful. <c>talkedTo</c>: the author was spoken with. <c>corrected</c>: what rested on them was
    /// undone.
    /// </summary>
    public string? Result { get; init; }

    public static WordingResultBody Example { get; } = new() { Result = "harmless" };

    internal WordingResult Read(Fields fields)
    {
        var result = fields.Name<WordingResult>(Result, "result", required: true);
        fields.ThrowIfWrong();
        return result!.Value;
    }
}

/// <summary>How many flags wait, and where they are listed.</summary>
public sealed record WordingFlagCountView(long Count, string Href);
