namespace Grid.Domain.Regions;

/// <summary>
/// One version of a region: a name under a code for a time. A renaming is a new version under the same code; an abolition ends the last version
/// and names the successor, if there is one.
/// </summary>
public sealed record Region(RegionCode Code, string Name)
{
    /// <summary>English or pinyin name, where known.</summary>
    public string? EnglishName { get; init; }

    public RegionLevel Level => Code.Level;

    /// <summary>
    /// The region above in the tree: normally <see cref="RegionCode.Parent"/>; the province where the level between does not exist
    /// (county <c>419001</c> 济源, districts of a municipality). Null for a province.
    /// </summary>
    public RegionCode? Parent { get; init; }

    /// <summary>Of a community or village; null where it is not known or the level has none.</summary>
    public UrbanRuralClass? UrbanRural { get; init; }

    /// <summary>First day, inclusive; null: since before the register began.</summary>
    public DateOnly? ValidFrom { get; init; }

    /// <summary>Last day, inclusive; null: still valid.</summary>
    public DateOnly? ValidTo { get; init; }

    /// <summary>Where its territory went when it was abolished.</summary>
    public RegionCode? Successor { get; init; }

    /// <summary>The statistics bureau's code where it differs from the civil-affairs one (functional zones), without the zeros to the right.</summary>
    public string? StatisticsCode { get; init; }

    public bool IsValidOn(DateOnly date) => (ValidFrom is not { } from || from <= date) && (ValidTo is not { } to || date <= to);
}
