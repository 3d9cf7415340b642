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

    /// <summary>从各类用人单位失业, no finer reason given</summary>
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

    /// <summary>刑满释放、假释、监外执行; sensitive, sealed wherever it is stored, never in a message</summary>
    ReleasedFromPrison = 70,

    /// <summary>其他, with a text</summary>
    Other = 90,
}

/// <summary>
/// Why an application may not be approved (不予登记原因): the only legitimate reasons, each from the definition in 79/2020 (十). Papers,
/// insurance, benefit conditions, household registration and personal file are none, 79/2020 (二), and cannot be expressed. An active
/// registration leads to a transfer offer, a wrong office to a transfer, and a withdrawal is the person's own: no reviewer refuses for
/// them.
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

/// <summary>Who is served by reference (参照登记失业人员进行服务), 79/2020 (一): the same service clocks, never in the stock.</summary>
[JsonConverter(typeof(StrictEnumConverter<ByReferenceGroup>))]
public enum ByReferenceGroup
{
    /// <summary>离校未就业高校毕业生</summary>
    Graduate = 1,

    /// <summary>领取失业补助金人员</summary>
    UnemploymentSubsidy = 2,

    /// <summary>领取一次性生活补助、临时生活补助的失业农民工</summary>
    MigrantLivingSubsidy = 3,

    /// <summary>港澳台居民 who lost work on the mainland; from 人社厅发〔2020〕3号, not from 79/2020: may be handled by reference</summary>
    HongKongMacaoTaiwanResident = 4,
}

/// <summary>Which of the four places the applicant chose (登记地依据), 79/2020 (一); none has priority.</summary>
[JsonConverter(typeof(StrictEnumConverter<PlaceGround>))]
public enum PlaceGround
{
    /// <summary>户籍地</summary>
    HouseholdRegistration = 1,

    /// <summary>常住地</summary>
    HabitualResidence = 2,

    /// <summary>就业地: where employment registration (就业登记) or labour-use filing (劳动用工备案) was made before the job was lost</summary>
    FormerEmployment = 3,

    /// <summary>参保地: where social insurance was joined before the job was lost</summary>
    FormerInsurance = 4,
}

/// <summary>The way an application came in (申请渠道).</summary>
[JsonConverter(typeof(StrictEnumConverter<ApplicationChannel>))]
public enum ApplicationChannel
{
    /// <summary>失业登记全国统一服务平台</summary>
    Platform = 1,

    /// <summary>the province's own site, app or mini programme (本地网办)</summary>
    Online = 2,

    /// <summary>a service window (窗口)</summary>
    Offline = 3,
}

/// <summary>Sex (性别), GB/T 2261.1; the values are its codes.</summary>
[JsonConverter(typeof(StrictEnumConverter<Sex>))]
public enum Sex
{
    /// <summary>未知的性别</summary>
    Unknown = 0,

    /// <summary>男</summary>
    Male = 1,

    /// <summary>女</summary>
    Female = 2,

    /// <summary>未说明的性别</summary>
    NotStated = 9,
}
