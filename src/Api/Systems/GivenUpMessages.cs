using System.Globalization;
using Grid.Api.Commands;
using Grid.Api.Problems;
using Grid.Api.Requests;
using Grid.Api.Security;
using Grid.Grains.Interfaces.Systems;

namespace Grid.Api.Systems;

/// <summary>What operators do with messages to other systems of the province that are not tried again by themselves.</summary>
internal static class GivenUpMessages
{
    /// <summary>The identifier of a message in an address.</summary>
    /// <exception cref="ProblemException">It is no number.</exception>
    public static long IdOf(string id) =>
        long.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var wanted)
            ? wanted
            : throw Problem.Fields(new FieldError("path.id", FieldCodes.BadCode)).AsException();

    /// <summary>Puts a message back to be sent, with its receipt. The second time it is no longer on the list: 404.</summary>
    public static async Task<IdempotentAnswer> ResendAsync(
        WriteRequest write,
        string id,
        Body<NoBody> body,
        IReadOnlyCollection<OutsideSystem> systems,
        ISystemOutbox outbox,
        IdempotentWrites writes,
        TimeProvider clock
    )
    {
        var wanted = IdOf(id);
        return await writes.RunAsync(write, write.Digest(body), async receipt =>
        {
            var answer = IdempotentWrites.Accepted();
            return await outbox.ResendAsync(
                wanted,
                systems,
                Scope.ForLists(write.Caller),
                clock.GetUtcNow(),
                receipt(answer),
                write.Cancelled
            )
                ? answer
                : throw new Problem(ProblemCatalogue.NotFound).AsException();
        });
    }
}
