using Grid.Domain.Codes;
using Grid.Domain.Text;

namespace Grid.Api.Reference;

/// <summary>One code.</summary>
/// <param name="Name">Its name, which requests may use instead of the code.</param>
/// <param name="Verdict">For exit reasons: <c>closesAlone</c>, <c>conditional</c> or <c>forbidden</c> (79/2020 (四)).</param>
/// <param name="ValidTo">Last day, inclusive.</param>
public sealed record CodeView(
    string Code,
    string? Name,
    string Zh,
    string En,
    string? Parent,
    DateOnly? ValidFrom,
    DateOnly? ValidTo,
    string? Verdict,
    string? Article,
    string? Note,
    string? NoteZh
)
{
    internal static CodeView Of(CodeEntry entry) =>
        new(
            entry.Code,
            entry.Name,
            entry.Zh,
            entry.En,
            entry.Parent,
            entry.ValidFrom,
            entry.ValidTo,
            entry.Verdict is { } verdict ? EnumName.Of(verdict) : null,
            entry.Article,
            entry.Note,
            entry.NoteZh
        );
}
