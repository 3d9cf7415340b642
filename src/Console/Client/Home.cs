using Grid.Api.Reference;
using Grid.Api.Requests;
using Microsoft.AspNetCore.Components.Authorization;

namespace Grid.Console.Client;

/// <summary>Where the signed-in user's view begins, and the way from there to a region.</summary>
public sealed class Home(ApiClient api, AuthenticationStateProvider authentication)
{
    private static readonly TimeSpan Lasting = TimeSpan.FromMinutes(1);

    /// <summary>The region of the user's office; the province for whom no office is named. Null while the API does not answer.</summary>
    public async Task<string?> RegionAsync(CancellationToken cancellationToken)
    {
        var user = (await authentication.GetAuthenticationStateAsync()).User;
        if (user.FindFirst("office")?.Value is { Length: >= 6 } office)
            return office[..6];
        var provinces = await api.GetAsync<CursorPage<RegionView>>("/v1/regions", Lasting, cancellationToken);
        return provinces.Value?.Items is [var province, ..] ? province.Code : null;
    }

    /// <summary>The regions from the province down to this one, itself included; those that do not exist are left out.</summary>
    public async Task<IReadOnlyList<RegionView>> PathAsync(string region, CancellationToken cancellationToken)
    {
        if (region.Length < 6 || !region.All(char.IsAsciiDigit))
            return [];
        string[] codes = [.. new[] { region[..2] + "0000", region[..4] + "00", region[..6] }.Distinct()];
        var found = await Task.WhenAll(codes.Select(code => api.GetAsync<RegionView>("/v1/regions/" + code, Lasting, cancellationToken).AsTask()));
        return [.. found.Select(answer => answer.Value).OfType<RegionView>()];
    }
}
