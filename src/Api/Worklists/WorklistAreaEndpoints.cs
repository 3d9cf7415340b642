using Grid.Api.Counts;
using Grid.Api.Problems;
using Grid.Api.Requests;
using Grid.Api.Security;
using Grid.Domain.Calendar;
using Grid.Domain.Regions;
using Grid.Grains.Interfaces.Duties;
using Grid.Grains.Interfaces.Persons.Reading;
using Grid.Grains.Interfaces.Platform;
using Grid.Grains.Interfaces.Reference;
using Grid.Grains.Interfaces.Wording;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Grid.Api.Worklists;

/// <summary>
/// What is due, in numbers, side by side for the regions below or the offices of a county: who falls behind (79/2020 (十四)). Figures only,
/// no person.
/// </summary>
internal static class WorklistAreaEndpoints
{
    private const int ProvinceDigits = 2;
    private const int CityDigits = 4;
    private const int CountyDigits = 6;

    /// <summary>More than any office's code has.</summary>
    private const int OfficeDigits = 99;

    public static void MapWorklistAreas(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/v1/worklists/regions/{region}", Below).WithTags("Worklists").Reads("worklists.regions").NamesNobody();

    private static async Task<Ok<WorklistAreasView>> Below(
        string region,
        HttpRequest request,
        Caller caller,
        IWorklists worklists,
        IWordingFlags wording,
        IPlatformSettlements settlements,
        IReferenceData reference,
        TimeProvider clock,
        CancellationToken cancelled
    )
    {
        new QueryReader(request).ThrowIfWrong();
        var where = CountedRegion.Within(caller, region, reference.Regions, clock.Today()).Region;
        var (today, at, prefix) = (clock.Today(), clock.GetUtcNow(), where.Code.Prefix);
        var digits = prefix.Length switch
        {
            ProvinceDigits => CityDigits,
            CityDigits => CountyDigits,
            _ => 0,
        };
        var counts =
            digits == 0
                ? await worklists.CountByOfficeAsync(new SearchScope(null, prefix), today, cancelled)
                : await worklists.CountByAreaAsync(Areas(reference.Regions, where, digits, today), today, cancelled);
        var flags = await wording.CountOpenAsync(new SearchScope(null, prefix), digits == 0 ? OfficeDigits : digits, cancelled);
        var platform = await settlements.CountAsync(new SearchScope(null, prefix), digits == 0 ? OfficeDigits : digits, today, cancelled);
        var areas = counts
            .Select(count => count.Area)
            .Union(flags.Keys, StringComparer.Ordinal)
            .Union(platform.Keys, StringComparer.Ordinal)
            .Order(StringComparer.Ordinal)
            .Where(area =>
                digits == 0
                || flags.ContainsKey(area)
                || platform.ContainsKey(area)
                || !HasEnded(area, reference.Regions, today)
                || counts.Any(count => count.Area == area && count.Count > 0)
            )
            .Select(area =>
                Area(
                    area,
                    digits,
                    [.. counts.Where(count => count.Area == area)],
                    flags.GetValueOrDefault(area),
                    platform.GetValueOrDefault(area)?.Open ?? 0,
                    reference,
                    today
                )
            )
            .ToList();
        return TypedResults.Ok(
            new WorklistAreasView(
                where.Code.Value,
                where.Name,
                where.EnglishName,
                today,
                at,
                Kinds(counts),
                areas,
                flags.Values.Sum(),
                platform.Values.Sum(count => count.Open)
            )
        );
    }

    /// <summary>The regions below, and the region's own offices, whose codes go on with zeros.</summary>
    private static string[] Areas(RegionTree tree, Region region, int digits, DateOnly today) =>
        [
            .. tree.KnownChildren(region.Code, today)
                .Select(child => child.Code.Value[..digits])
                .Append(region.Code.Value[..digits])
                .Distinct(StringComparer.Ordinal)
                .Order(StringComparer.Ordinal),
        ];

    private static bool HasEnded(string area, RegionTree tree, DateOnly today) =>
        RegionCode.TryParse(area.PadRight(CountyDigits, '0'), out var code)
        && tree.Known(code, today) is not null
        && tree.Find(code, today) is null;

    private static WorklistAreaView Area(
        string area,
        int digits,
        IReadOnlyList<WorklistAreaCount> counts,
        long flags,
        long platform,
        IReferenceData reference,
        DateOnly today
    )
    {
        if (digits == 0)
        {
            var office = reference.Offices.Find(area);
            return new WorklistAreaView(area, office?.Name ?? area, office?.EnglishName, true, Kinds(counts), flags, platform);
        }

        var code = area.PadRight(CountyDigits, '0');
        var region = RegionCode.TryParse(code, out var parsed) ? reference.Regions.Known(parsed, today) : null;
        return new WorklistAreaView(code, region?.Name ?? code, region?.EnglishName, false, Kinds(counts), flags, platform);
    }

    private static List<WorklistKindView> Kinds(IReadOnlyList<WorklistAreaCount> counts)
    {
        List<WorklistCount> plain = [.. counts.Select(count => new WorklistCount(count.Kind, count.Bucket, count.Count))];
        return [.. DutyWords.All.Select(kind => WorklistKindView.Of(kind.Key, kind.Value, plain))];
    }
}

/// <summary>What is due in a region, and in the regions directly below or the offices of a county.</summary>
/// <param name="Today">The day in China by which the buckets are cut.</param>
/// <param name="At">When they were counted.</param>
/// <param name="WordingFlags">Texts that suggest a ground which the notice forbids and that are not reviewed yet, of the region with
/// all below it.</param>
/// <param name="PlatformApplications">Applications of the platform that could not be taken over and are to be settled with the person, of
/// the region with all below it.</param>
/// <param name="Kinds">Of the region with all below it, one for each kind of duty.</param>
public sealed record WorklistAreasView(
    string Region,
    string Name,
    string? NameEn,
    DateOnly Today,
    DateTimeOffset At,
    IReadOnlyList<WorklistKindView> Kinds,
    IReadOnlyList<WorklistAreaView> Areas,
    long WordingFlags,
    long PlatformApplications
);

/// <summary>What is due in a region below, or at an office.</summary>
/// <param name="Code">The region's code, or the office's.</param>
/// <param name="IsOffice">It is an office. A city's own offices are listed together under the city's code.</param>
/// <param name="WordingFlags">Texts that suggest a ground which the notice forbids and that are not reviewed yet.</param>
/// <param name="PlatformApplications">Applications of the platform that could not be taken over and are to be settled with the
/// person.</param>
public sealed record WorklistAreaView(
    string Code,
    string Name,
    string? NameEn,
    bool IsOffice,
    IReadOnlyList<WorklistKindView> Kinds,
    long WordingFlags,
    long PlatformApplications
);
