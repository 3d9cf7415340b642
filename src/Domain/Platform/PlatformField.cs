namespace Grid.Domain.Platform;

/// <summary>One name of the ministry (AAC…, AJC…) and where its value stands in the register.</summary>
public sealed record PlatformField
{
    /// <summary>The ministry's name.</summary>
    public required string Name { get; init; }

    public required string Zh { get; init; }

    public required string En { get; init; }

    /// <summary>No name is published; the province's annex has another.</summary>
    public bool Ours { get; init; }

    public required PlatformForm Form { get; init; }

    /// <summary>Characters at most; null where the form bounds it.</summary>
    public int? Max { get; init; }

    /// <summary>Id of the code list whose codes travel.</summary>
    public string? Codes { get; init; }

    /// <summary>The register's value and what travels for it, where the two differ; null where codes of the list travel.</summary>
    public IReadOnlyDictionary<string, string>? Values { get; init; }

    /// <summary>For each kind the place of the value: a path of members, or <see cref="PlatformFields.LeafRegion"/>.</summary>
    public required IReadOnlyDictionary<string, string> Own { get; init; }

    /// <summary>The kinds that cannot do without it.</summary>
    public required IReadOnlyList<string> Required { get; init; }

    public PlatformCondition? RequiredWhen { get; init; }
}
