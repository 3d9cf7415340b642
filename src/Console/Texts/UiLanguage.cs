using Grid.Api.Problems;
using Microsoft.AspNetCore.Http;

namespace Grid.Console.Texts;

/// <summary>
/// The language of this visitor's pages: Chinese, unless English was chosen. Both texts are side by side where they are used.
/// </summary>
public sealed class UiLanguage
{
    /// <summary>Name of the query member and, with a prefix, of the cookie.</summary>
    public const string Query = "lang";

    public const string Cookie = "grid-language";

    public Language Language { get; set; } = Language.Chinese;

    public bool IsEnglish => Language == Language.English;

    /// <summary>As in <c>lang</c> of HTML and <c>Accept-Language</c>.</summary>
    public string Tag => IsEnglish ? "en" : "zh-CN";

    public string this[string zh, string en] => IsEnglish ? en : zh;

    public string this[Words words] => words.In(Language);

    /// <summary>Of a region or office, whose English name may be missing.</summary>
    public string Name(string? zh, string? en) => (IsEnglish ? en ?? zh : zh) ?? "";

    /// <summary>By <c>?lang=</c>, else by the cookie that an earlier choice left.</summary>
    public static Language Of(HttpRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        string? asked = request.Query[Query];
        return (asked ?? request.Cookies[Cookie])?.StartsWith("en", StringComparison.OrdinalIgnoreCase) == true
            ? Language.English
            : Language.Chinese;
    }

    public static UiLanguage For(HttpRequest request) => new() { Language = Of(request) };
}
