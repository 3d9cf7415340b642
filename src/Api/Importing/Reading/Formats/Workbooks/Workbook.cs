using System.IO.Compression;
using System.Xml;

namespace Grid.Api.Importing.Reading.Formats.Workbooks;

/// <summary>
/// A workbook (XLSX): its sheets, shared texts and formats. The archive is judged before anything is unpacked, and nothing of it is
/// written anywhere.
/// </summary>
internal sealed class Workbook : IDisposable
{
    private const string OfficeDocument = "/officeDocument";

    private readonly ZipArchive archive;
    private readonly ReadingLimits limits;
    private readonly Dictionary<string, ZipArchiveEntry> parts;
    private SharedTexts? texts;

    private Workbook(ZipArchive archive, ReadingLimits limits)
    {
        this.archive = archive;
        this.limits = limits;
        parts = Parts(archive, limits);
        Formats = CellFormats.None;
    }

    /// <summary>Whether days are counted from 1904, as on old Macintoshes, and not from 1900.</summary>
    public bool From1904 { get; private set; }

    /// <summary>In the order of their tabs; sheets with a chart alone are not among them.</summary>
    public IReadOnlyList<Sheet> Sheets { get; private set; } = [];

    public CellFormats Formats { get; private set; }

    /// <summary>Texts that cells refer to; read when they are first needed.</summary>
    public SharedTexts Texts => texts ??= SharedTexts.Read(SharedTextPart, limits);

    private ZipArchiveEntry? SharedTextPart { get; set; }

    /// <summary>Opens a workbook. The stream must be able to seek, and stays open.</summary>
    /// <exception cref="UnreadableFileException">It is cut off, damaged, protected by a password, too large, or no XLSX.</exception>
    public static Workbook Open(Stream stream, ReadingLimits limits) =>
        Guarded(() =>
        {
            ZipArchive zip;
            try
            {
                zip = new ZipArchive(stream, ZipArchiveMode.Read, leaveOpen: true);
                _ = zip.Entries.Count;
            }
            catch (InvalidDataException)
            {
                // The directory of an archive is its end.
                throw new UnreadableFileException(ImportFaultCodes.CutOff);
            }

            try
            {
                var workbook = new Workbook(zip, limits);
                workbook.ReadStructure();
                return workbook;
            }
            catch
            {
                zip.Dispose();
                throw;
            }
        });

    /// <summary>Runs what reads parts: what breaks in a damaged one has one meaning.</summary>
    public static T Guarded<T>(Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception e) when (e is XmlException or InvalidDataException or EndOfStreamException or FormatException or OverflowException)
        {
            throw new UnreadableFileException(ImportFaultCodes.MalformedWorkbook);
        }
    }

    /// <summary>A sheet's rows from the first on; each call reads them again.</summary>
    public IEnumerable<TableRow> Rows(Sheet sheet, MergedAreas merged) => SheetRows.Read(this, sheet, merged, limits);

    public void Dispose() => archive.Dispose();

    private static Dictionary<string, ZipArchiveEntry> Parts(ZipArchive archive, ReadingLimits limits)
    {
        if (archive.Entries.Count > limits.Entries)
            throw new UnreadableFileException(ImportFaultCodes.UnpacksTooLarge);
        var found = new Dictionary<string, ZipArchiveEntry>(StringComparer.OrdinalIgnoreCase);
        var unpacked = 0L;
        foreach (var entry in archive.Entries)
        {
            if (entry.IsEncrypted)
                throw new UnreadableFileException(ImportFaultCodes.Encrypted);

            // No more than the size that the directory gives is ever unpacked of an entry, so it is enough to look at that.
            unpacked += entry.Length;
            if (
                unpacked > limits.UnpackedBytes
                || (entry.Length > limits.SmallPartBytes && entry.Length / limits.UnpackedRatio > entry.CompressedLength)
            )
            {
                throw new UnreadableFileException(ImportFaultCodes.UnpacksTooLarge);
            }

            // Some writers use the separators of their system.
            if (!found.TryAdd(entry.FullName.Replace('\\', '/').TrimStart('/'), entry))
                throw new UnreadableFileException(ImportFaultCodes.MalformedWorkbook);
        }

        return found;
    }

    private void ReadStructure()
    {
        var root = Relations("_rels/.rels", "");
        if (
            root.Values.FirstOrDefault(one => one.Kind.EndsWith(OfficeDocument, StringComparison.Ordinal)) is not { } main
            || !parts.TryGetValue(main.Target, out var book)
            || !main.Target.EndsWith(".xml", StringComparison.OrdinalIgnoreCase)
        )
        {
            throw new UnreadableFileException(ImportFaultCodes.OtherWorkbook);
        }

        var slash = main.Target.LastIndexOf('/') + 1;
        var relations = Relations($"{main.Target[..slash]}_rels/{main.Target[slash..]}.rels", main.Target[..slash]);
        Sheets = ReadSheets(book, relations);
        SharedTextPart = PartOf(relations, "/sharedStrings");
        Formats = PartOf(relations, "/styles") is { } styles ? CellFormats.Read(Small(styles), limits) : CellFormats.None;
    }

    private List<Sheet> ReadSheets(ZipArchiveEntry book, Dictionary<string, Relation> relations)
    {
        var sheets = new List<Sheet>();
        var isWorkbook = false;
        var position = 0;
        using var xml = PartXml.Open(Small(book), limits);
        while (PartXml.Next(xml))
        {
            isWorkbook |= PartXml.IsAt(xml, "workbook");
            if (PartXml.IsAt(xml, "workbookPr"))
                From1904 = PartXml.Attribute(xml, "date1904") is "1" or "true";
            if (!PartXml.IsAt(xml, "sheet"))
                continue;
            position++;
            if (
                PartXml.Attribute(xml, "id") is { } id
                && relations.TryGetValue(id, out var relation)
                && relation.Kind.EndsWith("/worksheet", StringComparison.Ordinal)
                && parts.TryGetValue(relation.Target, out var part)
            )
            {
                sheets.Add(new Sheet(position, PartXml.Attribute(xml, "state") is "hidden" or "veryHidden", part));
            }
        }

        return isWorkbook ? sheets : throw new UnreadableFileException(ImportFaultCodes.OtherWorkbook);
    }

    private ZipArchiveEntry? PartOf(Dictionary<string, Relation> relations, string kind) =>
        relations.Values.FirstOrDefault(one => one.Kind.EndsWith(kind, StringComparison.Ordinal)) is { } relation
            ? parts.GetValueOrDefault(relation.Target)
            : null;

    /// <summary>Where a part's relations lead, by their ids.</summary>
    private Dictionary<string, Relation> Relations(string name, string folder)
    {
        var found = new Dictionary<string, Relation>(StringComparer.Ordinal);
        if (!parts.TryGetValue(name, out var part))
            return found;
        using var xml = PartXml.Open(Small(part), limits);
        while (PartXml.Next(xml))
        {
            if (
                PartXml.IsAt(xml, "Relationship")
                && PartXml.Attribute(xml, "Id") is { } id
                && PartXml.Attribute(xml, "Target") is { } target
                && PartXml.Attribute(xml, "TargetMode") is not "External"
            )
            {
                found[id] = new Relation(PartXml.Attribute(xml, "Type") ?? "", Resolve(folder, target));
            }
        }

        return found;
    }

    /// <summary>The name of a part within the archive: a target is relative to the folder, or begins with a slash.</summary>
    private static string Resolve(string folder, string target)
    {
        var steps = new List<string>();
        foreach (var step in (target.StartsWith('/') ? target : folder + target).Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            if (step == ".." && steps.Count > 0)
                steps.RemoveAt(steps.Count - 1);
            else if (step is not ("." or ".."))
                steps.Add(step);
        }

        return string.Join('/', steps);
    }

    /// <summary>Parts that describe a workbook are small.</summary>
    private ZipArchiveEntry Small(ZipArchiveEntry part) =>
        part.Length <= limits.SmallPartBytes ? part : throw new UnreadableFileException(ImportFaultCodes.UnpacksTooLarge);

    private sealed record Relation(string Kind, string Target);
}

/// <summary>A worksheet.</summary>
/// <param name="Position">Of its tab, from 1, hidden ones counted.</param>
internal sealed record Sheet(int Position, bool IsHidden, ZipArchiveEntry Part);
