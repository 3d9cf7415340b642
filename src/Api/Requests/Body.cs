using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using System.Text.Json;
using Grid.Api.Problems;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Metadata;

namespace Grid.Api.Requests;

/// <summary>
/// A body that has been read and has the right shape: every member is known, of the right type and good text. All that is wrong with the
/// shape is told at once. A handler takes it as a parameter.
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
        {
            return new Body<T>(T.Example);
        }

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
