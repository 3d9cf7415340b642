namespace Grid.Api.Search;

/// <summary>
/// One person found. Out of the caller's reach, which only an exact identity number finds, there is nothing but that a case exists and at
/// which office: enough to apply for a transfer.
/// </summary>
public sealed record SearchLine
{
    /// <summary>False: nothing but <see cref="Office"/> is told.</summary>
    public required bool WithinReach { get; init; }

    public string? PersonId { get; init; }

    /// <summary>Masked.</summary>
    public string? Name { get; init; }

    /// <summary>The office that holds the case, or held the last one.</summary>
    public string? Office { get; init; }

    public string? OfficeName { get; init; }

    /// <summary>
    /// Of the number the first six and last four characters; with the year of birth and the telephone it tells persons of one name apart.
    /// </summary>
    public string? IdentityNumber { get; init; }

    /// <summary>The year of birth; absent where it is not known.</summary>
    public int? BirthYear { get; init; }

    /// <summary>Masked.</summary>
    public string? Telephone { get; init; }

    /// <summary>A registration is active.</summary>
    public bool? Active { get; init; }

    public string? Href { get; init; }
}
