using System.Globalization;
using Grid.Api.Commands;
using Grid.Api.Problems;
using Grid.Api.Requests;
using Grid.Api.Security;
using Grid.Domain.Answers;
using Grid.Domain.Calendar;
using Grid.Domain.Persons;
using Grid.Grains.Interfaces.Answers;
using Grid.Grains.Interfaces.Persons.Reading;
using Grid.Grains.Interfaces.Reference;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Grid.Api.Answers;

/// <summary>
/// The same answer everywhere (79/2020 (十三)): policy texts, scripts and questions with answers, proposed by one official of the province and
/// approved by another; and who has read them.
/// </summary>
internal static class PolicyTextEndpoints
{
    /// <summary>Who did not use the register for so long reads nothing any more.</summary>
    internal const int SeenWithinDays = 90;

    public static void MapPolicyTexts(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/v1/policy-texts").WithTags("Answers");
        group.MapGet("", List).Reads("policy-texts.list").NamesNobody().Queries("words", "audience", "kind", "on");
        group.MapPost("", Propose).Writes("policy-texts.propose").Produces<PolicyTextView>(StatusCodes.Status201Created);
        group.MapGet("/proposals", Proposals).Reads("policy-texts.proposals").NamesNobody();
        group.MapGet("/{code}/versions", Versions).Reads("policy-texts.versions").NamesNobody();
        group.MapPost("/{code}/versions/{version}/approval", Approve).Writes("policy-texts.approve").Produces<PolicyTextView>();
        group.MapPost("/{code}/versions/{version}/rejection", Reject).Writes("policy-texts.reject").Produces<PolicyTextView>();
        group.MapPost("/{code}/versions/{version}/reading", Acknowledge).Writes("policy-texts.acknowledge").Produces<ReadingDoneView>();
        routes.MapGet("/v1/own-readings", Own).WithTags("Answers").Reads("own-readings.read").NamesNobody();
        routes.MapGet("/v1/readings", Figures).WithTags("Answers").Reads("readings.figures").NamesNobody().Queries("office", "region");
    }

    /// <summary>In force on a day (today where none is given), with all search words, in either language.</summary>
    private static async Task<Ok<PolicyTextsView>> List(
        HttpRequest request,
        IPolicyTexts texts,
        TimeProvider clock,
        CancellationToken cancelled
    )
    {
        var query = new QueryReader(request);
        var words = query.Text("words", 100);
        var (audience, kind) = (query.Name<TextAudience>("audience"), query.Name<TextKind>("kind"));
        var on = request.Query.ContainsKey("on") ? query.Date("on") : clock.Today();
        query.ThrowIfWrong();
        return TypedResults.Ok(
            new PolicyTextsView([
                .. InForce(await texts.ApprovedAsync(cancelled), on!.Value)
                    .Where(text =>
                        (audience is not { } role || text.Audiences.Contains(role))
                        && (kind is null || text.Kind == kind)
                        && PolicyTexts.Matches(text, words)
                    )
                    .Select(PolicyTextView.Of),
            ])
        );
    }

    /// <summary>All versions of a text, with who proposed and who decided.</summary>
    private static async Task<Ok<PolicyTextsView>> Versions(
        string code,
        HttpRequest request,
        Caller caller,
        IPolicyTexts texts,
        CancellationToken cancelled
    )
    {
        new QueryReader(request).ThrowIfWrong();
        var versions = await texts.VersionsAsync(code, cancelled);

        // What is not approved is for those who make the texts.
        List<PolicyText> seen = [.. versions.Where(text => text.State == TextState.Approved || caller.Actor.Role == Role.Operator)];
        return seen.Count == 0
            ? throw new Problem(ProblemCatalogue.NotFound).AsException()
            : TypedResults.Ok(new PolicyTextsView([.. seen.Select(PolicyTextView.Of)]));
    }

    private static async Task<Ok<PolicyTextsView>> Proposals(HttpRequest request, IPolicyTexts texts, CancellationToken cancelled)
    {
        new QueryReader(request).ThrowIfWrong();
        return TypedResults.Ok(new PolicyTextsView([.. (await texts.ProposedAsync(cancelled)).Select(PolicyTextView.Of)]));
    }

    private static async Task<IdempotentAnswer> Propose(
        WriteRequest write,
        Body<PolicyTextBody> body,
        IPolicyTexts texts,
        IdempotentWrites writes,
        TimeProvider clock
    )
    {
        var read = body.Value.Read(new Fields(clock));
        return await writes.RunAsync(write, write.Digest(body), async receipt =>
        {
            var versions = await texts.VersionsAsync(read.Code, write.Cancelled);
            if (versions.Any(text => text.State == TextState.Proposed))
                throw new Problem(ProblemCatalogue.PolicyTextWaits).AsException();
            var text = read with { Version = versions.Count + 1, ProposedBy = write.Caller.Actor.Subject, ProposedAt = clock.GetUtcNow() };
            ThrowIfConflict(text, versions, clock.Today());
            var answer = IdempotentWrites.Created($"/v1/policy-texts/{text.Code}/versions", PolicyTextView.Of(text));
            return await texts.ProposeAsync(text, receipt(answer), write.Cancelled)
                ? answer
                : throw new Problem(ProblemCatalogue.PolicyTextWaits).AsException();
        });
    }

    private static Task<IdempotentAnswer> Approve(
        string code,
        string version,
        WriteRequest write,
        Body<NoBody> body,
        IPolicyTexts texts,
        IdempotentWrites writes,
        TimeProvider clock
    ) => DecideAsync(code, version, approve: true, write, write.Digest(body), texts, writes, clock);

    private static Task<IdempotentAnswer> Reject(
        string code,
        string version,
        WriteRequest write,
        Body<NoBody> body,
        IPolicyTexts texts,
        IdempotentWrites writes,
        TimeProvider clock
    ) => DecideAsync(code, version, approve: false, write, write.Digest(body), texts, writes, clock);

    private static Task<IdempotentAnswer> DecideAsync(
        string code,
        string version,
        bool approve,
        WriteRequest write,
        byte[] digest,
        IPolicyTexts texts,
        IdempotentWrites writes,
        TimeProvider clock
    )
    {
        var number = VersionOf(version);
        return writes.RunAsync(write, digest, async receipt =>
        {
            var versions = await texts.VersionsAsync(code, write.Cancelled);
            var text = versions.FirstOrDefault(one => one.Version == number) ?? throw NotFound();
            if (text.State != TextState.Proposed)
                throw new Problem(ProblemCatalogue.PolicyTextDecided).AsException();
            var by = write.Caller.Actor.Subject;
            if (text.ProposedBy == by)
                throw new Problem(ProblemCatalogue.Of(RefusalCode.SecondPersonNeeded)).AsException();

            // Between proposal and approval its first day may have passed too long ago.
            if (approve)
                ThrowIfConflict(text, versions, clock.Today());
            var answer = IdempotentWrites.Done(
                PolicyTextView.Of(
                    text with
                    {
                        State = approve ? TextState.Approved : TextState.Rejected,
                        DecidedBy = by,
                        DecidedOn = clock.Today(),
                    }
                )
            );
            return await texts.DecideAsync(code, number, approve, by, clock.GetUtcNow(), receipt(answer), write.Cancelled)
                ? answer
                : throw new Problem(ProblemCatalogue.PolicyTextDecided).AsException();
        });
    }

    /// <summary>Only of the version in force, by who is to read it; again, it stays as it was.</summary>
    private static Task<IdempotentAnswer> Acknowledge(
        string code,
        string version,
        WriteRequest write,
        Body<NoBody> body,
        IPolicyTexts texts,
        IdempotentWrites writes,
        TimeProvider clock
    )
    {
        var number = VersionOf(version);
        return writes.RunAsync(write, write.Digest(body), async receipt =>
        {
            var actor = write.Caller.Actor;
            var versions = await texts.VersionsAsync(code, write.Cancelled);
            var text = versions.FirstOrDefault(one => one.Version == number && one.State == TextState.Approved) ?? throw NotFound();
            if (PolicyTexts.InForce(versions, clock.Today())?.Version != number)
                throw new Problem(ProblemCatalogue.PolicyTextNotInForce).AsException();
            if (StaffSeen.RoleOf(actor.Role) is not { } role || !text.Audiences.Contains(role))
                throw new Problem(ProblemCatalogue.PolicyTextNotForYou).AsException();
            var answer = IdempotentWrites.Done(new ReadingDoneView(code, number, clock.Today()));
            await texts.AcknowledgeAsync(code, number, actor.Subject, actor.Office, clock.GetUtcNow(), receipt(answer), write.Cancelled);
            return answer;
        });
    }

    /// <summary>What the caller has not read yet, the earliest last day first.</summary>
    private static async Task<Ok<OwnReadingsView>> Own(
        HttpRequest request,
        Caller caller,
        IPolicyTexts texts,
        StaffSeen staff,
        IReferenceData reference,
        TimeProvider clock,
        CancellationToken cancelled
    )
    {
        new QueryReader(request).ThrowIfWrong();
        await staff.WrittenAsync();
        var today = clock.Today();
        var role = StaffSeen.RoleOf(caller.Actor.Role);
        var read = await texts.ReadByAsync(caller.Actor.Subject, cancelled);
        var since = await texts.FirstSeenAsync(caller.Actor.Subject, cancelled) ?? today;
        return TypedResults.Ok(
            new OwnReadingsView([
                .. InForce(await texts.ApprovedAsync(cancelled), today)
                    .Where(text => role is { } mine && text.Audiences.Contains(mine) && !read.ContainsKey((text.Code, text.Version)))
                    .Select(text =>
                        OwnReadingView.Of(text, ReadingTerms.DueOf(text.ReadFrom!.Value, since, caller.Office, reference), today)
                    )
                    .OrderBy(one => one.Due)
                    .ThenBy(one => one.Code, StringComparer.Ordinal),
            ])
        );
    }

    /// <summary>By office and text: how many have read it, have time, and are late.</summary>
    private static async Task<Ok<ReadingsView>> Figures(
        HttpRequest request,
        Caller caller,
        IPolicyTexts texts,
        StaffSeen staff,
        IReferenceData reference,
        TimeProvider clock,
        CancellationToken cancelled
    )
    {
        var query = new QueryReader(request);
        var today = clock.Today();
        var part = ScopePart.Read(query, reference.Offices, today);
        query.ThrowIfWrong();
        var scope = part.Within(caller);
        await staff.WrittenAsync();
        TextToRead[] wanted =
        [
            .. InForce(await texts.ApprovedAsync(cancelled), today)
                .Select(text => new TextToRead(text.Code, text.Version, text.Audiences, text.ReadFrom!.Value)),
        ];
        var counts = await texts.CountAsync(wanted, scope, today.AddDays(-SeenWithinDays), cancelled);
        return TypedResults.Ok(
            new ReadingsView(
                SeenWithinDays,
                [
                    .. counts
                        .GroupBy(count => (count.Office, count.Code, count.Version))
                        .Select(group => ReadingFiguresView.Of(group, reference, today)),
                ]
            )
        );
    }

    private static IEnumerable<PolicyText> InForce(IReadOnlyList<PolicyText> approved, DateOnly on) =>
        approved
            .GroupBy(text => text.Code, StringComparer.Ordinal)
            .Select(versions => PolicyTexts.InForce(versions, on))
            .OfType<PolicyText>();

    private static void ThrowIfConflict(PolicyText text, IReadOnlyList<PolicyText> versions, DateOnly today)
    {
        switch (PolicyTexts.Check(text, versions, today))
        {
            case TextConflict.EndsBeforeItBegins:
                throw Problem.Fields(new FieldError("effectiveTo", FieldCodes.OutOfRange)).AsException();
            case TextConflict.TooFarBack:
                throw Problem
                    .Fields(
                        new FieldError("effectiveFrom", FieldCodes.OutOfRange)
                        {
                            AtLeast = today.AddDays(-PolicyTexts.DaysBack).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
                        }
                    )
                    .AsException();
            case TextConflict.Overlaps:
                throw new Problem(ProblemCatalogue.PolicyTextOverlaps).AsException();
            default:
                return;
        }
    }

    private static int VersionOf(string version) =>
        int.TryParse(version, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0
            ? number
            : throw Problem.Fields(new FieldError("path.version", FieldCodes.BadCode)).AsException();

    private static ProblemException NotFound() => new Problem(ProblemCatalogue.NotFound).AsException();
}
