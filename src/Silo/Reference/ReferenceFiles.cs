using Grid.Domain.Answers;
using Grid.Domain.Calendar;
using Grid.Domain.Codes;
using Grid.Domain.Data;
using Grid.Domain.Duplicates;
using Grid.Domain.Notices;
using Grid.Domain.Persons;
using Grid.Domain.Platform;
using Grid.Domain.Policies;
using Grid.Domain.Regions;
using Grid.Domain.Services;

namespace Grid.Silo.Reference;

/// <summary>Reads calendars, regions, offices, lists and texts from a folder; what the folder does not have is as it ships.</summary>
public static class ReferenceFiles
{
    /// <exception cref="DataFileException">A file has mistakes; the data in force stays.</exception>
    public static ReferenceSet Load(string? folder)
    {
        var regions = RegionTree.Parse(Files(folder, "regions"));
        return new ReferenceSet(
            new WorkingCalendars(CalendarTables.Parse(Files(folder, "calendar"))),
            regions,
            OfficeDirectory.Parse(regions, Files(folder, "offices")),
            OfferList.Parse(One(folder, "services/services.json"), CodeListIds.ServiceKind),
            OfferList.Parse(One(folder, "services/policies.json"), CodeListIds.PolicyKind),
            NoticeTemplates.Parse(One(folder, "notices/notices.json"))
        )
        {
            RuleFile = PolicyRuleFile.Parse(One(folder, "services/rules.json")),
            Sources = MatchingSources.Parse(One(folder, "matching/sources.json")),
            Hardship = HardshipTerms.Parse(One(folder, "hardship/terms.json")),
            Matters = MatterSystems.Parse(One(folder, "matters/systems.json")),
            PlatformFields = PlatformFields.Parse(One(folder, "platform/fields.json")),
            ImportTables =
            [
                .. Files(folder, "import")
                    .Concat(EmbeddedData.Under("import"))
                    .DistinctBy(file => file.Name)
                    .OrderBy(file => file.Name, StringComparer.Ordinal),
            ],
            LikenessWeights = LikenessWeights.Parse(One(folder, "duplicates/weights.json")),
            PolicyTexts = PolicyTextFile.Parse(One(folder, "answers/texts.json")),
        };
    }

    /// <summary>Changes when a file is added, removed or written.</summary>
    public static string Signature(string folder) =>
        string.Join(
            '\n',
            new DirectoryInfo(folder)
                .EnumerateFiles("*.json", SearchOption.AllDirectories)
                .Select(file => $"{file.FullName} {file.Length} {file.LastWriteTimeUtc.Ticks}")
                .Order(StringComparer.Ordinal)
        );

    private static IReadOnlyList<DataFile> Files(string? folder, string topic)
    {
        var path = folder is null ? null : Path.Combine(folder, topic);
        return path is not null && Directory.Exists(path)
            ?
            [
                .. Directory
                    .EnumerateFiles(path, "*.json", SearchOption.AllDirectories)
                    .Order(StringComparer.Ordinal)
                    .Select(file => Read(folder!, file)),
            ]
            : EmbeddedData.Under(topic);
    }

    private static DataFile One(string? folder, string name) =>
        folder is not null && Path.Combine(folder, name) is var path && File.Exists(path) ? Read(folder, path) : EmbeddedData.Read(name);

    private static DataFile Read(string folder, string file) =>
        new(Path.GetRelativePath(folder, file).Replace(Path.DirectorySeparatorChar, '/'), File.ReadAllBytes(file));
}
