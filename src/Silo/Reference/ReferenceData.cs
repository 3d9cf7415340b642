using Grid.Domain.Calendar;
using Grid.Domain.Regions;
using Grid.Grains.Interfaces.Reference;

namespace Grid.Silo.Reference;

/// <summary>The data files in force in this process; replaced as a whole. Any thread may read at any time.</summary>
public sealed class ReferenceData(ReferenceSet first) : IReferenceData
{
    private volatile ReferenceSet current = first;

    public WorkingCalendars Calendars => current.Calendars;

    public RegionTree Regions => current.Regions;

    public OfficeDirectory Offices => current.Offices;

    public void Replace(ReferenceSet next) => current = next;
}
