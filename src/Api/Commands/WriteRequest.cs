using System.Diagnostics;
using System.Reflection;
using System.Security.Cryptography;
using System.Text;
using Grid.Api.Requests;
using Grid.Api.Security;
using Grid.Grains.Interfaces.Persons;
using Microsoft.AspNetCore.Http;

namespace Grid.Api.Commands;

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

    public CommandContext Context(byte[] digest) => new(Caller.Actor, Key, digest, Activity.Current?.TraceId.ToHexString());
}
