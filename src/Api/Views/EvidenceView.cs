using Grid.Domain.Persons;
using Grid.Domain.Text;

namespace Grid.Api.Views;

/// <summary>On what something rests.</summary>
public sealed record EvidenceView(string Basis, string? Source, DateTimeOffset? MatchedAt, string? Note)
{
    internal static EvidenceView Of(Evidence evidence) =>
        new(EnumName.Of(evidence.Basis), Mask.Text(evidence.Source), evidence.MatchedAt, Mask.Text(evidence.Note));
}
