using System.Text.Json.Serialization;
using Grid.Domain.Text;

namespace Grid.Domain.Codes;

/// <summary>
/// Why an application may not be approved (不予登记原因): the only legitimate reasons, each from the definition in 79/2020 (十). Papers,
/// insurance, benefit conditions, household registration and personal file are none, 79/2020 (二), and cannot be expressed. An active registration leads to a transfer offer,
/// a wrong office to a transfer, and a withdrawal is the person's own: no reviewer refuses for them.
/// </summary>
[JsonConverter(typeof(StrictEnumConverter<NonApprovalReason>))]
public enum NonApprovalReason
{
    /// <summary>身份无法核实</summary>
    IdentityNotVerifiable = 1,

    /// <summary>未满16周岁</summary>
    UnderSixteen = 2,

    /// <summary>已依法享受基本养老保险待遇</summary>
    DrawingPension = 3,

    /// <summary>经核实处于就业状态</summary>
    Employed = 4,

    /// <summary>经核实为正在经营的业主</summary>
    ActiveBusinessOwner = 5,

    /// <summary>经核实完全丧失劳动能力</summary>
    NoWorkAbility = 6,

    /// <summary>没有就业要求</summary>
    NoWishToWork = 7,

    /// <summary>申请后已就业,不再处于失业状态</summary>
    NoLongerUnemployed = 8,
}
