using System.Text.RegularExpressions;
using Grid.Domain.Calendar;
using Grid.Domain.Data;
using Grid.Domain.Text;

namespace Grid.Domain.Answers;

/// <summary>
/// The texts of a file, <c>data/answers/texts.json</c>: versions that two officials of the province have approved outside the register. Each
/// process adds at its start those that the register does not have; it changes none.
/// </summary>
public static partial class PolicyTextFile
{
    /// <summary>The made-up texts of the sample province.</summary>
    public static DataFile BuiltIn => EmbeddedData.Read("answers/texts.json");

    /// <summary>Throws <see cref="DataFileException"/> with all errors; nothing is taken over then.</summary>
    public static IReadOnlyList<PolicyText> Parse(DataFile file)
    {
        ArgumentNullException.ThrowIfNull(file);
        var read = file.As<TextsFile>();
        var errors = Errors(read).ToList();
        if (errors.Count > 0)
            throw new DataFileException(file.Name, errors);
        return
        [
            .. read.Texts.Select(one => new PolicyText
            {
                Code = one.Code,
                Version = one.Version,
                Kind = Named<TextKind>(one.Kind)!.Value,
                Audiences = [.. one.Audiences.Select(name => Named<TextAudience>(name)!.Value)],
                TitleZh = one.TitleZh,
                TitleEn = one.TitleEn,
                TextZh = one.TextZh,
                TextEn = one.TextEn,
                Basis = one.Basis,
                EffectiveFrom = one.EffectiveFrom,
                EffectiveTo = one.EffectiveTo,
                ProposedBy = read.ProposedBy,
                ProposedAt = ChinaTime.StartOf(read.ApprovedOn),
                State = TextState.Approved,
                DecidedBy = read.ApprovedBy,
                DecidedOn = read.ApprovedOn,
            }),
        ];
    }

    /// <summary>Whether a text may be the code of one.</summary>
    public static bool IsCode(string? text) => text is { Length: <= 60 } && Code().IsMatch(text);

    private static IEnumerable<string> Errors(TextsFile read)
    {
        if (string.IsNullOrWhiteSpace(read.ProposedBy))
            yield return "proposedBy: must name who wrote the texts";
        if (string.IsNullOrWhiteSpace(read.ApprovedBy) || read.ApprovedBy == read.ProposedBy)
            yield return "approvedBy: must name another person than proposedBy";
        var known = new Dictionary<string, TextEntry>(StringComparer.Ordinal);
        foreach (var (i, one) in read.Texts.Index())
        {
            var where = $"texts[{i}]";
            if (!IsCode(one.Code))
                yield return $"{where}.code: small letters, digits and hyphens, at most 60";
            if (Named<TextKind>(one.Kind) is null)
                yield return $"{where}.kind: '{one.Kind}' is none of {string.Join(", ", Enum.GetValues<TextKind>().Select(EnumName.Of))}";
            if (one.Audiences.Count == 0 || one.Audiences.Any(name => Named<TextAudience>(name) is null))
                yield return $"{where}.audiences: at least one of {string.Join(", ", Enum.GetValues<TextAudience>().Select(EnumName.Of))}";
            foreach (
                var (name, text, longest) in ((string, string, int)[])
                    [
                        ("titleZh", one.TitleZh, PolicyTexts.LongestTitle),
                        ("titleEn", one.TitleEn, PolicyTexts.LongestTitle),
                        ("textZh", one.TextZh, PolicyTexts.LongestText),
                        ("textEn", one.TextEn, PolicyTexts.LongestText),
                    ]
            )
            {
                if (string.IsNullOrWhiteSpace(text) || text.Length > longest)
                    yield return $"{where}.{name}: must be there, at most {longest} characters";
            }

            if (one.EffectiveTo < one.EffectiveFrom)
                yield return $"{where}.effectiveTo: ends before it begins";
            if (one.Version != (known.TryGetValue(one.Code, out var before) ? before.Version + 1 : 1))
                yield return $"{where}.version: the versions of {one.Code} must count from 1, in order";
            else if (before is not null && (before.EffectiveFrom >= one.EffectiveFrom || before.EffectiveTo >= one.EffectiveFrom))
                yield return $"{where}.effectiveFrom: overlaps version {before.Version}";
            known[one.Code] = one;
        }
    }

    private static TEnum? Named<TEnum>(string name)
        where TEnum : struct, Enum => Enum.GetValues<TEnum>().Where(member => EnumName.Of(member) == name).Cast<TEnum?>().FirstOrDefault();

    [GeneratedRegex(@"^[a-z0-9]+(?:-[a-z0-9]+)*\z", RegexOptions.CultureInvariant)]
    private static partial Regex Code();

    private sealed record TextsFile(
        string ProposedBy,
        string ApprovedBy,
        DateOnly ApprovedOn,
        IReadOnlyList<TextEntry> Texts,
        string? Note = null
    );

    private sealed record TextEntry(
        string Code,
        int Version,
        string Kind,
        IReadOnlyList<string> Audiences,
        string TitleZh,
        string TitleEn,
        string TextZh,
        string TextEn,
        DateOnly EffectiveFrom,
        DateOnly? EffectiveTo = null,
        string? Basis = null
    );
}
