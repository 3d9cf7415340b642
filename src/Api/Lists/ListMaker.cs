using Grid.Api.OpenApi;
using Grid.Api.Security;
using Grid.Domain.Identity;
using Grid.Domain.Numbers;
using Grid.Domain.Persons;
using Grid.Domain.Text;
using Grid.Grains.Interfaces.Persons;
using Grid.Grains.Interfaces.Persons.Reading;

namespace Grid.Api.Lists;

/// <summary>
/// Turns pasted numbers into persons. Of a number that is not the caller's to see it says less than a search for it: that it is not within
/// reach, whether another office has the person or none has. Hundreds of numbers at once must not tell which of them are registered
/// elsewhere.
/// </summary>
internal sealed class ListMaker(IPersonIdentifier identifier, ICommittedRecords records, IPersonSearch search)
{
    public const string Duplicate = Problems.FieldCodes.Duplicate;
    public const string NotInReach = Problems.FieldCodes.NotInReach;

    public async Task<ListMade> MakeAsync(IReadOnlyList<string> typed, Caller caller, CancellationToken cancelled)
    {
        var lines = new List<(PersonId? Person, string? Code)>(typed.Count);
        foreach (var text in typed)
            lines.Add(await ReadAsync(text, cancelled));

        var known = await records.ReadAsync([.. lines.Select(line => line.Person).OfType<PersonId>().Distinct()], cancelled);
        var mains = await records.ReadAsync([.. known.Values.Select(record => record.AliasOf).OfType<PersonId>().Distinct()], cancelled);

        var persons = new List<PersonId>();
        var hidden = new List<PersonId>();
        var left = new List<LeftOutLine>();
        foreach (var (i, line) in lines.Index())
        {
            var record = line.Person is { } asked ? known.GetValueOrDefault(asked) : null;
            if (record?.AliasOf is { } main)
                record = mains.GetValueOrDefault(main);
            if (line.Person is null)
            {
                left.Add(new LeftOutLine(i + 1, line.Code!));
            }
            else if (record is null || !Scope.Reaches(caller, record))
            {
                if (record is not null)
                    hidden.Add(record.Id);
                left.Add(new LeftOutLine(i + 1, NotInReach));
            }
            else if (persons.Contains(record.Id))
            {
                left.Add(new LeftOutLine(i + 1, Duplicate));
            }
            else
            {
                persons.Add(record.Id);
            }
        }

        return new ListMade(persons, [.. hidden.Distinct()], left);
    }

    private async Task<(PersonId? Person, string? Code)> ReadAsync(string text, CancellationToken cancelled)
    {
        if (IdentityNumber.TryParse(text, out var number, out var error))
            return (identifier.Identify(number), null);
        return RegistrationNumber.TryParse(text, out var registration, out _)
            ? (await search.ByRegistrationNumberAsync(registration, cancelled), NotInReach)
            : (null, EnumName.Of(error));
    }
}

/// <summary>What became of pasted numbers.</summary>
/// <param name="Persons">Within reach, each once, in the order of the numbers.</param>
/// <param name="OutOfReach">Known, but not the caller's to see; for the access log alone.</param>
/// <param name="LeftOut">The lines without a person within reach.</param>
internal sealed record ListMade(IReadOnlyList<PersonId> Persons, IReadOnlyList<PersonId> OutOfReach, IReadOnlyList<LeftOutLine> LeftOut);

/// <summary>A line that is not on the list.</summary>
/// <param name="Line">From 1.</param>
/// <param name="Code">Why: an error of the number (<c>badCheckDigit</c> …), <c>duplicate</c>, or <c>notInReach</c>: no person is known by it, or
/// another office has the person. Search for it, or ask the person.</param>
public sealed record LeftOutLine(int Line, [Among(ValueLists.FieldCode)] string Code);
