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

namespace Grid.Grains.Interfaces.Reference;

/// <summary>
/// The calendars, regions, offices, lists and texts in force, as this process holds them. Each property is one consistent version; they may
/// change between two reads.
/// </summary>
public interface IReferenceData
{
    WorkingCalendars Calendars { get; }

    RegionTree Regions { get; }

    OfficeDirectory Offices { get; }

    /// <summary>The service list (服务清单) in force.</summary>
    OfferList Services => OfferList.BuiltInServices;

    /// <summary>The policy list (政策清单) in force.</summary>
    OfferList Policies => OfferList.BuiltInPolicies;

    /// <summary>The rules that ship, or the province's own file: proposals, which hold nothing by themselves.</summary>
    PolicyRuleFile RuleFile => PolicyRuleFile.BuiltIn;

    /// <summary>The approved rules of who may be entitled to a policy, as this process has read them.</summary>
    PolicyRules Rules => PolicyRules.None;

    /// <summary>The sources of data matching in force (信息比对).</summary>
    MatchingSources Sources => MatchingSources.BuiltIn;

    /// <summary>What the province sets about the recognition of hardship persons (就业困难人员认定).</summary>
    HardshipTerms Hardship => HardshipTerms.BuiltIn;

    /// <summary>The systems of one matter (一件事).</summary>
    MatterSystems Matters => MatterSystems.BuiltIn;

    /// <summary>Texts of the messages to persons.</summary>
    NoticeTemplates Notices => NoticeTemplates.BuiltIn;

    /// <summary>The ministry's names, for the edge to the national platform.</summary>
    PlatformFields PlatformFields => PlatformFields.BuiltIn;

    /// <summary>
    /// The mapping tables for files of earlier systems, as they are, by name: the province's, and those that ship where it has none of the
    /// same name. Each is judged where it is used.
    /// </summary>
    IReadOnlyList<DataFile> ImportTables => EmbeddedData.Under("import");

    /// <summary>What the likeness of two records counts.</summary>
    LikenessWeights LikenessWeights => LikenessWeights.BuiltIn;

    /// <summary>Policy texts that the register takes over where it does not have them (79/2020 (十三)).</summary>
    IReadOnlyList<PolicyText> PolicyTexts => [];
}
