using Grid.Domain.Codes;

namespace Grid.Api.Reference;

/// <summary>A code list with its codes.</summary>
public sealed record CodeListView(string Id, string Zh, string En, string Source, string? Note, IReadOnlyList<CodeView> Codes)
{
    internal static CodeListView Of(CodeList list) =>
        new(list.Id, list.Zh, list.En, list.Source, list.Note, [.. list.Entries.Select(CodeView.Of)]);
}
