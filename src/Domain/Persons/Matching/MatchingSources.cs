using System.Text.Json.Serialization;
using Grid.Domain.Data;
using Grid.Domain.Text;

namespace Grid.Domain.Persons;

/// <summary>
/// What a source reports of persons (信息比对), one thing each. Not called a kind: those may be seen in logs (<see cref="DiscreetText"/>). The
/// values are stored; never renumber.
/// </summary>
[JsonConverter(typeof(StrictEnumConverter<MatchTopic>))]
public enum MatchTopic
{
    /// <summary>就业登记、劳动用工备案: an employment, as the employer registered it.</summary>
    Employment = 1,

    /// <summary>社会保险缴费: contributions. Only those that an employer pays show work.</summary>
    Contributions = 2,

    /// <summary>经营主体登记: a business of the person's own.</summary>
    Business = 3,

    /// <summary>基本养老保险待遇领取: a basic pension that is paid.</summary>
    Pension = 4,

    /// <summary>入学.</summary>
    Enrolment = 5,

    /// <summary>应征服兵役.</summary>
    Conscription = 6,

    /// <summary>死亡.</summary>
    Death = 7,

    /// <summary>被判刑收监执行.</summary>
    Prison = 8,

    /// <summary>出境: the person crossed the border. A journey is no move abroad (移居境外), so this alone ends nothing.</summary>
    LeftCountry = 9,
}

/// <summary>What a row may lead to for a registered person, from the least to the most. The values are stored; never renumber.</summary>
[JsonConverter(typeof(StrictEnumConverter<MatchConsequence>))]
public enum MatchConsequence
{
    /// <summary>It is shown to the office, and nothing follows.</summary>
    Evidence = 1,

    /// <summary>A clerk examines it by a day: the duty "exit to confirm".</summary>
    Task = 2,

    /// <summary>The registration ends at once; the person is informed and may object (79/2020 (四)).</summary>
    Exit = 3,
}

/// <summary>How good a source's data are: only the authority that decides the fact itself may end a registration at once.</summary>
[JsonConverter(typeof(StrictEnumConverter<MatchQuality>))]
public enum MatchQuality
{
    /// <summary>From the authority that decides the fact: who pays the pension, who registers the death.</summary>
    Authoritative,

    /// <summary>As others report it to the authority, often late: employers, schools.</summary>
    Reported,

    /// <summary>A sign only.</summary>
    Indicative,
}

/// <summary>How often a source delivers.</summary>
[JsonConverter(typeof(StrictEnumConverter<MatchSchedule>))]
public enum MatchSchedule
{
    /// <summary>Row by row, as it happens.</summary>
    Continuous,
    Daily,
    Weekly,
    Monthly,
}

/// <summary>
/// How many consequences one run of a source may have before it stops and asks an operator: a source that reports everybody as dead must
/// not end a million registrations. The larger of the two counts.
/// </summary>
/// <param name="Consequences">So many tasks and exits at least.</param>
/// <param name="PerThousand">So many in a thousand registered persons.</param>
public sealed record MatchLimit(int Consequences, int PerThousand)
{
    /// <summary>The most consequences that a run may have unasked.</summary>
    public long Of(long registered) => Math.Max(Consequences, registered * PerThousand / 1000);
}

/// <summary>A source of data about persons, and what its rows may lead to. The fields of its rows are mapped at the edge.</summary>
public sealed record MatchingSource
{
    /// <summary>Stored with every row; never used again for another source.</summary>
    public required string Id { get; init; }

    /// <summary>Its name, also as the basis of an exit that the person reads.</summary>
    public required string Zh { get; init; }

    public required string En { get; init; }

    /// <summary>Which authority answers for the data.</summary>
    public required string Owner { get; init; }

    /// <summary>What the data are used for, and by which rule (PIPL art. 6).</summary>
    public required string Purpose { get; init; }

    public required MatchTopic Reports { get; init; }

    public required MatchSchedule Schedule { get; init; }

    /// <summary>Days without a delivery after which the operators are alerted.</summary>
    public required int LateAfterDays { get; init; }

    /// <summary>A row that is older than so many days when it is learnt leads to a task at most.</summary>
    public required int FreshDays { get; init; }

    public required MatchQuality Quality { get; init; }

    /// <summary>What a row leads to where the source gives the name, and it is that of the record.</summary>
    public required MatchConsequence WithName { get; init; }

    /// <summary>What a row leads to where the source gives no name. With another name it is a task at most.</summary>
    public required MatchConsequence WithoutName { get; init; }

    /// <summary>
    /// Each delivery holds everything: what was there and is missing now is withdrawn. Otherwise a row is withdrawn by a row.
    /// </summary>
    public required bool Complete { get; init; }

    /// <summary>Days for which a row is kept after it was last reported; while a case needs it, longer.</summary>
    public required int KeepDays { get; init; }

    public required MatchLimit Limit { get; init; }

    /// <summary>
    /// Whether the operators are alerted on a day, because the latest delivery is too old. A source that has never delivered is not
    /// connected, and so not late.
    /// </summary>
    public bool IsLate(DateOnly? latest, DateOnly today) => latest is { } day && day.AddDays(LateAfterDays) < today;
}

/// <summary>Who confirmed the rules of the sources, and when.</summary>
public sealed record MatchingConfirmation(string By, DateOnly On);

/// <summary>The sources of data matching of a province, from <c>data/matching/sources.json</c> or its own file. Immutable.</summary>
public sealed class MatchingSources
{
    /// <summary>The longest time in days that the file may name.</summary>
    public const int MostDays = 800;

    private readonly Dictionary<string, MatchingSource> byId;

    private MatchingSources(string version, MatchingConfirmation? confirmed, IReadOnlyList<MatchingSource> all)
    {
        (Version, Confirmed, All) = (version, confirmed, all);
        byId = all.ToDictionary(source => source.Id, StringComparer.Ordinal);
    }

    /// <summary>The proposal that ships; it is not confirmed, so no row ends a registration by itself.</summary>
    public static MatchingSources BuiltIn { get; } = Parse(EmbeddedData.Read("matching/sources.json"));

    public string Version { get; }

    /// <summary>Null: an exit at once is a task, whatever the rules say.</summary>
    public MatchingConfirmation? Confirmed { get; }

    public IReadOnlyList<MatchingSource> All { get; }

    /// <summary>Null where there is none of this name.</summary>
    public MatchingSource? Find(string? id) => id is null ? null : byId.GetValueOrDefault(id);

    /// <summary>What a row of a source may lead to.</summary>
    /// <param name="source">The source.</param>
    /// <param name="nameAgrees">Whether the row's name is that of the record; null where it has none.</param>
    public MatchConsequence Allowed(MatchingSource source, bool? nameAgrees)
    {
        ArgumentNullException.ThrowIfNull(source);
        var rule = nameAgrees switch
        {
            true => source.WithName,
            null => source.WithoutName,
            false => AtMostTask(source.WithoutName),
        };
        return Confirmed is null ? AtMostTask(rule) : rule;
    }

    /// <summary>Reads a file.</summary>
    /// <exception cref="DataFileException">It cannot be used, with all errors.</exception>
    public static MatchingSources Parse(DataFile file)
    {
        ArgumentNullException.ThrowIfNull(file);
        var read = file.As<SourcesFile>();
        string[] errors = [.. Errors(read)];
        return errors.Length == 0
            ? new MatchingSources(read.Version, read.Confirmed, read.Sources)
            : throw new DataFileException(file.Name, errors);
    }

    /// <summary>The name of a row's key, or of a source: letters and digits of ASCII.</summary>
    internal static bool IsName(string? text, int longest) =>
        text is { Length: > 0 } && text.Length <= longest && text.All(char.IsAsciiLetterOrDigit);

    private static MatchConsequence AtMostTask(MatchConsequence rule) => rule == MatchConsequence.Exit ? MatchConsequence.Task : rule;

    private static IEnumerable<string> Errors(SourcesFile read)
    {
        if (string.IsNullOrWhiteSpace(read.Version))
            yield return "version: must be a text that is not empty";
        if (read.Confirmed is { } confirmed && string.IsNullOrWhiteSpace(confirmed.By))
            yield return "confirmed.by: must name who confirmed the rules";
        foreach (var (i, source) in read.Sources.Index())
        {
            foreach (var error in Errors(source))
                yield return $"sources[{i}].{error}";
        }

        foreach (var id in read.Sources.GroupBy(source => source.Id, StringComparer.Ordinal).Where(same => same.Count() > 1))
            yield return $"sources: the id '{id.Key}' is given twice";
    }

    private static IEnumerable<string> Errors(MatchingSource source)
    {
        if (!IsName(source.Id, 40))
            yield return "id: must be 1 to 40 letters and digits of ASCII";
        foreach (var (name, text) in new[] { ("zh", source.Zh), ("en", source.En), ("owner", source.Owner), ("purpose", source.Purpose) })
        {
            if (string.IsNullOrWhiteSpace(text) || text.Length > FieldLimits.Line)
                yield return $"{name}: must be a text of 1 to {FieldLimits.Line} characters";
        }

        foreach (
            var (name, days) in new[]
            {
                ("lateAfterDays", source.LateAfterDays),
                ("freshDays", source.FreshDays),
                ("keepDays", source.KeepDays),
            }
        )
        {
            if (days is < 1 or > MostDays)
                yield return $"{name}: must be 1 to {MostDays}";
        }

        if (source.Limit.Consequences < 1)
            yield return "limit.consequences: must be 1 or more";
        if (source.Limit.PerThousand is < 0 or > 1000)
            yield return "limit.perThousand: must be 0 to 1000";
        foreach (var (name, rule) in new[] { ("withName", source.WithName), ("withoutName", source.WithoutName) })
        {
            if (rule != MatchConsequence.Exit)
                continue;
            if (source.Reports == MatchTopic.LeftCountry)
                yield return $"{name}: who crossed the border has not moved abroad (79/2020 (四)): evidence or task only";
            else if (source.Quality != MatchQuality.Authoritative)
                yield return $"{name}: only an authoritative source may end a registration at once";
        }

        if (source.WithoutName > source.WithName)
            yield return "withoutName: cannot lead to more than a row whose name agrees";
    }

    private sealed record SourcesFile(string Version, string Note, MatchingConfirmation? Confirmed, IReadOnlyList<MatchingSource> Sources);
}
