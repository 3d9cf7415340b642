using System.Diagnostics;
using System.Reflection;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Grid.Api.Problems;
using Grid.Api.Requests;
using Grid.Api.Security;
using Grid.Grains.Interfaces.Persons;
using Grid.Grains.Interfaces.Receipts;
using Microsoft.AspNetCore.Http;

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
    /// The first answer when this request was carried out before, "key reused" when the key belongs to another request, and otherwise what
    /// the handler does.
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
            return repeat;

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
            // The same key arrived twice at the same time and the other request committed first; or this is a second attempt of the store
            // after a lost connection, and the first had succeeded.
            if (await RepeatAsync(write, digest) is { } winner)
                return winner;

            throw;
        }
    }

    /// <summary>200 with a body.</summary>
    public static WriteAnswer Done<T>(T body) => new(200, null, Json(body));

    /// <summary>201 with a body and the address of what was made.</summary>
    public static WriteAnswer Created<T>(string location, T body) => new(201, location, Json(body));

    /// <summary>202 with a body, for work that continues in the background.</summary>
    public static WriteAnswer Accepted<T>(string location, T body) => new(202, location, Json(body));

    /// <summary>202 without a body.</summary>
    public static WriteAnswer Accepted() => new(202);

    private static string Json<T>(T body) => JsonSerializer.Serialize(body, ApiJson.Options);

    private async Task<IdempotentAnswer?> RepeatAsync(WriteRequest write, byte[] digest) =>
        await receipts.ReplayAsync(write.Caller.Actor.Subject, write.Key, digest, write.Cancelled) is not { } replay ? null
        : replay is { IsSameRequest: true, Receipt.Answer: { } answer } ? new IdempotentAnswer(answer) { Repeated = true }
        : new IdempotentAnswer(null);
}

/// <summary>The answer to a write that changes no person's record. A repeat gets the same bytes.</summary>
/// <param name="answer">Null: the key was used for another request.</param>
internal sealed class IdempotentAnswer(WriteAnswer? answer) : IResult
{
    /// <summary>It is the first answer's; nothing was done now.</summary>
    public bool Repeated { get; init; }

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        if (answer is null)
        {
            await ProblemWriter.WriteAsync(httpContext, new Problem(ProblemCatalogue.IdempotencyKeyReused));
            return;
        }

        var response = httpContext.Response;
        response.StatusCode = answer.Status;
        response.Headers.CacheControl = "no-store";
        if (answer.Location is { } location)
            response.Headers.Location = location;

        if (Repeated)
            response.Headers[CommandAnswer.ReplayHeader] = "true";

        if (answer.Body is { } body)
        {
            response.ContentType = "application/json; charset=utf-8";
            await response.WriteAsync(body, CancellationToken.None);
        }
    }
}

/// <summary>The header <c>Idempotency-Key</c>: 1 to 64 letters, digits or <c>. _ : -</c>; unique for the caller for 90 days.</summary>
internal static partial class IdempotencyKey
{
    public const string Header = "Idempotency-Key";

    /// <summary>Its form, for the OpenAPI document.</summary>
    public const string Pattern = "^[A-Za-z0-9._:-]{1,64}$";

    /// <summary>The key; null when there is none or it is malformed.</summary>
    public static string? Read(HttpRequest request) =>
        request.Headers.TryGetValue(Header, out var values) && values is [{ } key] && IsKey(key) ? key : null;

    public static string Require(HttpRequest request) =>
        Read(request)
        ?? throw new Problem(ProblemCatalogue.IdempotencyKeyNeeded)
        {
            Errors = [new FieldError("header." + Header, request.Headers.ContainsKey(Header) ? FieldCodes.BadCode : FieldCodes.Required)],
        }.AsException();

    public static bool IsKey(string text) => Key().IsMatch(text);

    [GeneratedRegex(@"^[A-Za-z0-9._:-]{1,64}\z", RegexOptions.CultureInvariant)]
    private static partial Regex Key();
}

/// <summary>
/// A write on its way: who, which operation on what, under which key. A handler takes it as its first parameter, so that the key is judged
/// before the body.
/// </summary>
internal sealed class WriteRequest
{
    private WriteRequest(Caller caller, string operation, string key, IReadOnlyList<string> target, CancellationToken cancelled) =>
        (Caller, Operation, Key, Target, Cancelled) = (caller, operation, key, target, cancelled);

    public Caller Caller { get; }

    public string Operation { get; }

    public string Key { get; }

    /// <summary>The values of the route, in its order.</summary>
    public IReadOnlyList<string> Target { get; }

    /// <summary>Set when the client went away or the time is up.</summary>
    public CancellationToken Cancelled { get; }

    /// <summary>The version of what is changed, as the caller read it; null when any will do.</summary>
    public IfMatch? Match { get; private init; }

    /// <summary>Called by the framework.</summary>
    public static ValueTask<WriteRequest?> BindAsync(HttpContext context, ParameterInfo parameter)
    {
        ArgumentNullException.ThrowIfNull(context);
        var operation = context.GetEndpoint()!.Metadata.GetMetadata<Operation>()!;
        var target = context
            .Request.RouteValues.OrderBy(value => value.Key, StringComparer.Ordinal)
            .Select(value => value.Value?.ToString() ?? "");
        return ValueTask.FromResult<WriteRequest?>(
            new WriteRequest(
                context.Features.Get<Caller>()!,
                operation.Name,
                IdempotencyKey.Require(context.Request),
                [.. target],
                context.RequestAborted
            )
            {
                Match = IfMatch.Read(context),
            }
        );
    }

    /// <summary>
    /// SHA-256 over operation, route values and the body in its canonical form (<see cref="Body{T}.Canonical"/>): the same for the same
    /// request however its JSON is laid out.
    /// </summary>
    public byte[] Digest<T>(Body<T> body)
        where T : class, IRequest<T>
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var part in Target.Prepend(Operation))
        {
            // Route values hold no line break.
            hash.AppendData(Encoding.UTF8.GetBytes(part + "\n"));
        }

        hash.AppendData(body.Canonical());
        return hash.GetHashAndReset();
    }

    /// <summary>
    /// One line of a batch: a command with a key of its own, which follows from the batch's key and the line. So the same batch again sends
    /// the same commands again, and each is carried out once.
    /// </summary>
    public WriteRequest Line(string line)
    {
        var key = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{Operation}\n{Key}\n{line}")));
        return new WriteRequest(Caller, Operation, "line:" + key[..40], [line], Cancelled);
    }

    public CommandContext Context(byte[] digest) =>
        new(Caller.Actor, Key, digest, Activity.Current?.TraceId.ToHexString())
        {
            // No record has a version below zero.
            ExpectedVersion = Match is null ? null : Match.Sequence ?? -1,
        };
}
