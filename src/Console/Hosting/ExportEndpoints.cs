using System.Net.Http.Headers;
using Grid.Console.Client;
using Grid.Console.SignIn;
using Grid.Console.Texts;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Grid.Console.Hosting;

/// <summary>Files that a page offers: the API's own export, fetched with the user's token.</summary>
internal static class ExportEndpoints
{
    public static void MapExports(this IEndpointRouteBuilder routes)
    {
        routes
            .MapGet(
                "/console/report/{period}/{region}/export",
                (string period, string region, string? format, HttpContext context, IHttpClientFactory clients, ApiAddress address) =>
                    PassOnAsync(
                        $"/v1/reports/{Uri.EscapeDataString(period)}/{Uri.EscapeDataString(region)}/export?format={Uri.EscapeDataString(format ?? "xlsx")}&lang={Language(context)}",
                        context,
                        clients,
                        address
                    )
            )
            .RequireAuthorization(PagePolicies.Report);
        routes
            .MapGet("/console/imports/{id}/report", (string id, HttpContext context, IHttpClientFactory clients, ApiAddress address) =>
                PassOnAsync($"/v1/imports/{Uri.EscapeDataString(id)}/report", context, clients, address)
            )
            .RequireAuthorization(PagePolicies.Imports);
    }

    private static string Language(HttpContext context) => UiLanguage.For(context.Request).IsEnglish ? "en" : "zh";

    private static async Task PassOnAsync(string path, HttpContext context, IHttpClientFactory clients, ApiAddress address)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(address.Value, path));
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", context.User.FindFirst(PagesSignIn.TokenClaim)?.Value);
        request.Headers.AcceptLanguage.Add(new StringWithQualityHeaderValue(Language(context)));
        using var client = clients.CreateClient(ApiClient.Name);
        using var answer = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, context.RequestAborted);
        if (!answer.IsSuccessStatusCode)
        {
            await PlainPage.WriteAsync(context, (int)answer.StatusCode);
            return;
        }

        context.Response.ContentType = answer.Content.Headers.ContentType?.ToString();
        context.Response.Headers.ContentDisposition = answer.Content.Headers.ContentDisposition?.ToString();
        context.Response.Headers.CacheControl = "no-store";
        await answer.Content.CopyToAsync(context.Response.Body, context.RequestAborted);
    }
}
