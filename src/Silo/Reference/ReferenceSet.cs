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

namespace Grid.Silo.Reference;

/// <summary>One consistent version of the data files.</summary>
public sealed record ReferenceSet(
    WorkingCalendars Calendars,
    RegionTree Regions,
    OfficeDirectory Offices,
    OfferList Services,
    OfferList Policies,
    NoticeTemplates Notices
)
{
    public PolicyRuleFile RuleFile { get; init; } = PolicyRuleFile.BuiltIn;

    public MatchingSources Sources { get; init; } = MatchingSources.BuiltIn;

    public HardshipTerms Hardship { get; init; } = HardshipTerms.BuiltIn;

    public MatterSystems Matters { get; init; } = MatterSystems.BuiltIn;

    public PlatformFields PlatformFields { get; init; } = PlatformFields.BuiltIn;

    public IReadOnlyList<DataFile> ImportTables { get; init; } = EmbeddedData.Under("import");

    public LikenessWeights LikenessWeights { get; init; } = LikenessWeights.BuiltIn;

    /// <summary>Texts that the register takes over at the start, where it does not have them.</summary>
    public IReadOnlyList<PolicyText> PolicyTexts { get; init; } = PolicyTextFile.Parse(PolicyTextFile.BuiltIn);
}
