using Grid.Domain.Calendar;
using Grid.Domain.Regions;

namespace Grid.Grains.Interfaces.Reference;

/// <summary>The calendars, regions and offices in force, as this process holds them. Each property is one consistent version; they may change between two reads.</summary>
public interface IReferenceData
{
    WorkingCalendars Calendars { get; }

    RegionTree Regions { get; }

    OfficeDirectory Offices { get; }
}
