using System.Text.Json.Serialization;
using Grid.Domain.Text;

namespace Grid.Domain.Regions;

/// <summary>A counter at which people register (经办机构), with all that follows from its place.</summary>
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
    /// Where the counter is: for a street's or town's office the community that gives it its class, for a city's or province's the
    /// county in which its registrations are counted. Else the region itself.
    /// </summary>
    public required RegionCode Seat { get; init; }

    /// <summary>Urban or rural, by <see cref="Seat"/>, from which day on; the first holds for the time before, too. Never empty.</summary>
    public required IReadOnlyList<(DateOnly From, OfficeClass Class)> Classes { get; init; }

    /// <summary>
    /// The county-level unit, or city without counties, in whose figures this office's registrations are counted. It is the same for as
    /// long as there is the office.
    /// </summary>
    public required RegionCode CountingUnit { get; init; }

    /// <summary>First day, inclusive; null: since before the register began.</summary>
    public DateOnly? ValidFrom { get; init; }

    /// <summary>
    /// Last day, inclusive, on which it takes new cases; null: it has no end. What it holds stays with it until it is moved.
    /// </summary>
    public DateOnly? ValidTo { get; init; }

    /// <summary>The office that takes over when it has ended.</summary>
    public OfficeCode? Successor { get; init; }

    public required string Telephone { get; init; }

    public required string Address { get; init; }

    /// <summary>
    /// Which clerk answers for a duty that is not claimed (责任人, 79/2020 (十二)): the token's subject by the duty's kind, and under
    /// <c>default</c> for the rest.
    /// </summary>
    public IReadOnlyDictionary<string, string> Responsible { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>Who answers for the office (责任单位和责任人, 79/2020 (十二)); null where the province has named no one: a gap to close.</summary>
    public OfficeOwner? Owner { get; init; }

    /// <summary>The office that entrusted a disabled persons' employment service; null for the other kinds.</summary>
    public OfficeCode? EntrustedBy { get; init; }

    public bool IsValidOn(DateOnly date) => (ValidFrom is not { } from || from <= date) && (ValidTo is not { } to || date <= to);

    /// <summary>Urban or rural on the day; see <see cref="OfficeClass"/>.</summary>
    public OfficeClass ClassOn(DateOnly date)
    {
        var found = Classes[0].Class;
        foreach (var (from, one) in Classes)
            found = from <= date ? one : found;
        return found;
    }

    /// <summary>Whether a registration here is inside the urban statistics as far as the place goes (79/2020 (十)).</summary>
    public bool CountedOn(DateOnly date) => ClassOn(date) == OfficeClass.Urban;

    /// <summary>The clerk who answers for duties of this kind by the office's rule; null when the office names none.</summary>
    public string? ResponsibleFor(string kind) => Responsible.GetValueOrDefault(kind) ?? Responsible.GetValueOrDefault("default");
}

/// <summary>Who answers for an office, so that people find someone to turn to.</summary>
/// <param name="Unit">The unit (责任单位).</param>
/// <param name="Person">The responsible person (责任人), by post or name, as the province makes it public.</param>
public sealed record OfficeOwner(string Unit, string Person);

/// <summary>Who runs an office.</summary>
[JsonConverter(typeof(StrictEnumConverter<OfficeKind>))]
public enum OfficeKind
{
    /// <summary>公共就业服务机构: the public employment service of a province, city or county.</summary>
    EmploymentService,

    /// <summary>基层平台: the counter of a street, town, community or village.</summary>
    GrassrootsPlatform,

    /// <summary>残疾人就业服务机构: for disabled persons, where an office of county level or higher has entrusted it.</summary>
    DisabledEmploymentService,
}

/// <summary>
/// Whether a registration at an office is "in an urban area" (在城镇区域办理, 79/2020 (十)): counters of a county or higher are urban, those of a
/// street, town or community have the class of the community in which they are.
/// </summary>
[JsonConverter(typeof(StrictEnumConverter<OfficeClass>))]
public enum OfficeClass
{
    Urban,
    Rural,
}
