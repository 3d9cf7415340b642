namespace Grid.Domain.Persons.Services;

/// <summary>One service given or offered.</summary>
public sealed record ServiceRecord
{
    public required string Id { get; init; }

    /// <summary>Code of the service list (服务清单) in force.</summary>
    public required string Item { get; init; }

    /// <summary>Version of the list that the code is from.</summary>
    public required string ListVersion { get; init; }

    public required DateOnly On { get; init; }

    public required ServiceResult Result { get; init; }

    public string? Note { get; init; }
}
