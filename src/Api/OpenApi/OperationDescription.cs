using System.Text.Json.Nodes;
using Grid.Api.Commands;
using Grid.Api.Hosting;
using Grid.Api.Requests;
using Grid.Api.Security;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Net.Http.Headers;
using Microsoft.OpenApi;

namespace Grid.Api.OpenApi;

/// <summary>The OpenAPI document, generated from the code: <c>/openapi/v1.json</c>.</summary>
internal static class GridOpenApi
{
    public const string Bearer = "bearer";

    /// <summary>Its name among the framework's documents.</summary>
    public const string Name = "v1";

    public const string Address = "/openapi/v1.json";

    public static IServiceCollection AddGridOpenApi(this IServiceCollection services) =>
        services
            .AddSingleton<PublishedDocument>()
            .AddResponseCompression(compression =>
            {
                // Nothing of it is secret, so that its length tells nothing.
                compression.EnableForHttps = true;
                compression.MimeTypes = ["application/json"];
            })
            .AddOpenApi(Name, options =>
            {
                options.AddDocumentTransformer(
                    (document, _, _) =>
                    {
                        document.Info = new OpenApiInfo
                        {
                            Title = "Grid: 失业登记 / unemployment registration",
                            Version = "v1",
                            Description =
                                "按人社厅发〔2020〕79号。Rule: notice 79/2020. Every problem is application/problem+json; the catalogue is at /problems. "
                                + "Every command needs the header Idempotency-Key: the same key and body again gives the same answer and one effect.",
                        };
                        document.Servers = [];
                        document.Components ??= new OpenApiComponents();
                        document.Components.SecuritySchemes ??= new Dictionary<string, IOpenApiSecurityScheme>(StringComparer.Ordinal);
                        document.Components.SecuritySchemes[Bearer] = new OpenApiSecurityScheme
                        {
                            Type = SecuritySchemeType.Http,
                            Scheme = "bearer",
                            BearerFormat = "JWT",
                        };
                        return Task.CompletedTask;
                    }
                );
                options.AddSchemaTransformer(
                    (schema, context, _) =>
                    {
                        // A member without a value is absent, also where the constructor of its type takes it.
                        foreach (var member in context.JsonTypeInfo.Properties)
                        {
                            if (Nullable.GetUnderlyingType(member.PropertyType) is not null)
                                schema.Required?.Remove(member.Name);
                        }

                        return Task.CompletedTask;
                    }
                );
                options.AddOperationTransformer(OperationDescription.ApplyAsync);
                options.AddOperationTransformer(ProblemResponses.ApplyAsync);
            });

    /// <summary>Serves the document, compressed where the caller can read that; whoever has it already asks with its entity tag.</summary>
    public static void MapGridOpenApi(this IEndpointRouteBuilder routes) =>
        routes
            .MapGet(Address, async (HttpContext context, PublishedDocument document) =>
            {
                var published = await document.ReadAsync(context.RequestAborted);
                context.Response.Headers.CacheControl = "public, no-cache";
                return Results.Bytes(published.Bytes, "application/json;charset=utf-8", entityTag: new EntityTagHeaderValue(published.Tag));
            })
            .RequireRateLimiting(RateLimits.Anonymous)
            .ExcludeFromDescription();
}

/// <summary>Completes an operation in the document: title and roles from the matrix, key, query, example of the body.</summary>
internal static class OperationDescription
{
    public static Task ApplyAsync(
        OpenApiOperation operation,
        OpenApiOperationTransformerContext context,
        CancellationToken cancellationToken
    )
    {
        var metadata = context.Description.ActionDescriptor.EndpointMetadata;
        operation.Parameters ??= [];
        if (metadata.OfType<Operation>().FirstOrDefault() is { } known)
            Describe(operation, known, context);

        foreach (var name in metadata.OfType<QueryNames>().SelectMany(names => names.Names))
            operation.Parameters.Add(Query(name));

        if (metadata.OfType<RequestExample>().FirstOrDefault() is { } example && operation.RequestBody?.Content is { } content)
        {
            foreach (var media in content.Values)
                media.Example = example.Value.DeepClone();
        }

        return Task.CompletedTask;
    }

    private static void Describe(OpenApiOperation operation, Operation known, OpenApiOperationTransformerContext context)
    {
        var matrix = RoleMatrix.BuiltIn;
        var row = matrix.Rows.Single(row => row.Operation == known.Name);
        operation.Summary = $"{row.Zh} / {row.En}";
        var more = operation.Description is { Length: > 0 } given ? " " + given : "";
        operation.Description =
            (matrix.IsOpen(known.Name) ? "No token is needed." : "Roles: " + string.Join(", ", matrix.RolesOf(known.Name)) + ".")
            + (matrix.IsForProvince(known.Name) ? " Only of the whole province." : "")
            + more;
        if (!matrix.IsOpen(known.Name))
        {
            operation.Security =
            [
                new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(GridOpenApi.Bearer, context.Document)] = [] },
            ];
        }

        if (known.Kind == OperationKind.Write)
        {
            operation.Parameters!.Add(
                new OpenApiParameter
                {
                    Name = IdempotencyKey.Header,
                    In = ParameterLocation.Header,
                    Required = true,
                    Description = "1 to 64 letters, digits or . _ : -; the same key for every repeat of the same request.",
                    Schema = new OpenApiSchema { Type = JsonSchemaType.String, Pattern = "^[A-Za-z0-9._:-]{1,64}$" },
                    Example = JsonValue.Create("9f6f4b0e-2f3c-4a39-8f5e-5d1f8f0a7c11"),
                }
            );
        }
    }

    private static OpenApiParameter Query(string name) =>
        new()
        {
            Name = name,
            In = ParameterLocation.Query,
            Description = name switch
            {
                "pageSize" => "1 to 200; 50 by default.",
                "cursor" => "The next of the page before.",
                "after" => "The next of the page before, or the cursor of a change; now: from now on; absent: from 90 days ago.",
                "wait" => "Seconds to wait for a change where there is none yet, 0 to 30; 0 by default.",
                "overdue" => "true: those whose deadline passed.",
                "name" => "A part of the name.",
                "office" => "An office's code.",
                "bucket" => "overdue, today, week or later.",
                "escalated" => "true: those that were escalated to the caller's office.",
                "mine" => "true: those that the caller holds.",
                "unclaimed" => "true: those that no clerk has claimed.",
                "dryRun" => "true: judge only.",
                "from" => "The first day, inclusive.",
                "to" => "The last day, inclusive.",
                "actor" => "The subject of who read.",
                "person" => "A person's identifier.",
                "action" => "An operation's name, as in /v1/roles.",
                "period" => "The month that names a period: 2026-11 is 21 October to 20 November.",
                "format" => "csv, xlsx or json.",
                "position" => "Number of the first row, from 0.",
                "lang" => "zh or en; by Accept-Language when absent.",
                _ => "A region's code.",
            },
            Schema =
                name is "overdue" or "escalated" or "mine" or "unclaimed" or "dryRun" ? new OpenApiSchema { Type = JsonSchemaType.Boolean }
                : name == "wait"
                    ? new OpenApiSchema
                    {
                        Type = JsonSchemaType.Integer,
                        Minimum = "0",
                        Maximum = "30",
                    }
                : name == "pageSize"
                    ? new OpenApiSchema
                    {
                        Type = JsonSchemaType.Integer,
                        Minimum = "1",
                        Maximum = "200",
                    }
                : new OpenApiSchema { Type = JsonSchemaType.String },
        };
}
