using Grid.Api.Reference;
using Grid.Api.Requests;
using Microsoft.AspNetCore.Components.Authorization;

namespace Grid.Console.Client;

/// <summary>The region in which the signed-in user's view begins, and the path from there to a region.</summary>
public sealed class VisibleRegions(ApiClient api, AuthenticationStateProvider authentication)
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

    /// <summary>
    /// The regions down to this one, itself included, from the top of what the user may see; those that do not exist are left out.
    /// </summary>
    public async Task<IReadOnlyList<RegionView>> PathAsync(string region, CancellationToken cancellationToken)
    {
        if (region.Length < 6 || !region.All(char.IsAsciiDigit))
            return [];
        var top = (await authentication.GetAuthenticationStateAsync()).User.FindFirst("office")?.Value is { Length: >= 6 } office
            ? Prefix(office[..6])
            : "";
        string[] codes =
        [
            .. new[] { region[..2] + "0000", region[..4] + "00", region[..6] }
                .Distinct()
                .Where(code => code == region || Prefix(code).StartsWith(top, StringComparison.Ordinal)),
        ];
        var found = await Task.WhenAll(
            codes.Select(code => api.GetAsync<RegionView>("/v1/regions/" + code, Lasting, cancellationToken).AsTask())
        );
        return [.. found.Select(answer => answer.Value).OfType<RegionView>()];
    }

    /// <summary>The digits that the codes of all regions below begin with.</summary>
    private static string Prefix(string code) =>
        code.EndsWith("0000", StringComparison.Ordinal) ? code[..2]
        : code.EndsWith("00", StringComparison.Ordinal) ? code[..4]
        : code;
}
