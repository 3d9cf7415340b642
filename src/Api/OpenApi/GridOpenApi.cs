using Microsoft.Extensions.DependencyInjection;
using Microsoft.OpenApi;

namespace Grid.Api.OpenApi;

/// <summary>The OpenAPI document, generated from the code: <c>/openapi/v1.json</c>.</summary>
internal static class GridOpenApi
{
    public const string Bearer = "bearer";

    public static IServiceCollection AddGridOpenApi(this IServiceCollection services) => services.AddOpenApi("v1", options =>
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
            options.AddOperationTransformer(OperationDescription.ApplyAsync);
            options.AddOperationTransformer(ProblemResponses.ApplyAsync);
        });
}
