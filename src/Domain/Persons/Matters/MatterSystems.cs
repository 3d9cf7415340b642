using Grid.Domain.Data;

namespace Grid.Domain.Persons;

/// <summary>The system that decides one kind of matter.</summary>
public sealed record MatterSystem
{
    public required MatterKind Kind { get; init; }

    /// <summary>The role of the machine that sends its answers.</summary>
    public required Role Role { get; init; }

    /// <summary>Its name, also as the source of what it granted.</summary>
    public required string Zh { get; init; }

    public required string En { get; init; }

    /// <summary>Calendar days after the claim in which it answers.</summary>
    public required int AnswerDays { get; init; }

    /// <summary>Calendar days for which a prefilled application waits for the person.</summary>
    public required int PrefilledDays { get; init; }

    /// <summary>Where the person objects to its answer.</summary>
    public required string ObjectionZh { get; init; }

    public required string ObjectionEn { get; init; }
}

/// <summary>
/// The systems of one matter (一件事, 79/2020 (五)) in a province, from <c>data/matters/systems.json</c> or its own file. Immutable.
/// </summary>
public sealed class MatterSystems
{
    /// <summary>The longest term that the file may name, in days.</summary>
    public const int MostDays = 366;

    private MatterSystems(string version, IReadOnlyList<MatterSystem> all) => (Version, All) = (version, all);

    /// <summary>The proposal that ships.</summary>
    public static MatterSystems BuiltIn { get; } = Parse(EmbeddedData.Read("matters/systems.json"));

    public string Version { get; }

    public IReadOnlyList<MatterSystem> All { get; }

    /// <summary>Null where the province has no system for it: such a matter cannot be claimed here.</summary>
    public MatterSystem? Find(MatterKind kind) => All.FirstOrDefault(system => system.Kind == kind);

    /// <summary>Reads a file.</summary>
    /// <exception cref="DataFileException">It cannot be used, with all errors.</exception>
    public static MatterSystems Parse(DataFile file)
    {
        ArgumentNullException.ThrowIfNull(file);
        var read = file.As<SystemsFile>();
        string[] errors = [.. Errors(read)];
        return errors.Length == 0 ? new MatterSystems(read.Version, read.Systems) : throw new DataFileException(file.Name, errors);
    }

    private static IEnumerable<string> Errors(SystemsFile read)
    {
        if (string.IsNullOrWhiteSpace(read.Version))
            yield return "version: must be a text that is not empty";
        foreach (var (i, system) in read.Systems.Index())
        {
            foreach (var error in Errors(system))
                yield return $"systems[{i}].{error}";
        }

        foreach (var kind in read.Systems.GroupBy(system => system.Kind).Where(same => same.Count() > 1))
            yield return $"systems: the kind '{kind.Key}' is given twice";
    }

    private static IEnumerable<string> Errors(MatterSystem system)
    {
        if (system.Role is not (Role.BenefitSystem or Role.CivilAffairs))
            yield return "role: must be benefitSystem or civilAffairs";
        foreach (
            var (name, text) in new[]
            {
                ("zh", system.Zh),
                ("en", system.En),
                ("objectionZh", system.ObjectionZh),
                ("objectionEn", system.ObjectionEn),
            }
        )
        {
            if (string.IsNullOrWhiteSpace(text) || text.Length > FieldLimits.Line)
                yield return $"{name}: must be a text of 1 to {FieldLimits.Line} characters";
        }

        foreach (var (name, days) in new[] { ("answerDays", system.AnswerDays), ("prefilledDays", system.PrefilledDays) })
        {
            if (days is < 1 or > MostDays)
                yield return $"{name}: must be 1 to {MostDays}";
        }
    }

    private sealed record SystemsFile(string Version, string Note, IReadOnlyList<MatterSystem> Systems);
}
