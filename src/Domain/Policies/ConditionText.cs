using System.Globalization;
using Grid.Domain.Codes;
using Grid.Domain.Services;

namespace Grid.Domain.Policies;

/// <summary>A condition in words, so that what is approved is what is read: 登记满6个月,且年满40周岁.</summary>
public static class ConditionText
{
    private static readonly Dictionary<string, (string Zh, string En)> Steps = new(StringComparer.Ordinal)
    {
        ["told"] = ("已告知", "told"),
        ["helped"] = ("已帮办", "helped"),
        ["applied"] = ("已申请", "applied"),
        ["granted"] = ("已享受", "granted"),
        ["declined"] = ("未获批或不申请", "declined"),
    };

    /// <param name="condition">One without faults.</param>
    /// <param name="codes">Names of codes.</param>
    /// <param name="policies">Names of policies.</param>
    /// <param name="ruleName">Names of rules, in both languages; null where there is none.</param>
    public static (string Zh, string En) Of(
        Condition condition,
        CodeLists codes,
        OfferList policies,
        Func<string, (string Zh, string En)?> ruleName
    )
    {
        ArgumentNullException.ThrowIfNull(condition);
        var words = new Words(codes, policies, ruleName);
        return (words.Of(condition, isZh: true, within: false), words.Of(condition, isZh: false, within: false));
    }

    private sealed class Words(CodeLists codes, OfferList policies, Func<string, (string Zh, string En)?> ruleName)
    {
        public string Of(Condition condition, bool isZh, bool within)
        {
            switch (condition)
            {
                case { All: { } all }:
                    return Joined(all, isZh ? ",且" : ", and ", isZh, within);
                case { Any: { } any }:
                    return Joined(any, isZh ? ",或" : ", or ", isZh, within);
                case { Not: { } not }:
                    return isZh ? $"不符合({Of(not, true, false)})" : $"not ({Of(not, false, false)})";
                case { Rule: { } rule }:
                    var name = ruleName(rule);
                    return isZh ? $"符合“{name?.Zh ?? rule}”({rule})" : $"fulfils \"{name?.En ?? rule}\" ({rule})";
                case { Policy: { } policy }:
                    var item = policies.Items.FirstOrDefault(one => string.Equals(one.Code, policy, StringComparison.Ordinal));
                    var steps = ConditionLogic.CodesOf(condition).Select(step => isZh ? Steps[step].Zh : Steps[step].En);
                    return isZh
                        ? $"“{item?.Zh ?? policy}”{string.Join('/', steps)}"
                        : $"\"{item?.En ?? policy}\": {string.Join(" or ", steps)}";
                default:
                    return Fact(condition, PolicyFact.Find(condition.Fact)!, isZh);
            }
        }

        private string Joined(IReadOnlyList<Condition> parts, string by, bool isZh, bool within)
        {
            var text = string.Join(by, parts.Select(part => Of(part, isZh, within: parts.Count > 1)));
            return within && parts.Count > 1 ? $"({text})" : text;
        }

        private string Fact(Condition condition, PolicyFact fact, bool isZh) =>
            fact.Type switch
            {
                PolicyFactType.Number => Number(condition, fact, isZh),
                PolicyFactType.Day => Day(condition, fact, isZh),
                PolicyFactType.Flag => isZh ? fact.Zh : fact.En,
                _ => Codes(condition, fact, isZh),
            };

        private static string Number(Condition condition, PolicyFact fact, bool isZh)
        {
            List<string> parts = [];
            if (condition.AtLeast is { } least)
                parts.Add(isZh ? $"满{Text(least)}{fact.UnitZh}" : $"{Text(least)}{fact.UnitEn} or more");
            if (condition.AtMost is { } most)
                parts.Add(isZh ? $"不超过{Text(most)}{fact.UnitZh}" : $"{Text(most)}{fact.UnitEn} or less");
            if (condition.Below is { } below)
                parts.Add(isZh ? $"未满{Text(below)}{fact.UnitZh}" : $"less than {Text(below)}{fact.UnitEn}");
            return isZh ? $"{fact.Zh}{string.Join('、', parts)}" : $"{fact.En} {string.Join(", ", parts)}";
        }

        private static string Day(Condition condition, PolicyFact fact, bool isZh) =>
            (condition.From, condition.To, isZh) switch
            {
                ({ } from, { } to, true) => $"{fact.Zh}在{from}至{to}",
                ({ } from, null, true) => $"{fact.Zh}不早于{from}",
                (_, { } to, true) => $"{fact.Zh}不晚于{to}",
                ({ } from, { } to, false) => $"{fact.En} from {from} to {to}",
                ({ } from, null, false) => $"{fact.En} not before {from}",
                (_, { } to, false) => $"{fact.En} not after {to}",
                _ => isZh ? fact.Zh : fact.En,
            };

        private string Codes(Condition condition, PolicyFact fact, bool isZh)
        {
            var names = ConditionLogic
                .CodesOf(condition)
                .Select(code =>
                    fact.List is { } list && codes[list].Entries.FirstOrDefault(one => one.Code == code) is { } entry
                        ? (isZh ? entry.Zh : entry.En)
                        : code
                );
            return isZh ? $"{fact.Zh}为{string.Join('/', names)}" : $"{fact.En}: {string.Join(" or ", names)}";
        }

        private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
    }
}
