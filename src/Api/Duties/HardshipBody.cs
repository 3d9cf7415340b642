using Grid.Api.Requests;
using Grid.Domain.Codes;
using Grid.Domain.Persons;

namespace Grid.Api.Duties;

/// <summary>A recognition as a hardship person (就业困难人员认定).</summary>
public sealed record HardshipBody
{
    /// <summary>Code list hardship-category.</summary>
    public string? Category { get; init; }

    /// <summary>First day, inclusive.</summary>
    public string? From { get; init; }

    /// <summary>Last day, inclusive; absent while it is open.</summary>
    public string? To { get; init; }

    internal HardshipRecognition? Read(string field, Fields fields)
    {
        var category = fields.Code(Category, field + ".category", CodeListIds.HardshipCategory, required: true);
        var from = fields.Date(From, field + ".from", required: true);
        var to = fields.Date(To, field + ".to");
        return category is not null && from is { } first ? new HardshipRecognition(category, first, to) : null;
    }
}
