using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using Grid.Api.Problems;
using Grid.Domain.Persons;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Metadata;

namespace Grid.Api.Requests;

/// <summary>
/// A body that has been read and has the right shape: every member is known, of the right type and good text. All that is wrong with the
/// shape is reported at once. A handler takes it as a parameter.
/// </summary>
[SuppressMessage(
    "Design",
    "CA1000:Do not declare static members on generic types",
    Justification = "The framework finds them by their names."
)]
public sealed class Body<T> : IEndpointParameterMetadataProvider
    where T : class, IRequest<T>
{
    internal Body(T value) => Value = value;

    public T Value { get; }

    /// <summary>
    /// The request in the one form over which its digest is taken: members in their order, absent ones left out, no blanks. So a client
    /// that repeats a request may lay out its JSON differently.
    /// </summary>
    internal byte[] Canonical() => JsonSerializer.SerializeToUtf8Bytes(Value, ApiJson.Options);

    /// <summary>Called by the framework.</summary>
    public static async ValueTask<Body<T>?> BindAsync(HttpContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var mayBeEmpty = typeof(T) == typeof(NoBody);
        using var document = await BodyReader.ReadAsync(context, mayBeEmpty);
        if (document is null)
            return new Body<T>(T.Example);

        BodyShape.Check(document.RootElement, typeof(T));
        return new Body<T>(
            document.RootElement.Deserialize<T>(ApiJson.Options) ?? throw new Problem(ProblemCatalogue.MalformedJson).AsException()
        );
    }

    /// <summary>Called by the framework: the body's type and example for the OpenAPI document.</summary>
    public static void PopulateMetadata(ParameterInfo parameter, EndpointBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        if (typeof(T) != typeof(NoBody))
        {
            builder.Metadata.Add(new AcceptsMetadata(["application/json"], typeof(T), isOptional: false));
            builder.Metadata.Add(new RequestExample(JsonSerializer.SerializeToNode(T.Example, ApiJson.Options)!));
        }
    }
}

/// <summary>The body of a request: texts as they were sent, judged afterwards. Every member may be missing.</summary>
public interface IRequest<TSelf>
    where TSelf : class, IRequest<TSelf>
{
    /// <summary>A request that is accepted in form, for the OpenAPI document.</summary>
    static abstract TSelf Example { get; }
}

/// <summary>An endpoint's example of a request body.</summary>
internal sealed record RequestExample(JsonNode Value);

/// <summary>The body of a request that needs none: nothing at all, or an empty object.</summary>
public sealed record NoBody : IRequest<NoBody>
{
    public static NoBody Example { get; } = new();
}

/// <summary>A note.</summary>
public sealed record NoteBody : IRequest<NoteBody>
{
    public string? Note { get; init; }

    public static NoteBody Example { get; } = new() { Note = "姓名与证件不符,请核对后更正" };

    internal string Read(Fields fields)
    {
        var note = fields.Text(Note, "note", FieldLimits.Note, required: true);
        fields.ThrowIfWrong();
        return note!;
    }
}

/// <summary>How the domain's values read themselves from a typed text.</summary>
internal delegate bool TryRead<T, TError>(string? text, out T? value, out TError error)
    where T : class
    where TError : struct, Enum;
