using Grid.Api.Problems;
using Grid.Api.Requests;
using Grid.Domain.Identity;
using Grid.Domain.Persons;

namespace Grid.Api.Persons;

/// <summary>Which record this number belongs to.</summary>
public sealed record LinkBody : IRequest<LinkBody>
{
    /// <summary>Identifier of the main record.</summary>
    public string? Main { get; init; }

    public string? Why { get; init; }

    public static LinkBody Example { get; } = new() { Main = "0123456789abcdef0123456789abcdef", Why = "居住证换领居民身份证" };

    internal (PersonId Main, string Why) Read(Fields fields) => Read(Main, "main", Why, fields);

    internal static (PersonId Other, string Why) Read(string? other, string field, string? why, Fields fields)
    {
        if (fields.Has(other, field) && !PersonId.TryParse(other, out _))
        {
            fields.Wrong(field, FieldCodes.BadCode);
        }

        var reason = fields.Text(why, "why", FieldLimits.Note, required: true);
        fields.ThrowIfWrong();
        return (PersonId.Parse(other!), reason!);
    }
}
