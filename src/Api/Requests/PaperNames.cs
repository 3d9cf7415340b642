using System.Collections.Frozen;
using Grid.Api.Problems;

namespace Grid.Api.Requests;

/// <summary>
/// Names under which other systems send papers: none may be asked for (79/2020 (二)), so their senders are told the article.
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
