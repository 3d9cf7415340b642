using Grid.Api.Access;
using Grid.Api.Commands;
using Grid.Api.Requests;
using Grid.Api.Security;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Grid.Api.Matching;

/// <summary>Rows of sources about one person (信息比对), and what the office does about them (79/2020 (二), (四)).</summary>
internal static class MatchEndpoints
{
    public static void MapMatches(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/v1/persons/{personId}/matches").WithTags("Data matching");
        group.MapPost("", Record).Writes("persons.record-match");
        group.MapPost("/{source}/{key}/finding", Judge).Writes("persons.judge-match");
        group.MapPost("/{source}/{key}/statement", Answer).Writes("persons.answer-match");
    }

    private static Task<CommandAnswer> Record(
        string personId,
        WriteRequest write,
        Body<MatchBody> body,
        CommandRouter cases,
        TimeProvider clock
    ) => cases.ToPersonAsync(write, write.Digest(body), personId, body.Value.Read(new Fields(clock)));

    private static Task<CommandAnswer> Judge(
        string personId,
        string source,
        string key,
        WriteRequest write,
        Body<FindingBody> body,
        CommandRouter cases,
        TimeProvider clock
    ) => cases.ToPersonAsync(write, write.Digest(body), personId, body.Value.Read(source, key, new Fields(clock)));

    private static Task<CommandAnswer> Answer(
        string personId,
        string source,
        string key,
        WriteRequest write,
        Body<MatchStatementBody> body,
        CommandRouter cases,
        TimeProvider clock
    ) => cases.ToPersonAsync(write, write.Digest(body), personId, body.Value.Read(source, key, new Fields(clock)));
}
