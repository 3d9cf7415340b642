using System.Globalization;
using Grid.Grains.Interfaces.Counting;
using Grid.Grains.Interfaces.Persons.Reading;

namespace Grid.Api.Counts;

/// <summary>A page of the persons behind a figure.</summary>
public sealed record FigurePersonsView(IReadOnlyList<FigurePersonView> Items, string? Next)
{
    internal static FigurePersonsView Of(Page<FigurePerson> page, string? next) => new([.. page.Items.Select(FigurePersonView.Of)], next);
}

/// <summary>One person behind a figure.</summary>
/// <param name="Name">Only its first character; the record itself is another read.</param>
/// <param name="On">The event's date.</param>
/// <param name="Event">What moved the figure: the kind of the event, a slash, and its number in the person's history.</param>
public sealed record FigurePersonView(string Person, string? Name, string Office, string RegistrationNumber, DateOnly On, string Event)
{
    internal static FigurePersonView Of(FigurePerson person) =>
        new(person.Person.ToString(), Masked(person.Name), person.Office, person.Registration.Value, person.On, person.Event);

    /// <summary>The first character, also where it takes two code units.</summary>
    private static string? Masked(string? name) => string.IsNullOrEmpty(name) ? null : StringInfo.GetNextTextElement(name) + "*";
}
