using Grid.Domain.Services;

namespace Grid.Api.Reference;

/// <summary>The province's service list (服务清单) or policy list (政策清单), 79/2020 (三).</summary>
/// <param name="Version">Goes with each service that is recorded.</param>
public sealed record OfferListView(string Version, IReadOnlyList<OfferedItem> Items)
{
    internal static OfferListView Of(OfferList list) => new(list.Version, list.Items);
}
