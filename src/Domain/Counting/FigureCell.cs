using System.Text.Json.Serialization;
using Grid.Domain.Text;

namespace Grid.Domain.Counting;

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

    public override string ToString() => $"{EnumName.Of(Block)}/{EnumName.Of(Measure)}/{EnumName.Of(Dimension)}/{Value}";

    private sealed class Json : TextValueConverter<FigureCell>
    {
        private static readonly Dictionary<string, CountBlock> Blocks = Enum.GetValues<CountBlock>().ToDictionary(EnumName.Of, StringComparer.Ordinal);
        private static readonly Dictionary<string, Measure> Measures = Enum.GetValues<Measure>().ToDictionary(EnumName.Of, StringComparer.Ordinal);
        private static readonly Dictionary<string, Dimension> Dimensions = Enum.GetValues<Dimension>().ToDictionary(EnumName.Of, StringComparer.Ordinal);

        protected override string? Parse(string text, out FigureCell value)
        {
            var parts = text.Split('/', 4);
            value = default;
            if (parts.Length != 4 || !Blocks.TryGetValue(parts[0], out var block) || !Measures.TryGetValue(parts[1], out var measure)
                || !Dimensions.TryGetValue(parts[2], out var dimension) || parts[3].Length == 0)
                return "not block/measure/dimension/value";
            value = new FigureCell(block, measure, dimension, parts[3]);
            return null;
        }

        protected override string Format(FigureCell value) => value.ToString();
    }
}
