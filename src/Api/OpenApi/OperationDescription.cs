using System.Text.Json.Nodes;
using Grid.Api.Commands;
using Grid.Api.Hosting;
using Grid.Api.Requests;
using Grid.Api.Security;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.OpenApi;

namespace Grid.Api.OpenApi;

/// <summary>The OpenAPI document, generated from the code: <c>/openapi/v1.json</c>.</summary>
internal static class GridOpenApi
{
    public const string Bearer = "bearer";

    /// <summary>Its name among the framework's documents.</summary>
    public const string Name = "v1";

    public const string Address = "/openapi/v1.json";

    /// <summary>The same in version 3.1 of OpenAPI, with more of its texts.</summary>
    public const string NewerAddress = "/openapi/v1-3.1.json";

    public static IServiceCollection AddGridOpenApi(this IServiceCollection services) =>
        services
            .AddSingleton<PublishedDocument>()
            .AddOpenApi(Name, options =>
            {
                options.AddDocumentTransformer(
                    (document, _, _) =>
                    {
                        document.Info = new OpenApiInfo
                        {
                            Title = "Grid: 失业登记 / unemployment registration",
                            Version = "v1",
                            Description = About,
                            Contact = new OpenApiContact { Name = "本登记系统的运行机构 / the operators of this register" },
                            License = new OpenApiLicense { Name = "按运行机构的规定使用 / to be used as the operators allow" },
                        };
                        document.Servers = [];
                        document.Components ??= new OpenApiComponents();
                        document.Components.SecuritySchemes ??= new Dictionary<string, IOpenApiSecurityScheme>(StringComparer.Ordinal);
                        document.Components.SecuritySchemes[Bearer] = new OpenApiSecurityScheme
                        {
                            Type = SecuritySchemeType.Http,
                            Scheme = "bearer",
                            BearerFormat = "JWT",
                            Description = "A token of the province's identity provider, with role and office.",
                        };
                        return Task.CompletedTask;
                    }
                );
                options.AddSchemaTransformer(TypeDescription.ApplyAsync);
                options.AddOperationTransformer(OperationDescription.ApplyAsync);
                options.AddOperationTransformer(ProblemResponses.ApplyAsync);
                options.AddOperationTransformer(AnswerHeaders.ApplyAsync);
            });

    /// <summary>Serves the documents, as other reference data.</summary>
    public static void MapGridOpenApi(this IEndpointRouteBuilder routes)
    {
        foreach (var address in PublishedDocument.Addresses)
        {
            routes
                .MapGet(address, async (HttpContext context, PublishedDocument document) =>
                {
                    var published = await document.ReadAsync(address, context.RequestAborted);
                    return Results.Bytes(published.Bytes, "application/json;charset=utf-8");
                })
                .LimitedByAddress()
                .MayChange()
                .ExcludeFromDescription();
        }
    }

    private const string About =
        "按人社厅发〔2020〕79号。Rule: notice 79/2020. Every problem is application/problem+json; the catalogue is at /problems. "
        + "Every command needs the header Idempotency-Key: the same key and body again gives the same answer and one effect. "
        + "Answers may get members and values with any release: ignore members that you do not know, and take unknown values as such. "
        + "A member without a value is absent in answers, and absent or null in requests. "
        + "Parts of this document for those who need no more: /openapi/office.json, /openapi/statistics.json, /openapi/operators.json, "
        + "/openapi/machines.json.";
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
        var known = metadata.OfType<Operation>().FirstOrDefault();
        if (known is not null || context.Description.RelativePath?.StartsWith("problems", StringComparison.Ordinal) == true)
        {
            foreach (var parameter in operation.Parameters.OfType<OpenApiParameter>().Where(one => one.In == ParameterLocation.Path))
            {
                parameter.Description ??= QueryDescription.OfPath(parameter.Name!);
                QueryDescription.FormOfPath(parameter);
            }
        }

        if (known is not null)
        {
            Describe(operation, known, context);
            foreach (var name in metadata.OfType<QueryNames>().SelectMany(names => names.Names))
                operation.Parameters.Add(QueryDescription.Of(known.Name, name));
        }

        foreach (var response in operation.Responses?.Values.OfType<OpenApiResponse>() ?? [])
            DescribeFile(response);

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

        var isOfThePerson = known.Kind == OperationKind.Repeatable && ProblemResponses.IsOfThePerson(known);
        if (known.Kind == OperationKind.Write || isOfThePerson)
        {
            operation.Parameters!.Add(
                new OpenApiParameter
                {
                    Name = IdempotencyKey.Header,
                    In = ParameterLocation.Header,
                    Required = known.Kind == OperationKind.Write,
                    Description =
                        "1 to 64 letters, digits or . _ : -; the same key for every repeat of the same request."
                        + (isOfThePerson ? " Without one the request itself is the key." : ""),
                    Schema = new OpenApiSchema { Type = JsonSchemaType.String, Pattern = IdempotencyKey.Pattern },
                    Example = JsonValue.Create("9f6f4b0e-2f3c-4a39-8f5e-5d1f8f0a7c11"),
                }
            );
        }
    }

    /// <summary>Files as what they are.</summary>
    private static void DescribeFile(OpenApiResponse response)
    {
        foreach (var (type, media) in response.Content ?? new Dictionary<string, OpenApiMediaType>())
        {
            if (type == "text/csv" || (media.Schema as OpenApiSchemaReference)?.Reference.Id == nameof(FileContentHttpResult))
            {
                media.Schema = new OpenApiSchema { Type = JsonSchemaType.String, Format = "binary" };
                response.Headers ??= new Dictionary<string, IOpenApiHeader>(StringComparer.Ordinal);
                response.Headers["Content-Disposition"] = Header("attachment, with the name of the file.");
            }
            else if (!type.EndsWith("json", StringComparison.Ordinal))
            {
                media.Schema = new OpenApiSchema { Type = JsonSchemaType.String };
            }
        }
    }

    internal static OpenApiHeader Header(string description) =>
        new()
        {
            Description = description,
            Schema = new OpenApiSchema { Type = JsonSchemaType.String },
        };
}
