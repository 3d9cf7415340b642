namespace Grid.Api.Notices;

/// <summary>Messages of a region directly below, by the office that held the case.</summary>
public sealed record NoticeRegionView(string Region, string Name, string? NameEn, NoticeNumbersView Numbers);
