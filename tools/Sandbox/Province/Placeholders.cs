using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Grid.Sandbox.Province;

/// <summary>Puts the numbers that the register gave into the paths and bodies of <c>province.json</c>.</summary>
internal static partial class Placeholders
{
    public static string Fill(string text, KnownCase one, IReadOnlyDictionary<string, CaseNumbers> all) =>
        Pattern()
            .Replace(text, match =>
            {
                var of = match.Groups["of"] is { Success: true } other ? other.Value : one.Id;
                var numbers = all.GetValueOrDefault(of);
                return match.Groups["what"].Value switch
                {
                    "person" => numbers?.PersonId,
                    "application" => numbers?.ApplicationNumber,
                    "registration" => numbers?.RegistrationNumber,
                    _ => numbers?.Reference,
                } ?? throw new InvalidDataException($"province.json: {one.Id} names {match.Value}, which is not known yet.");
            });

    public static JsonNode Fill(JsonNode node, KnownCase one, IReadOnlyDictionary<string, CaseNumbers> all) =>
        JsonNode.Parse(Fill(node.ToJsonString(), one, all))!;

    [GeneratedRegex(@"\{(?:(?<of>[a-z0-9-]+)\.)?(?<what>person|application|registration|reference)\}", RegexOptions.ExplicitCapture)]
    private static partial Regex Pattern();
}
