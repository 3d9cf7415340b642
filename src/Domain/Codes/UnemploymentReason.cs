using System.Text.Json.Serialization;
using Grid.Domain.Text;

namespace Grid.Domain.Codes;

/// <summary>
/// Reason of unemployment (失业原因), the values are the codes of AJC093. Each of them is a full reason to register: having resigned matters
/// for benefit alone, never here; 79/2020 (二).
/// </summary>
[JsonConverter(typeof(StrictEnumConverter<UnemploymentReason>))]
public enum UnemploymentReason
{
    /// <summary>年满16周岁从学校毕业、肄业</summary>
    LeftSchool = 10,

    /// <summary>从各类用人单位失业, no finer reason told</summary>
    LostJob = 20,

    /// <summary>被企业解除或终止劳动关系</summary>
    DismissedByEnterprise = 21,

    /// <summary>企业破产倒闭</summary>
    EnterpriseBankrupt = 22,

    /// <summary>被机关事业单位辞退解聘</summary>
    DismissedByPublicInstitution = 23,

    /// <summary>从各类单位辞职</summary>
    Resigned = 24,

    /// <summary>退出个体经营</summary>
    ClosedOwnTrade = 31,

    /// <summary>私营企业、民办非企业业主停业破产</summary>
    ClosedOwnEnterprise = 32,

    /// <summary>退出灵活就业</summary>
    LeftFlexibleEmployment = 33,

    /// <summary>退出公益性岗位</summary>
    LeftPublicWelfarePost = 40,

    /// <summary>承包土地被征用; fishers and herders who gave up their trade too</summary>
    LandExpropriated = 50,

    /// <summary>军人退役未纳入统一安置; accompanying family too</summary>
    LeftMilitaryService = 60,

    /// <summary>刑满释放、假释、监外执行; sensitive, sealed wherever it stands, never in a message</summary>
    ReleasedFromPrison = 70,

    /// <summary>其他, with a text</summary>
    Other = 90,
}
