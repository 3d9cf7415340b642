using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace Grid.Api.Problems;

/// <summary>Reads the language of a request.</summary>
internal static class RequestLanguage
{
    private const int MostRanges = 20;

    public static Language Of(HttpRequest request)
    {
        var header = request.Headers.AcceptLanguage;
        if (header.Count == 0 || !StringWithQualityHeaderValue.TryParseList(header, out var ranges))
            return Language.Chinese;

        foreach (var range in ranges.Take(MostRanges).OrderByDescending(range => range.Quality ?? 1))
        {
            if (range.Value.StartsWith("zh", StringComparison.OrdinalIgnoreCase))
                return Language.Chinese;

            if (range.Value.StartsWith("en", StringComparison.OrdinalIgnoreCase))
                return Language.English;
        }

        return Language.Chinese;
    }

    public static string Tag(this Language language) => language == Language.English ? "en" : "zh-CN";
}

/// <summary>The languages in which the API speaks: Chinese unless English is preferred by <c>Accept-Language</c>.</summary>
public enum Language
{
    Chinese,
    English,
}

/// <summary>One text in both languages.</summary>
public sealed record Words(string Zh, string En)
{
    public string In(Language language) => language == Language.English ? En : Zh;
}
