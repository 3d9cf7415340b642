using System.Collections.Frozen;
using System.Globalization;
using System.Text.RegularExpressions;
using Grid.Domain.Codes;
using Grid.Domain.Persons;
using Grid.Domain.Services;
using Grid.Domain.Text;

namespace Grid.Api.Importing.Reading.Mappings;

/// <summary>One code of the register into which values of a file are brought.</summary>
/// <param name="Name">The camelCase name under which programs know it; null where there is none.</param>
internal sealed record TargetCode(string Code, string? Name, string Zh, string En);

/// <summary>A list of codes into which the values of a column are brought.</summary>
internal sealed record CodeTarget(string Id, IReadOnlyList<TargetCode> Codes);

/// <summary>The lists that files may hold codes of: the register's code lists, its services, and words for contacts.</summary>
internal static class CodeTargets
{
    public const string ContactChannel = "contact-channel";
    public const string ContactOutcome = "contact-outcome";
    public const string ServiceItem = "service-item";
    public const string ServiceResult = "service-result";

    public static IReadOnlyList<CodeTarget> All(CodeLists lists, OfferList services) =>
        [
            .. lists.All.Select(list => new CodeTarget(
                list.Id,
                [.. list.Entries.Select(entry => new TargetCode(entry.Code, entry.Name, entry.Zh, entry.En))]
            )),
            new CodeTarget(ServiceItem, [.. services.Items.Select(item => new TargetCode(item.Code, null, item.Zh, item.En))]),
            new CodeTarget(
                ContactChannel,
                [
                    Of(Domain.Persons.ContactChannel.Telephone, "电话", "Telephone"),
                    Of(Domain.Persons.ContactChannel.ShortMessage, "短信", "Short message"),
                    Of(Domain.Persons.ContactChannel.Online, "网络", "Online"),
                    Of(Domain.Persons.ContactChannel.FaceToFace, "面谈", "Face to face"),
                    Of(Domain.Persons.ContactChannel.HomeVisit, "上门走访", "Home visit"),
                    Of(Domain.Persons.ContactChannel.Letter, "信函", "Letter"),
                    Of(Domain.Persons.ContactChannel.OwnReport, "本人自报", "Own report"),
                ]
            ),
            new CodeTarget(
                ContactOutcome,
                [
                    Of(Domain.Persons.ContactOutcome.Reached, "已联系上", "Reached"),
                    Of(Domain.Persons.ContactOutcome.NotReached, "未联系上", "Not reached"),
                    Of(Domain.Persons.ContactOutcome.WrongNumber, "号码有误", "Wrong number"),
                    Of(Domain.Persons.ContactOutcome.RefusedService, "不需要服务", "Refused the service"),
                    Of(Domain.Persons.ContactOutcome.FoundWork, "已就业", "Found work"),
                ]
            ),
            new CodeTarget(
                ServiceResult,
                [
                    Of(Domain.Persons.ServiceResult.Given, "已提供", "Given"),
                    Of(Domain.Persons.ServiceResult.Offered, "已推荐", "Offered"),
                    Of(Domain.Persons.ServiceResult.Accepted, "已接受", "Accepted"),
                    Of(Domain.Persons.ServiceResult.NotWanted, "不需要", "Not wanted"),
                    Of(Domain.Persons.ServiceResult.Successful, "成功", "Successful"),
                    Of(Domain.Persons.ServiceResult.NotSuccessful, "未成功", "Not successful"),
                ]
            ),
        ];

    private static TargetCode Of<T>(T member, string zh, string en)
        where T : struct, Enum =>
        new(Convert.ToInt32(member, CultureInfo.InvariantCulture).ToString(CultureInfo.InvariantCulture), EnumName.Of(member), zh, en);
}

/// <summary>Brings the values of one list into the register's codes.</summary>
internal sealed class CodeMap
{
    private readonly FrozenDictionary<string, string?> byText;

    public CodeMap(CodeTarget target, FrozenDictionary<string, string?> mapped, bool onlyMapped)
    {
        Target = target;
        var all = new Dictionary<string, string?>(mapped, StringComparer.Ordinal);
        if (!onlyMapped)
        {
            // A code goes before a word, and both before a code that has lost its zeros, as in a workbook's number.
            Add(all, target, code => [code.Code]);
            Add(all, target, code => [code.Zh, code.En, code.Name]);
            Add(all, target, code => [code.Code.TrimStart('0')]);
        }

        byText = all.ToFrozenDictionary(StringComparer.Ordinal);
    }

    public CodeTarget Target { get; }

    /// <summary>The codes that a fault names.</summary>
    public IReadOnlyList<string> Allowed => [.. Target.Codes.Select(code => code.Code)];

    /// <summary>True when the value is known; the code is null when the table says that the value says nothing.</summary>
    public bool TryMap(string text, out string? code) => byText.TryGetValue(ValueText.Of(text), out code);

    private static void Add(Dictionary<string, string?> all, CodeTarget target, Func<TargetCode, string?[]> texts)
    {
        foreach (var code in target.Codes)
        {
            foreach (var text in texts(code))
            {
                if (!string.IsNullOrEmpty(text))
                    all.TryAdd(ValueText.Of(text), code.Code);
            }
        }
    }
}

/// <summary>Makes values comparable.</summary>
internal static partial class ValueText
{
    /// <summary>NFKC, lower case, without blanks.</summary>
    public static string Of(string text) => Blanks().Replace(Nfkc.Normalize(text), "").ToLowerInvariant();

    [GeneratedRegex(@"\s+", RegexOptions.CultureInvariant)]
    private static partial Regex Blanks();
}
