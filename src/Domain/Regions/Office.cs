namespace Grid.Domain.Regions;

/// <summary>A counter at which people register (经办机构), with all that follows from where it stands.</summary>
public sealed record Office
{
    public required OfficeCode Code { get; init; }

    public required string Name { get; init; }

    public string? EnglishName { get; init; }

    public required OfficeKind Kind { get; init; }

    /// <summary>The region that the office serves and belongs to.</summary>
    public RegionCode Region => Code.Region;

    public RegionLevel Level => Region.Level;

    /// <summary>
    /// Where the counter stands: for a street's or town's office the community that gives it its class, for a city's or province's the county in
    /// which its registrations are counted. Else the region itself.
    /// </summary>
    public required RegionCode Seat { get; init; }

    /// <summary>Urban or rural, by <see cref="Seat"/>; see <see cref="OfficeClass"/>.</summary>
    public required OfficeClass Class { get; init; }

    /// <summary>Whether a registration here is inside the urban statistics as far as the place goes (79/2020 (十)).</summary>
    public bool Counted => Class == OfficeClass.Urban;

    /// <summary>The county-level unit, or city without counties, in whose figures this office's registrations stand.</summary>
    public required RegionCode CountingUnit { get; init; }

    public required string Telephone { get; init; }

    public required string Address { get; init; }

    /// <summary>Which clerk answers for a duty that nobody has claimed (责任人, 79/2020 (十二)): the token's subject by the duty's kind, and under <c>default</c> for the rest.</summary>
    public IReadOnlyDictionary<string, string> Responsible { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>The office that entrusted a disabled persons' employment service; null for the other kinds.</summary>
    public OfficeCode? EntrustedBy { get; init; }

    /// <summary>The clerk who answers for duties of this kind by the office's rule; null when the office names none.</summary>
    public string? ResponsibleFor(string kind) => Responsible.GetValueOrDefault(kind) ?? Responsible.GetValueOrDefault("default");
}
