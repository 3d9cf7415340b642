using Grid.Grains.Interfaces.Counting;

namespace Grid.Api.Counts;

/// <summary>A page of the persons behind a figure.</summary>
public sealed record FigurePersonsView(IReadOnlyList<FigurePersonView> Items, string? Next)
{
    internal static FigurePersonsView Of(FigurePersonsPage page) => new([.. page.Items.Select(FigurePersonView.Of)], page.Next);
}
