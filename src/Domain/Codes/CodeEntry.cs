namespace Grid.Domain.Codes;

/// <summary>One code of a list, in both languages.</summary>
public sealed record CodeEntry
{
    /// <summary>The code as the standard writes it, unique in its list, compared exactly.</summary>
    public required string Code { get; init; }

    /// <summary>The camelCase name of the enum member that carries this code inside the system; null where there is none.</summary>
    public string? Name { get; init; }

    public required string Zh { get; init; }

    public required string En { get; init; }

    /// <summary>The code of the group above; null at the top.</summary>
    public string? Parent { get; init; }

    /// <summary>The first day on which the code may be used; null: always.</summary>
    public DateOnly? ValidFrom { get; init; }

    /// <summary>The last day on which the code may be used, inclusive; null: no end.</summary>
    public DateOnly? ValidTo { get; init; }

    /// <summary>For exit reasons: what the notice says of it.</summary>
    public ExitVerdict? Verdict { get; init; }

    /// <summary>The article that rules this code, as "79/2020 (四)".</summary>
    public string? Article { get; init; }

    public string? Note { get; init; }

    public string? NoteZh { get; init; }

    /// <summary>True if the code may be used on <paramref name="date"/>; both ends are inclusive.</summary>
    public bool IsValidOn(DateOnly date) => (ValidFrom is null || ValidFrom <= date) && (ValidTo is null || date <= ValidTo);
}
