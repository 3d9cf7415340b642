using Grid.Api.Problems;
using Grid.Api.Security;
using Grid.Grains.Interfaces.Persons;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Grid.Api.Commands;

/// <summary>What became of a command, for its own caller.</summary>
internal static class CommandEndpoints
{
    public static void MapCommands(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/v1/commands").WithTags("Commands");
        group.MapGet("/{key}", Find).Reads("commands.read");
    }

    /// <summary>404 <c>command-not-known</c> means that repeating with the same key is right.</summary>
    private static async Task<Ok<CommandView>> Find(string key, Caller caller, IReceiptStore receipts, CancellationToken cancelled)
    {
        if (!IdempotencyKey.IsKey(key))
        {
            throw Problem.Fields(new FieldError("path.key", FieldCodes.BadCode)).AsException();
        }

        var receipt = await receipts.FindAsync(caller.Actor.Subject, key, cancelled)
            ?? throw new Problem(ProblemCatalogue.CommandNotKnown).AsException();
        return TypedResults.Ok(CommandView.Of(receipt));
    }
}
