using Grid.Api.Requests;
using Grid.Domain.Identity;

namespace Grid.Api.Persons;

/// <summary>Which number is another person's after all.</summary>
public sealed record UnlinkBody : IRequest<UnlinkBody>
{
    /// <summary>Identifier of the alias.</summary>
    public string? Alias { get; init; }

    public string? Why { get; init; }

    public static UnlinkBody Example { get; } = new() { Alias = "0123456789abcdef0123456789abcdef", Why = "经核实并非同一人" };

    internal (PersonId Alias, string Why) Read(Fields fields) => LinkBody.Read(Alias, "alias", Why, fields);
}
