using System.IO.Compression;
using System.Runtime.InteropServices;

namespace Grid.Api.Importing.Reading.Formats.Workbooks;

/// <summary>
/// The merged areas of a sheet, asked for row by row, from the top. Only the first cell of an area has a value; what the others mean is
/// not known.
/// </summary>
/// <remarks>
/// A sheet lists them behind its rows. They are looked for before, so that a row is known to be doubtful when it is returned; sheets
/// without any, nearly all, are only searched for the word.
/// </remarks>
internal sealed class MergedAreas
{
    private readonly Area[] areas;
    private readonly List<Area> open = [];
    private int next;

    private MergedAreas(Area[] areas) => this.areas = areas;

    public static MergedAreas None => new([]);

    /// <exception cref="UnreadableFileException">There are more than <see cref="ReadingLimits.MergedAreas"/>.</exception>
    public static MergedAreas Of(ZipArchiveEntry sheet, ReadingLimits limits)
    {
        if (!Holds(sheet, "mergeCell"u8))
            return None;
        var found = new List<Area>();
        using var xml = PartXml.Open(sheet, limits);
        while (PartXml.Next(xml))
        {
            if (!PartXml.IsAt(xml, "mergeCell") || Area.Parse(PartXml.Attribute(xml, "ref")) is not { } area)
                continue;
            found.Add(area);
            if (found.Count > limits.MergedAreas)
                throw new UnreadableFileException(ImportFaultCodes.TooManyMergedCells);
        }

        return new MergedAreas([.. found.OrderBy(area => area.Top)]);
    }

    /// <summary>
    /// Marks the cells of a row with a value somewhere that are merged into others. Rows are asked for in their order. An area wider than a
    /// table may be is one across a title.
    /// </summary>
    public void Mark(int row, List<Cell> cells, int mostColumns)
    {
        while (next < areas.Length && areas[next].Top <= row)
            open.Add(areas[next++]);
        open.RemoveAll(area => area.Bottom < row);
        foreach (var area in open)
        {
            var right = Math.Min(area.Right, mostColumns - 1);
            while (cells.Count <= right)
                cells.Add(Cell.Blank);
            for (var column = area.Left; column <= right; column++)
            {
                if ((row, column) != (area.Top, area.Left))
                    cells[column] = new Cell("", CellKind.Merged);
            }
        }
    }

    /// <summary>Whether the part holds these bytes; about ten times as fast as reading its XML.</summary>
    private static bool Holds(ZipArchiveEntry part, ReadOnlySpan<byte> word)
    {
        using var stream = part.Open();
        var buffer = new byte[128 * 1024];
        for (var kept = 0; ; )
        {
            var read = stream.Read(buffer, kept, buffer.Length - kept);
            if (buffer.AsSpan(0, kept + read).IndexOf(word) >= 0)
                return true;
            if (read == 0)
                return false;
            var keep = Math.Min(word.Length - 1, kept + read);
            buffer.AsSpan(kept + read - keep, keep).CopyTo(buffer);
            kept = keep;
        }
    }

    /// <summary>Rows from 1, columns from 0, all inclusive.</summary>
    [StructLayout(LayoutKind.Auto)]
    private readonly record struct Area(int Top, int Left, int Bottom, int Right)
    {
        public static Area? Parse(string? reference) =>
            reference?.Split(':') is [var first, var last]
            && ColumnName.TryParse(first, out var left, out var top)
            && ColumnName.TryParse(last, out var right, out var bottom)
                ? new Area(top, left, bottom, right)
                : null;
    }
}
