using Grid.Api.Problems;
using Grid.Api.Requests;
using Grid.Api.Security;
using Grid.Domain.Calendar;
using Grid.Domain.Counting;
using Grid.Domain.Counting.Reports;
using Grid.Domain.Persons;
using Grid.Domain.Regions;
using Grid.Grains.Interfaces.Counting.Reports;
using Grid.Grains.Interfaces.Reference;

namespace Grid.Api.Reports;

/// <summary>A period and a region that have a report and are within the caller's reach.</summary>
internal sealed record ReportPath(CountingPeriod Period, Region Region)
{
    /// <summary>Reads <c>{period}/{region}</c> of an address; everything wrong with the two is reported at once.</summary>
    public static ReportPath Read(string period, string region, Caller caller, IReferenceData reference, TimeProvider clock)
    {
        List<FieldError> errors = [];
        if (!CountingPeriod.TryParse(period, out var read))
            errors.Add(new FieldError("path.period", FieldCodes.BadPeriod));

        if (!RegionCode.TryParse(region, out var code) || code.Value != region)
            errors.Add(new FieldError("path.region", FieldCodes.BadCode));

        if (errors.Count > 0)
            throw Problem.Fields(errors).AsException();

        return new ReportPath(Require(read, "path.period", clock), Require(code, "path.region", read, caller, reference, clock));
    }

    /// <summary>The period; a problem when it does not exist, or not yet.</summary>
    public static CountingPeriod Require(CountingPeriod period, string field, TimeProvider clock) =>
        ReportDue.Exists(period, clock.Today())
            ? period
            : throw new Problem(ProblemCatalogue.PeriodNotKnown) { Errors = [new FieldError(field, FieldCodes.OutOfRange)] }.AsException();

    /// <summary>
    /// The region as it was at the period's end, also one that has ended; a problem when it has no report or is not within the caller's
    /// reach.
    /// </summary>
    public static Region Require(
        RegionCode code,
        string field,
        CountingPeriod period,
        Caller caller,
        IReferenceData reference,
        TimeProvider clock
    )
    {
        var (tree, today) = (reference.Regions, clock.Today());
        var on = period.IsOver(today) ? period.Last : today;
        if (tree.Known(code, on) is not { Level: <= RegionLevel.County } region || !tree.Leaves(code, on).Any())
            throw new Problem(ProblemCatalogue.RegionNotReporting) { Errors = [new FieldError(field, FieldCodes.NotInList)] }.AsException();

        return Reach(caller) is not { } top || code.IsWithin(top)
            ? region
            : throw new Problem(ProblemCatalogue.RegionOutOfReach)
            {
                Errors = [new FieldError(field, FieldCodes.OutOfRange)],
            }.AsException();
    }

    /// <summary>The region whose tree the caller may see: that of the office; everything for a statistician without one.</summary>
    public static RegionCode? Reach(Caller caller) =>
        caller.Office?.Region
        ?? (caller.Actor.Role == Role.Statistician ? null : throw new Problem(ProblemCatalogue.RegionOutOfReach).AsException());

    /// <summary>The moment as the store keeps it, in microseconds: what is answered and what is read later are the same.</summary>
    public static DateTimeOffset Moment(TimeProvider clock)
    {
        var now = clock.GetUtcNow();
        return now.AddTicks(-(now.Ticks % TimeSpan.TicksPerMicrosecond));
    }

    public IReportGrain Grain(IGrainFactory grains) => grains.GetGrain<IReportGrain>($"{Region.Code}/{Period}");

    public string Href => $"/v1/reports/{Period}/{Region.Code}";
}

/// <summary>How a report leaves the register.</summary>
internal enum ExportFormat
{
    Csv,
    Xlsx,
    Json,
}

/// <summary>In which language an export is written.</summary>
internal enum ExportLanguage
{
    Zh,
    En,
}
