using Grid.Domain.Calendar;
using Grid.Domain.Regions;

namespace Grid.Silo.Reference;

/// <summary>One consistent version of the data files.</summary>
public sealed record ReferenceSet(WorkingCalendars Calendars, RegionTree Regions, OfficeDirectory Offices);
