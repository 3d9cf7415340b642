using Grid.Client.Generated.Models;

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

    public static EvidenceBody ByMatch(string source, DateTimeOffset at) =>
        new()
        {
            Basis = EvidenceBody_basis.DataMatch,
            Source = source,
            MatchedAt = at,
        };

    public static EvidenceBody ByHand(string note) => new() { Basis = EvidenceBody_basis.ManualCheck, Note = note };

    public static EvidenceBody ByWord(string? note = null) => new() { Basis = EvidenceBody_basis.PersonDeclaration, Note = note };
}
