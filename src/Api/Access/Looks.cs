using Grid.Api.Applicants;
using Grid.Api.Commands;
using Grid.Api.Hosting;
using Grid.Api.OpenApi;
using Grid.Api.Problems;
using Grid.Api.Progress;
using Grid.Api.Requests;
using Grid.Api.Security;
using Grid.Domain.Identity;
using Grid.Domain.Persons;
using Grid.Grains.Interfaces.Access;
using Grid.Grains.Interfaces.Persons.Reading;
using Grid.Grains.Interfaces.Reference;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Grid.Api.Access;

/// <summary>
/// Who looked at a person's data: asked by the person, by receipt and number, or through the office. It tells role, office, purpose and
/// time, never which clerk; that is the auditors'.
/// </summary>
internal static class Looks
{
    private const string Own = "own-access.read";
    private const string OfPerson = "persons.looks";

    public static void MapLooks(this IEndpointRouteBuilder routes)
    {
        routes.MapPost("/v1/own-access", Applicant).WithTags("Progress").Reads(Own).LimitedByAddress();
        routes.MapGet("/v1/persons/{personId}/looks", Office).WithTags("Persons").Reads(OfPerson).Queries("pageSize", "cursor");
    }

    /// <summary>For the person, without a login.</summary>
    private static async Task<Ok<LooksView>> Applicant(
        Caller caller,
        HttpRequest request,
        Body<OwnAccessBody> body,
        ApplicantFinder applicants,
        IAccessReads log,
        IReferenceData reference,
        AccessRecorder access,
        RoleMatrix matrix,
        TimeProvider clock,
        CancellationToken cancelled
    )
    {
        var fields = new Fields(clock);
        var asked = ListCursor.Of(request, body.Value.ReceiptNumber, body.Value.IdentityNumber);
        var after = asked.Read(body.Value.Cursor, fields);
        var applicant = await applicants.FindAsync(request, body.Value, fields, cancelled);
        var record = applicant.Record;
        var since = await applicants.SinceAsync(applicant, cancelled);
        var page = await log.OfPersonAsync(NumbersOf(record), new PageRequest(QueryReader.DefaultSize, after), cancelled);
        await access.PersonAsync(caller, Own, record, cancelled);
        return TypedResults.Ok(LooksView.Of(page, asked.Make(page.Next), line => since is null || line.At >= since, reference, matrix));
    }

    /// <summary>For the office that a person asks at; the same answer.</summary>
    private static async Task<Ok<LooksView>> Office(
        string personId,
        HttpRequest request,
        Caller caller,
        CommandSender sender,
        IAccessReads log,
        IReferenceData reference,
        AccessRecorder access,
        RoleMatrix matrix,
        CancellationToken cancelled
    )
    {
        var query = new QueryReader(request);
        var wanted = query.Page();
        query.ThrowIfWrong();
        var record = Scope.Require(caller, (await sender.ReadAsync(CommandRouter.Person(personId), cancelled))?.Record);
        var page = await log.OfPersonAsync(NumbersOf(record), wanted, cancelled);
        await access.PersonAsync(caller, OfPerson, record, cancelled);

        // Which offices looked says where the person was before.
        return TypedResults.Ok(
            LooksView.Of(page, query.Next(page.Next), line => !EarlierCases.IsHidden(caller, record, line.Office), reference, matrix)
        );
    }

    /// <summary>Looks at a number that was linked later are looks at this person.</summary>
    private static PersonId[] NumbersOf(PersonRecord record) => [record.Id, .. record.Aliases.Select(alias => alias.Alias)];
}

/// <summary>The person asks who looked at the own data: by receipt number and identity number together.</summary>
public sealed record OwnAccessBody : IRequest<OwnAccessBody>, IReceiptPair
{
    public string? ReceiptNumber { get; init; }

    public string? IdentityNumber { get; init; }

    /// <summary>The <c>next</c> of the page before.</summary>
    public string? Cursor { get; init; }

    public static OwnAccessBody Example { get; } =
        new() { ReceiptNumber = ProgressBody.Example.ReceiptNumber, IdentityNumber = ProgressBody.Example.IdentityNumber };
}

/// <summary>
/// Who looked at a person's data, the newest first: everybody who opened or searched for this person, or tried in vain. Masked worklists of
/// the office in charge, on which the person was one of many, are not part of it.
/// </summary>
/// <param name="Next">Cursor of the next page; absent at the end.</param>
public sealed record LooksView(IReadOnlyList<LookLine> Items, string? Next)
{
    internal static LooksView Of(
        Page<AccessLine> page,
        string? next,
        Func<AccessLine, bool> isShown,
        IReferenceData reference,
        RoleMatrix matrix
    ) => new([.. page.Items.Where(isShown).Select(line => LookLine.Of(line, reference, matrix))], next);
}

/// <summary>One look.</summary>
/// <param name="Role">As what somebody looked, as tokens write it; <c>anonymous</c>: with receipt and identity number, as the person can.</param>
/// <param name="Office">For which office; absent for roles of the whole province.</param>
/// <param name="What">What was done; absent for what is no longer offered.</param>
/// <param name="Purpose">The reason given, where one is asked for.</param>
/// <param name="Outcome"><c>shown</c>, or why nothing was shown.</param>
/// <param name="Times">How often, at least.</param>
public sealed record LookLine(
    DateTimeOffset At,
    [Among("TokenRole")] string Role,
    string? Office,
    string? OfficeName,
    Words? What,
    string? Purpose,
    [NamesOf<AccessOutcome>] string Outcome,
    int Times
)
{
    /// <summary>A claim's reason is the key of its duty, which says nothing to a person.</summary>
    private const string DutyReason = "duty:";

    internal static LookLine Of(AccessLine line, IReferenceData reference, RoleMatrix matrix) =>
        new(
            line.At,
            Enum.TryParse<Role>(line.Role, ignoreCase: true, out var role) ? RoleNames.Of(role) : line.Role,
            line.Office,
            reference.Offices.Find(line.Office)?.Name,
            AccessActions.WordsOf(line.Action, matrix),
            line.Reason?.StartsWith(DutyReason, StringComparison.Ordinal) == true ? null : Views.Mask.Text(line.Reason),
            line.Outcome,
            line.Persons.Count > 1 ? 1 : line.Times // One entry for many denials counts those of others too.
        );
}
