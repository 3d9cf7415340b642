using System.Text.Json.Serialization;
using Grid.Domain.Text;

namespace Grid.Domain.Persons.Deciding;

/// <summary>The roles of the register. What each may do is a matrix in a file; the region tree cuts it further.</summary>
[JsonConverter(typeof(StrictEnumConverter<Role>))]
public enum Role
{
    /// <summary>经办人员: acts for the own office.</summary>
    Clerk,

    /// <summary>负责人: sees and acts for all offices below.</summary>
    Supervisor,

    /// <summary>统计人员.</summary>
    Statistician,

    /// <summary>系统管理员: runs the system, sees no person.</summary>
    Operator,

    /// <summary>12333 热线: reads progress and policy, changes nothing.</summary>
    Hotline,

    /// <summary>审计管理员: reads the access log.</summary>
    Auditor,

    /// <summary>安全管理员: keys and accounts.</summary>
    SecurityAdministrator,

    /// <summary>A system of the province or the register itself.</summary>
    System,

    /// <summary>本人: an applicant or registered person, known by receipt number and identity number together. Reports about the own case; no token has this role.</summary>
    Applicant,

    /// <summary>Somebody without a token, at an address that needs none. May do nothing to a case; no token has this role.</summary>
    Anonymous,
}
