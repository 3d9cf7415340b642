using Grid.Domain.Persons;

namespace Grid.LoadGenerator.Demo;

/// <summary>Evidence as offices record it. Matches were made before the day of the run, so that a repeated run sends the same.</summary>
internal static class MadeUpEvidence
{
    public const string Population = "人口基础信息库";
    public const string Employment = "就业登记信息库";
    public const string Pension = "养老保险待遇发放库";
    public const string Business = "市场主体登记信息库";
    public const string Ability = "劳动能力鉴定信息库";
    public const string Prison = "监狱管理信息库";
    public const string Groups = "高校毕业生和补助发放信息库";
    public const string Deaths = "殡葬管理信息库";

    public static Evidence ByMatch(string source, DateTimeOffset at) =>
        new()
        {
            Basis = EvidenceBasis.DataMatch,
            Source = source,
            MatchedAt = at,
        };

    public static Evidence ByHand(string note) => new() { Basis = EvidenceBasis.ManualCheck, Note = note };

    public static Evidence ByWord(string? note = null) => new() { Basis = EvidenceBasis.PersonDeclaration, Note = note };
}
