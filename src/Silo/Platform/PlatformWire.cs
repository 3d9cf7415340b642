using System.Text.Json;
using Grid.Domain.Persons;
using Grid.Grains.Interfaces.Platform;

namespace Grid.Silo.Platform;

/// <summary>The documents on the wire. Nullable members may be missing in an answer, and are checked.</summary>
internal static class PlatformWire
{
    public sealed record Page(IReadOnlyList<Item?>? Items, string? Next);

    public sealed record Item(string? Cursor, JsonElement Fields);

    public sealed record Acknowledgement(string Region, IReadOnlyList<string> Numbers);

    public sealed record Uploads(Guid Batch, IReadOnlyList<PlatformUpload> Items);

    public sealed record Answers(IReadOnlyList<Answer?>? Items);

    public sealed record Answer(string? Key, bool? Accepted, string? Code, string? Reason);

    public sealed record Statistics(IReadOnlyList<Figure?>? Figures);

    public sealed record Figure(string? Region, PlatformItemKind? Kind, long? Count, string? Digest);
}
