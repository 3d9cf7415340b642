namespace Grid.Domain.Codes;

/// <summary>The ids of the lists in <c>/data/codes</c>.</summary>
public static class CodeListIds
{
    public const string Sex = "sex";
    public const string EthnicGroup = "ethnic-group";
    public const string Education = "education";
    public const string HukouNature = "hukou-nature";
    public const string Health = "health";
    public const string DisabilityScale = "disability-scale";
    public const string DisabilityGrade = "disability-grade";
    public const string UnemploymentReason = "unemployment-reason";
    public const string ExitReason = "exit-reason";
    public const string ExitBasis = "exit-basis";
    public const string NonApprovalReason = "non-approval-reason";
    public const string RevocationReason = "revocation-reason";
    public const string PlaceGround = "place-ground";
    public const string ByReferenceGroup = "by-reference-group";
    public const string Channel = "channel";
    public const string IdentityDocumentKind = "identity-document-kind";
    public const string EmploymentForm = "employment-form";
    public const string ServiceKind = "service-kind";
    public const string Assistance = "assistance";
    public const string JobWish = "job-wish";
    public const string PolicyKind = "policy-kind";
    public const string BenefitState = "benefit-state";
    public const string HardshipCategory = "hardship-category";
}
