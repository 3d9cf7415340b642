using System.Text.Json.Serialization;
using Grid.Domain.Text;

namespace Grid.Domain.Codes;

/// <summary>
/// Why a registration ends (失业注销原因): only what may lawfully close it, 79/2020 (四). The values are codes of AJC00A. Reaching retirement age
/// (22), refusing services (second half of 31) and being out of contact (32) are not here and cannot be expressed; the code list
/// <c>exit-reason</c> names them with their article.
/// </summary>
[JsonConverter(typeof(StrictEnumConverter<ExitReason>))]
public enum ExitReason
{
    /// <summary>被各类用人单位录用或招聘</summary>
    Hired = 11,

    /// <summary>从事个体经营、创办企业或民办非企业</summary>
    SelfEmployed = 12,

    /// <summary>有稳定收入的劳动, not below the local minimum wage; with the person's confirmation or proof from data</summary>
    StableIncome = 13,

    /// <summary>公益性岗位安置</summary>
    PublicWelfarePost = 14,

    /// <summary>已依法享受基本养老保险待遇; age alone never proves it</summary>
    BasicPension = 21,

    /// <summary>完全丧失劳动能力</summary>
    NoWorkAbility = 23,

    /// <summary>入学、应征服兵役、移居境外</summary>
    SchoolMilitaryAbroad = 24,

    /// <summary>被判刑收监执行</summary>
    Imprisoned = 25,

    /// <summary>死亡; the family is informed, no message goes to the person</summary>
    Death = 26,

    /// <summary>终止就业要求, on the person's own declaration only; refusing services is no such declaration</summary>
    GaveUpJobSeeking = 31,

    /// <summary>其他, with a text and the approval of a second person</summary>
    Other = 90,
}

/// <summary>What 79/2020 (四) says of a code of AJC00A.</summary>
[JsonConverter(typeof(StrictEnumConverter<ExitVerdict>))]
public enum ExitVerdict
{
    /// <summary>It may close a record by itself.</summary>
    ClosesAlone = 1,

    /// <summary>It may close a record under the condition in the entry's note.</summary>
    Conditional = 2,

    /// <summary>It cannot close a record: there is no member of <see cref="ExitReason"/> for it.</summary>
    Forbidden = 3,
}
