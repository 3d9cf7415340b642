using System.Globalization;
using System.Text;
using Grid.Api.OpenApi;
using Grid.Api.Problems;
using Grid.Domain.Codes;

namespace Grid.Api.Integrators;

/// <summary>
/// The pages that are written from the code: every problem, every code of a field, every code list. They are kept in the repository, where
/// they can be read without the site, and a test compares them.
/// </summary>
internal static class GeneratedPages
{
    /// <summary>The files, from the root of the repository, with their texts.</summary>
    public static IReadOnlyDictionary<string, string> All() =>
        new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["docs/integrators/errors.md"] = Errors(Language.English),
            ["docs/integrators/errors.zh-CN.md"] = Errors(Language.Chinese),
            ["docs/integrators/codes.md"] = Codes(Language.English),
            ["docs/integrators/codes.zh-CN.md"] = Codes(Language.Chinese),
        };

    private static string Errors(Language language)
    {
        var text = new StringBuilder();
        text.Append(
            language == Language.Chinese
                ? """
                # 错误代码

                错误一律为 `application/problem+json`(RFC 9457)。程序只看 `code` 和 `errors[].code`,它们在 `/v1` 内不变;`title`、`detail` 和
                `errors[].detail` 给人看,语言按 `Accept-Language`,文字可能修改。`type` 是可以打开的地址:`/problems/{code}`。

                ```json
                {
                  "type": "/problems/invalid-request",
                  "title": "请求内容有误",
                  "status": 400,
                  "detail": "请按 errors 逐项改正后重新提交。",
                  "code": "invalid-request",
                  "errors": [{ "field": "person.telephone", "code": "required", "detail": "该项必填" }]
                }
                ```

                - `allowed`:可以改用什么,例如允许的代码或角色。
                - `current`:案件现在的情况,即办理的障碍。
                - `retryAfter`:多少秒后重试才有意义,与 `Retry-After` 头相同。
                - `version`:412 时现在的版本。
                - `traceId`:询问运维人员时请提供。

                写入被拒绝后同一个幂等键还能不能用,见[幂等键与重试](keys.zh-CN.md)。

                """
                : """
                # Errors

                Every error is `application/problem+json` (RFC 9457). A program looks at `code` and at `errors[].code`, which stay as they are
                within `/v1`. `title`, `detail` and `errors[].detail` are for people, in the language of `Accept-Language`, and may be reworded.
                `type` is an address that can be opened: `/problems/{code}`.

                ```json
                {
                  "type": "/problems/invalid-request",
                  "title": "The request is not valid",
                  "status": 400,
                  "detail": "Correct each item in errors and send it again.",
                  "code": "invalid-request",
                  "errors": [{ "field": "person.telephone", "code": "required", "detail": "This is required" }]
                }
                ```

                - `allowed`: what may be sent instead, such as codes, or the roles that may do this.
                - `current`: what the case is now, where that is the obstacle.
                - `retryAfter`: seconds after which repeating makes sense, as in the header `Retry-After`.
                - `version`: with 412, the version that it has now.
                - `traceId`: for questions to the operators.

                What a refusal means for its key is in [Keys and retries](keys.md).

                """
        );
        text.Append(In(language, "\n## 错误\n", "\n## Problems\n"));
        foreach (var group in ProblemCatalogue.All.GroupBy(kind => kind.Status).OrderBy(group => group.Key))
        {
            text.Append(CultureInfo.InvariantCulture, $"\n### {group.Key}\n\n");
            text.Append(In(language, "| 代码 | 含义 | 怎么办 | 依据 |\n", "| code | meaning | what to do | article |\n"));
            text.Append("| --- | --- | --- | --- |\n");
            foreach (var kind in group.OrderBy(kind => kind.Code, StringComparer.Ordinal))
            {
                var wait = kind.RetryAfter is { } seconds ? string.Create(CultureInfo.InvariantCulture, $" `Retry-After: {seconds}`") : "";
                text.Append(
                    CultureInfo.InvariantCulture,
                    $"| `{kind.Code}` | {Cell(kind.Title.In(language))} | {Cell(kind.Detail.In(language))}{wait} | {Cell(kind.Article)} |\n"
                );
            }
        }

        text.Append(
            In(
                language,
                "\n## 字段的错误代码\n\n`errors[].code` 的值。`errors[].field` 是请求中的那一项:正文中的路径、查询参数或请求头的名称。\n\n| 代码 | 含义 |\n",
                "\n## Codes of fields\n\nThe values of `errors[].code`. `errors[].field` is the item of the request: a path in the body, or the name of a "
                    + "parameter or a header.\n\n| code | meaning |\n"
            )
        );
        Values(text, ValueLists.Of(ValueLists.FieldCode).OrderBy(one => one.Value, StringComparer.Ordinal), language);
        return text.ToString();
    }

    private static string Codes(Language language)
    {
        var text = new StringBuilder();
        text.Append(
            In(
                language,
                "# 代码表\n\n随本版本提供的代码表。省里可以修改其中标明的代码表:现行内容和生效日期见 `/v1/code-lists/{id}`。停用的代码仍可读出,只是不能再用于新的写入。\n",
                "# Codes\n\nThe code lists of this version. A province may change those that say so: what is in force, and from when to when, is at "
                    + "`/v1/code-lists/{id}`. A code that has ended can still be read in old records; it cannot be sent any more.\n"
            )
        );
        foreach (var list in CodeLists.BuiltIn.All)
        {
            text.Append(
                CultureInfo.InvariantCulture,
                $"\n## {list.Id}\n\n{Cell(In(language, list.Zh, list.En))}{In(language, "。", ". ")}"
            );
            if (language == Language.English || list.Source.Any(IsHan))
            {
                text.Append(
                    CultureInfo.InvariantCulture,
                    $"{In(language, "来源:", "Source: ")}{Cell(list.Source)}{In(language, "。", ".")}"
                );
            }

            if (list.Editable)
                text.Append(In(language, " 省里可以修改。", " A province may change it."));
            if (In(language, list.NoteZh, list.Note) is { } note)
                text.Append(CultureInfo.InvariantCulture, $" {Cell(note)}");
            text.Append(In(language, "\n\n| 代码 | 含义 |\n| --- | --- |\n", "\n\n| code | meaning |\n| --- | --- |\n"));
            foreach (var entry in list.Entries)
            {
                text.Append(
                    CultureInfo.InvariantCulture,
                    $"| `{entry.Code}` | {Cell(In(language, entry.Zh, entry.En))}{Valid(entry, language)} |\n"
                );
            }
        }

        text.Append(
            In(
                language,
                "\n## 没有代码表的值\n\n状态和种类,标题是 OpenAPI 文档中的名称。\n",
                "\n## Values without a code list\n\nStatuses and kinds. Each heading is the name in the OpenAPI document.\n"
            )
        );
        foreach (var name in ValueLists.Names.Except([ValueLists.ProblemCode, ValueLists.FieldCode]).Order(StringComparer.Ordinal))
        {
            text.Append(CultureInfo.InvariantCulture, $"\n### {name}\n\n{In(language, "| 值 | 含义 |", "| value | meaning |")}\n");
            Values(text, ValueLists.Of(name), language);
        }

        return text.ToString();
    }

    private static void Values(StringBuilder text, IEnumerable<ListedValue> values, Language language)
    {
        text.Append("| --- | --- |\n");
        foreach (var value in values)
            text.Append(CultureInfo.InvariantCulture, $"| `{value.Value}` | {Cell(In(language, value.Zh, value.En))} |\n");
    }

    private static string Valid(CodeEntry entry, Language language) =>
        (entry.ValidFrom, entry.ValidTo) switch
        {
            (null, null) => "",
            ({ } from, null) => In(language, $"(自 {from:yyyy-MM-dd} 起)", $" (from {from:yyyy-MM-dd})"),
            (null, { } to) => In(language, $"(至 {to:yyyy-MM-dd} 止)", $" (until {to:yyyy-MM-dd})"),
            ({ } from, { } to) => In(
                language,
                $"({from:yyyy-MM-dd} 至 {to:yyyy-MM-dd})",
                $" (from {from:yyyy-MM-dd} until {to:yyyy-MM-dd})"
            ),
        };

    private static bool IsHan(char one) => one is >= '\u4e00' and <= '\u9fff';

    private static T In<T>(Language language, T zh, T en) => language == Language.Chinese ? zh : en;

    /// <summary>A text within a table: a bar would begin another column, and what looks like an address is no link.</summary>
    private static string Cell(string? text) =>
        (text ?? "")
            .Replace("|", "\\|", StringComparison.Ordinal)
            .Replace("<", "\\<", StringComparison.Ordinal)
            .Replace("*", "\\*", StringComparison.Ordinal);
}
