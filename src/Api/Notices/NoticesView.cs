using Grid.Api.Operations;

namespace Grid.Api.Notices;

/// <summary>How the messages to persons (告知) stand, in numbers.</summary>
/// <param name="Today">The day in China.</param>
/// <param name="Kinds">Those of which there is anything.</param>
/// <param name="Regions">The regions directly below; offices of the region itself are in none of them.</param>
public sealed record NoticesView(
    string Region,
    string Name,
    string? NameEn,
    DateOnly Today,
    DateTimeOffset AsOf,
    NoticeNumbersView Numbers,
    IReadOnlyList<NoticeKindView> Kinds,
    IReadOnlyList<NoticeRegionView> Regions,
    AttentionView? Attention
);
