namespace Grid.Api.Notices;

/// <summary>Messages of one kind.</summary>
/// <param name="Kind">Its name in the templates.</param>
public sealed record NoticeKindView(string Kind, NoticeNumbersView Numbers);
