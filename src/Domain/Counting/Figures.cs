using System.Text.Json;
using System.Text.Json.Serialization;
using Grid.Domain.Codes;
using Grid.Domain.Text;

namespace Grid.Domain.Counting;

/// <summary>
/// Figures by cell; a cell that is not there is 0, and one that becomes 0 leaves. Not safe for several threads; a value once published is
/// not changed any more.
/// </summary>
[JsonConverter(typeof(FiguresJson))]
public sealed class Figures
{
    private readonly Dictionary<FigureCell, long> cells;

    public Figures() => cells = [];

    public Figures(IEnumerable<KeyValuePair<FigureCell, long>> cells)
    {
        ArgumentNullException.ThrowIfNull(cells);
        this.cells = [];
        foreach (var (cell, n) in cells)
            Add(cell, n);
    }

    public IReadOnlyDictionary<FigureCell, long> Cells => cells;

    public bool IsEmpty => cells.Count == 0;

    public long this[FigureCell cell] => cells.GetValueOrDefault(cell);

    /// <summary>The total of a measure.</summary>
    public long Total(CountBlock block, Measure measure) => this[FigureCell.Total(block, measure)];

    public void Add(FigureCell cell, long n)
    {
        var sum = cells.GetValueOrDefault(cell) + n;
        if (sum == 0)
            cells.Remove(cell);
        else
            cells[cell] = sum;
    }

    public void Add(Figures other, int sign = 1)
    {
        ArgumentNullException.ThrowIfNull(other);
        foreach (var (cell, n) in other.cells)
            Add(cell, sign * n);
    }

    public Figures Copy() => new(cells);

    public static Figures Sum(IEnumerable<Figures> parts)
    {
        ArgumentNullException.ThrowIfNull(parts);
        var sum = new Figures();
        foreach (var part in parts)
            sum.Add(part);
        return sum;
    }

    public bool SameAs(Figures other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return cells.Count == other.cells.Count && cells.All(c => other[c.Key] == c.Value);
    }
}

/// <summary>Which figure: written <c>urban/new/reason/21</c>, in JSON also as the name of a member.</summary>
/// <param name="Value">The breakdown's value as <see cref="Dimension"/> says; it may hold a slash.</param>
[JsonConverter(typeof(Json))]
public readonly record struct FigureCell(CountBlock Block, Measure Measure, Dimension Dimension, string Value)
{
    /// <summary>The value of dimensions that have one only.</summary>
    public const string All = "all";

    /// <summary>The education that is not known.</summary>
    public const string None = "none";

    public static FigureCell Total(CountBlock block, Measure measure) => new(block, measure, Dimension.Total, All);

    /// <summary>
    /// The value as answers and reports write it: the code of its list. Stored cells name the place and the channel by the enum's name.
    /// </summary>
    public string Code =>
        Dimension switch
        {
            Dimension.Ground => CodeOf(CodeListIds.PlaceGround),
            Dimension.Channel => CodeOf(CodeListIds.Channel),
            _ => Value,
        };

    /// <summary>The whole name as answers write it: <c>urban/new/ground/2</c>.</summary>
    public string CodedName => $"{EnumName.Of(Block)}/{EnumName.Of(Measure)}/{EnumName.Of(Dimension)}/{Code}";

    /// <summary>A cell by the value that <see cref="Code"/> gives; a code that is in no list stays, and is the value of no stored cell.</summary>
    public static FigureCell ByCode(CountBlock block, Measure measure, Dimension dimension, string code) =>
        new(
            block,
            measure,
            dimension,
            dimension switch
            {
                Dimension.Ground => NameOf(CodeListIds.PlaceGround, code),
                Dimension.Channel => NameOf(CodeListIds.Channel, code),
                _ => code,
            }
        );

    private string CodeOf(string list) => CodeLists.BuiltIn[list].TryGetByName(Value, out var entry) ? entry.Code : Value;

    private static string NameOf(string list, string code) =>
        CodeLists.BuiltIn[list].TryGet(code, out var entry) ? entry.Name ?? "" : $"?{code}";

    public override string ToString() => $"{EnumName.Of(Block)}/{EnumName.Of(Measure)}/{EnumName.Of(Dimension)}/{Value}";

    private sealed class Json : TextValueConverter<FigureCell>
    {
        private static readonly Dictionary<string, CountBlock> Blocks = Enum.GetValues<CountBlock>()
            .ToDictionary(EnumName.Of, StringComparer.Ordinal);
        private static readonly Dictionary<string, Measure> Measures = Enum.GetValues<Measure>()
            .ToDictionary(EnumName.Of, StringComparer.Ordinal);
        private static readonly Dictionary<string, Dimension> Dimensions = Enum.GetValues<Dimension>()
            .ToDictionary(EnumName.Of, StringComparer.Ordinal);

        protected override string? Parse(string text, out FigureCell value)
        {
            var parts = text.Split('/', 4);
            value = default;
            if (
                parts.Length != 4
                || !Blocks.TryGetValue(parts[0], out var block)
                || !Measures.TryGetValue(parts[1], out var measure)
                || !Dimensions.TryGetValue(parts[2], out var dimension)
                || parts[3].Length == 0
            )
            {
                return "not block/measure/dimension/value";
            }

            value = new FigureCell(block, measure, dimension, parts[3]);
            return null;
        }

        protected override string Format(FigureCell value) => value.ToString();
    }
}

/// <summary>Figures as an object of cells and numbers.</summary>
internal sealed class FiguresJson : JsonConverter<Figures>
{
    public override Figures Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        new(JsonSerializer.Deserialize<Dictionary<FigureCell, long>>(ref reader, options) ?? []);

    public override void Write(Utf8JsonWriter writer, Figures value, JsonSerializerOptions options) =>
        JsonSerializer.Serialize(writer, value.Cells, options);
}
