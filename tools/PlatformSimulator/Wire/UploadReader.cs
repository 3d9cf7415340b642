using Grid.PlatformSimulator.Fields;

namespace Grid.PlatformSimulator.Wire;

/// <summary>Reads a batch; anything that is no batch is refused as a whole, with its place.</summary>
internal static class UploadReader
{
    public static Upload Read(ReadOnlyMemory<byte> body, FieldTable table)
    {
        var root = JsonPlace.Read(body).Object("batch", "items");
        var batch = root.Get("batch");
        var keys = new HashSet<string>(StringComparer.Ordinal);
        var items = new List<UploadItem>();
        foreach (var place in root.Get("items").Array(1, WireText.MostItems))
        {
            var item = Item(place, table);
            if (!keys.Add(item.Key))
                throw new BadInputException($"{place.Path}.key", "twice in one batch");
            items.Add(item);
        }

        return new Upload(Guid.TryParseExact(batch.Text(36), "D", out var id) ? id : throw batch.Bad("a UUID is expected"), items);
    }

    private static UploadItem Item(JsonPlace place, FieldTable table)
    {
        place.Object("key", "kind", "region", "day", "fields");
        var kind = place.Get("kind");
        var region = place.Get("region");
        return new UploadItem(
            place.Get("key").Text(WireText.LongestKey),
            table.ItemKinds.Contains(kind.Text(40))
                ? kind.Text(40)
                : throw kind.Bad("one of " + string.Join(", ", table.ItemKinds) + " is expected"),
            region.Text(6) is { Length: 6 } code && WireText.IsRegion(code) ? code : throw region.Bad("6 digits are expected"),
            place.Get("day").Day(),
            place.Get("fields").Fields()
        );
    }
}
