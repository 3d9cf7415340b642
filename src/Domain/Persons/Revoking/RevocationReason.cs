using System.Text.Json.Serialization;
using Grid.Domain.Text;

namespace Grid.Domain.Persons.Revoking;

/// <summary>
/// Why a registration should never have been (撤销登记): on its first day the facts did not allow it. Each follows from the definition in 79/2020 (十); papers, insurance, benefit
/// conditions and household registration are no such facts, 79/2020 (二). What came up later ends a registration by an exit. The values are stored; never renumber.
/// </summary>
[JsonConverter(typeof(StrictEnumConverter<RevocationReason>))]
public enum RevocationReason
{
    /// <summary>登记时已处于就业状态</summary>
    Employed = 1,

    /// <summary>登记时为正在经营的业主</summary>
    ActiveBusinessOwner = 2,

    /// <summary>登记时已依法享受基本养老保险待遇</summary>
    DrawingPension = 3,

    /// <summary>登记时已完全丧失劳动能力</summary>
    NoWorkAbility = 4,

    /// <summary>登记时未满16周岁</summary>
    UnderSixteen = 5,

    /// <summary>非本人登记(冒用他人身份)</summary>
    NotThisPerson = 6,
}
