using System.Text.Json;
using Grid.Api.Requests;
using Grid.Grains.Interfaces.Persons;
using Grid.Grains.Interfaces.Receipts;

namespace Grid.Api.Commands;

/// <summary>
/// Runs writes that change no person's record once for each key. A handler makes its answer first, and commits it as a receipt together
/// with the write:
/// <code>
/// return await writes.RunAsync(write, write.Digest(body), async receipt =>
/// {
///     var answer = IdempotentWrites.Accepted("/v1/…", view);
///     await store.StoreAsync(…, receipt(answer), write.Cancelled);
///     return answer;
/// });
/// </code>
/// A problem that the handler throws leaves no receipt: the key can be used again.
/// </summary>
internal sealed class IdempotentWrites(IReceiptStore receipts, TimeProvider clock)
{
    /// <summary>
    /// The first answer when this very request was carried out before, "key reused" when it was another one, and otherwise what the handler
    /// does.
    /// </summary>
    /// <param name="write">Who, what, under which key.</param>
    /// <param name="digest">Of the request: <see cref="WriteRequest.Digest"/>.</param>
    /// <param name="carryOut">Judges and commits; the function that it is given makes the receipt of its answer, which must go into the
    /// transaction of the write.</param>
    public async Task<IdempotentAnswer> RunAsync(
        WriteRequest write,
        byte[] digest,
        Func<Func<WriteAnswer, CommandReceipt>, Task<WriteAnswer>> carryOut
    )
    {
        if (await RepeatAsync(write, digest) is { } repeat)
        {
            return repeat;
        }

        try
        {
            return new IdempotentAnswer(
                await carryOut(answer => new CommandReceipt(
                    write.Caller.Actor.Subject,
                    write.Key,
                    digest,
                    write.Operation,
                    answer,
                    clock.GetUtcNow()
                ))
            );
        }
        catch (DuplicateReceiptException)
        {
            // The same key arrived twice at once and the other one won; or this is a second attempt of the store after a lost connection,
            // and the first had succeeded.
            if (await RepeatAsync(write, digest) is { } winner)
            {
                return winner;
            }

            throw;
        }
    }

    /// <summary>200 with a body.</summary>
    public static WriteAnswer Done<T>(T body) => new(200, null, Json(body));

    /// <summary>201 with a body and the address of what was made.</summary>
    public static WriteAnswer Created<T>(string location, T body) => new(201, location, Json(body));

    /// <summary>202 with a body, for what goes on by itself.</summary>
    public static WriteAnswer Accepted<T>(string location, T body) => new(202, location, Json(body));

    /// <summary>202 without a body.</summary>
    public static WriteAnswer Accepted() => new(202);

    private static string Json<T>(T body) => JsonSerializer.Serialize(body, ApiJson.Options);

    private async Task<IdempotentAnswer?> RepeatAsync(WriteRequest write, byte[] digest) =>
        await receipts.ReplayAsync(write.Caller.Actor.Subject, write.Key, digest, write.Cancelled) is not { } replay ? null
        : replay is { IsSameRequest: true, Receipt.Answer: { } answer } ? new IdempotentAnswer(answer) { Repeated = true }
        : new IdempotentAnswer(null);
}
