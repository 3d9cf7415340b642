using Microsoft.Extensions.DependencyInjection;

namespace Grid.Api.OpenApi;

/// <summary>The OpenAPI document, generated from the code: <c>/openapi/v1.json</c>.</summary>
internal static class GridOpenApi
{
    public static IServiceCollection AddGridOpenApi(this IServiceCollection services) => services.AddOpenApi("v1");
}
