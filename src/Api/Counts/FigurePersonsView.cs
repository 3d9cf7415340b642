using Grid.Grains.Interfaces.Counting;
using Grid.Grains.Interfaces.Persons.Reading;

namespace Grid.Api.Counts;

/// <summary>A page of the persons behind a figure.</summary>
public sealed record FigurePersonsView(IReadOnlyList<FigurePersonView> Items, string? Next)
{
    internal static FigurePersonsView Of(Page<FigurePerson> page) => new([.. page.Items.Select(FigurePersonView.Of)], page.Next);
}
