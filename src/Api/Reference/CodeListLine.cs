namespace Grid.Api.Reference;

/// <summary>A code list (代码表) in the list of lists.</summary>
public sealed record CodeListLine(string Id, string Zh, string En, string Source, int Codes, string Href);
