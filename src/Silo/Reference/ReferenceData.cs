using Grid.Domain.Answers;
using Grid.Domain.Calendar;
using Grid.Domain.Data;
using Grid.Domain.Duplicates;
using Grid.Domain.Notices;
using Grid.Domain.Persons;
using Grid.Domain.Platform;
using Grid.Domain.Policies;
using Grid.Domain.Regions;
using Grid.Domain.Services;
using Grid.Grains.Interfaces.Reference;

namespace Grid.Silo.Reference;

/// <summary>
/// The data in force in this process: the data files, replaced as a whole, and before their calendars those that operators loaded at run
/// time. Any thread may read at any time.
/// </summary>
public sealed class ReferenceData(ReferenceSet first) : IReferenceData
{
    private readonly Lock changing = new();
    private ReferenceSet files = first;
    private IReadOnlyList<CalendarYear> loaded = [];
    private volatile ReferenceSet current = first;
    private volatile PolicyRules rules = PolicyRules.None;

    public WorkingCalendars Calendars => current.Calendars;

    public RegionTree Regions => current.Regions;

    public OfficeDirectory Offices => current.Offices;

    public OfferList Services => current.Services;

    public OfferList Policies => current.Policies;

    public PolicyRuleFile RuleFile => current.RuleFile;

    public PolicyRules Rules => rules;

    public MatchingSources Sources => current.Sources;

    public HardshipTerms Hardship => current.Hardship;

    public MatterSystems Matters => current.Matters;

    public NoticeTemplates Notices => current.Notices;

    public PlatformFields PlatformFields => current.PlatformFields;

    public IReadOnlyList<DataFile> ImportTables => current.ImportTables;

    public LikenessWeights LikenessWeights => current.LikenessWeights;

    public IReadOnlyList<PolicyText> PolicyTexts => current.PolicyTexts;

    /// <summary>
    /// Other data files; throws <see cref="Domain.Data.DataFileException"/> when the loaded calendars do not fit beside them, and then
    /// nothing changes.
    /// </summary>
    public void Replace(ReferenceSet next)
    {
        lock (changing)
        {
            current = With(next, loaded);
            files = next;
        }
    }

    /// <summary>
    /// Other loaded calendars; throws <see cref="Domain.Data.DataFileException"/> when they do not fit beside the files, and then nothing
    /// changes.
    /// </summary>
    public void Load(IReadOnlyList<CalendarYear> tables)
    {
        lock (changing)
        {
            current = With(files, tables);
            loaded = tables;
        }
    }

    /// <summary>Other approved rules.</summary>
    public void Approve(PolicyRules approved) => rules = approved;

    private static ReferenceSet With(ReferenceSet files, IReadOnlyList<CalendarYear> tables) =>
        tables.Count == 0 ? files : files with { Calendars = new WorkingCalendars(files.Calendars.Tables.With(tables)) };
}
