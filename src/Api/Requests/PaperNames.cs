using System.Collections.Frozen;
using Grid.Api.Problems;
using Grid.Domain.Text;

namespace Grid.Api.Requests;

/// <summary>
/// Names under which other systems send papers: none may be asked for (79/2020 (二)), so their senders get the article.
/// </summary>
internal static class PaperNames
{
    private static readonly FrozenSet<string> Names = new[]
    {
        "attachment",
        "attachments",
        "document",
        "documents",
        "file",
        "files",
        "paper",
        "papers",
        "material",
        "materials",
        "proof",
        "proofs",
        "certificate",
        "certificates",
        "diploma",
        "degreeCertificate",
        "graduationCertificate",
        "skillCertificate",
        "terminationProof",
        "terminationCertificate",
        "contractTermination",
        "personalFile",
        "personnelFile",
        "archive",
        "scan",
        "scans",
        "photo",
        "photos",
        "image",
        "images",
        "upload",
        "uploads",
    }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    public static bool AreAmong(IEnumerable<FieldError> errors) =>
        errors.Any(error => error.Code == FieldCodes.Unknown && Names.Contains(error.Field[(error.Field.LastIndexOf('.') + 1)..]));
}

/// <summary>The camelCase names of an enum's members, which is how codes without a list are written.</summary>
internal static class Names<TEnum>
    where TEnum : struct, Enum
{
    private static readonly FrozenDictionary<string, TEnum> ByName = Enum.GetValues<TEnum>()
        .ToFrozenDictionary(EnumName.Of, StringComparer.Ordinal);

    public static IReadOnlyList<string> All { get; } = [.. Enum.GetValues<TEnum>().Select(EnumName.Of)];

    public static bool TryGet(string? name, out TEnum member)
    {
        member = default;
        return name is not null && ByName.TryGetValue(name, out member);
    }
}
