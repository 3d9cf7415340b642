using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Grid.Api.Tests.Hosts;

/// <summary>
/// With <c>GRID_RECORD_ANSWERS</c> set to the folder <c>data/api/answers</c>, keeps an answer of each operation there that has none yet, or
/// one that no longer fits the document. Of those that tests get it takes the longest that is not too long, with two items of each list.
/// </summary>
internal static class AnswerRecorder
{
    private const int Longest = 3000;

    private static readonly string? Folder = Environment.GetEnvironmentVariable("GRID_RECORD_ANSWERS") is { Length: > 0 } folder
        ? folder
        : null;

    private static readonly JsonSerializerOptions Layout = new()
    {
        WriteIndented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private static readonly Lock Turn = new();

    /// <summary>The length of what this run kept, by operation; -1 for what was there and fits.</summary>
    private static readonly Dictionary<string, int> Kept = new(StringComparer.Ordinal);

    public static void Keep(string operation, string status, JsonNode answer, Func<JsonNode, bool> fits)
    {
        if (Folder is null)
            return;
        lock (Turn)
        {
            var path = Path.Combine(Folder, operation + ".json");
            if (!Kept.TryGetValue(operation, out var length))
            {
                length = File.Exists(path) && IsStillRight(path, status, fits) ? -1 : 0;
                Kept[operation] = length;
            }

            var shortened = answer.DeepClone();
            Shorten(shortened);
            var size = shortened.ToJsonString().Length;
            if (length < 0 || !fits(shortened) || !IsBetter(size, length))
                return;
            Kept[operation] = size;
            File.WriteAllText(path, new JsonObject { ["status"] = status, ["body"] = shortened }.ToJsonString(Layout) + "\n");
        }
    }

    private static bool IsBetter(int size, int than) => than == 0 || (size <= Longest ? than > Longest || size > than : size < than);

    /// <summary>Another status cannot be judged here, and stays.</summary>
    private static bool IsStillRight(string path, string status, Func<JsonNode, bool> fits)
    {
        var kept = JsonNode.Parse(File.ReadAllText(path))!;
        return (string?)kept["status"] != status || fits(kept["body"]!);
    }

    private static void Shorten(JsonNode? node)
    {
        switch (node)
        {
            case JsonArray items:
                while (items.Count > 2)
                    items.RemoveAt(2);
                foreach (var item in items)
                    Shorten(item);
                break;
            case JsonObject members:
                foreach (var (_, member) in members)
                    Shorten(member);
                break;
        }
    }
}
