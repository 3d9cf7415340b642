using System.Text.Json.Serialization;
using Grid.Domain.Data;
using Grid.Domain.Text;

namespace Grid.Domain.Persons;

/// <summary>What a record has come to, as far as its retention depends on it.</summary>
[JsonConverter(typeof(StrictEnumConverter<RetentionGround>))]
public enum RetentionGround
{
    /// <summary>There was a registration.</summary>
    Registered = 1,

    /// <summary>There was an application and never a registration.</summary>
    AppliedOnly = 2,

    /// <summary>All that is left was entered under this number in error.</summary>
    EnteredInError = 3,
}

/// <summary>How long the personal data of one kind of record is kept.</summary>
/// <param name="Id">Stored in the journal with each erasure; never used again for another rule.</param>
/// <param name="AppliesTo">Which records.</param>
/// <param name="KeepYears">Full years after the person's last event; it is erased on the day after at the earliest.</param>
/// <param name="Zh">In words.</param>
/// <param name="En">In words.</param>
/// <param name="Basis">Which rule or schedule says so.</param>
public sealed record RetentionRule(string Id, RetentionGround AppliesTo, int KeepYears, string Zh, string En, string Basis)
{
    /// <summary>The first day on which a record whose last event was on a day may be erased.</summary>
    public DateOnly ErasableFrom(DateOnly lastEvent) => lastEvent.AddYears(KeepYears).AddDays(1);
}

/// <summary>Who confirmed the periods, and when.</summary>
public sealed record RetentionConfirmation(string By, DateOnly On);

/// <summary>
/// The retention rules of a province, from <c>data/retention/retention.json</c> or its own file: exactly one for each kind of record.
/// </summary>
public sealed class RetentionRules
{
    /// <summary>Receipts, messages and the platform's items are done with long before.</summary>
    public const int FewestYears = 2;

    public const int MostYears = 100;

    private RetentionRules(RetentionFile file)
    {
        (Version, Confirmed, Rules) = (file.Version, file.Confirmed, file.Rules);
    }

    /// <summary>The proposal that ships; it is not confirmed.</summary>
    public static RetentionRules BuiltIn { get; } = Parse(EmbeddedData.Read("retention/retention.json"));

    public string Version { get; }

    /// <summary>Null: nothing may be erased by these rules yet.</summary>
    public RetentionConfirmation? Confirmed { get; }

    public IReadOnlyList<RetentionRule> Rules { get; }

    /// <summary>The shortest period: no record is erasable before.</summary>
    public int ShortestYears => Rules.Min(rule => rule.KeepYears);

    public RetentionRule For(RetentionGround ground) => Rules.Single(rule => rule.AppliesTo == ground);

    /// <summary>Reads a file.</summary>
    /// <exception cref="DataFileException">It cannot be used, with all errors.</exception>
    public static RetentionRules Parse(DataFile file)
    {
        ArgumentNullException.ThrowIfNull(file);
        var read = file.As<RetentionFile>();
        var errors = new List<string>();
        if (string.IsNullOrWhiteSpace(read.Version))
            errors.Add("version: must be a text that is not empty");
        if (read.Confirmed is { } confirmed && string.IsNullOrWhiteSpace(confirmed.By))
            errors.Add("confirmed.by: must name who confirmed the periods");
        for (var i = 0; i < read.Rules.Count; i++)
        {
            var rule = read.Rules[i];
            if (rule.KeepYears is < FewestYears or > MostYears)
                errors.Add($"rules[{i}].keepYears: must be {FewestYears} to {MostYears}");
            if (!IsId(rule.Id))
                errors.Add($"rules[{i}].id: must be 1 to 40 letters and digits of ASCII");
            foreach (var (name, text) in new[] { ("zh", rule.Zh), ("en", rule.En), ("basis", rule.Basis) })
            {
                if (string.IsNullOrWhiteSpace(text))
                    errors.Add($"rules[{i}].{name}: must be a text that is not empty");
            }
        }

        foreach (var id in read.Rules.GroupBy(rule => rule.Id, StringComparer.Ordinal).Where(rules => rules.Count() > 1))
            errors.Add($"rules: the id '{id.Key}' is given twice");
        foreach (var ground in Enum.GetValues<RetentionGround>())
        {
            var count = read.Rules.Count(rule => rule.AppliesTo == ground);
            if (count != 1)
                errors.Add($"rules: {EnumName.Of(ground)} needs exactly one rule, and has {count}");
        }

        return errors.Count == 0 ? new RetentionRules(read) : throw new DataFileException(file.Name, errors);
    }

    private static bool IsId(string id) => id.Length is >= 1 and <= 40 && id.All(char.IsAsciiLetterOrDigit);

    private sealed record RetentionFile(string Version, string Note, RetentionConfirmation? Confirmed, IReadOnlyList<RetentionRule> Rules);
}
