using System.Collections.Frozen;
using System.Diagnostics.CodeAnalysis;
using Grid.Domain.Data;

namespace Grid.Domain.Codes;

/// <summary>All code lists (代码表) of the register. Immutable, safe to share.</summary>
public sealed class CodeLists
{
    private static readonly Lazy<CodeLists> LazyBuiltIn = new(() => new CodeLists(EmbeddedData.Under("codes").Select(CodeList.Read)));

    private readonly FrozenDictionary<string, CodeList> byId;

    /// <summary>Lists of different ids.</summary>
    public CodeLists(IEnumerable<CodeList> lists)
    {
        byId = lists.ToFrozenDictionary(list => list.Id, StringComparer.Ordinal);
        All = [.. byId.Values.OrderBy(list => list.Id, StringComparer.Ordinal)];
    }

    /// <summary>The lists that ship with the register, from <c>/data/codes</c>.</summary>
    public static CodeLists BuiltIn => LazyBuiltIn.Value;

    /// <summary>Every list, in the order of the ids.</summary>
    public IReadOnlyList<CodeList> All { get; }

    /// <summary>The list of an id that is known to be there.</summary>
    public CodeList this[string id] => byId[id];

    public bool TryGet(string? id, [NotNullWhen(true)] out CodeList? list)
    {
        list = null;
        return id is not null && byId.TryGetValue(id, out list);
    }

    /// <summary>True if the list is known, has the code, and the code may be used on <paramref name="date"/>.</summary>
    public bool IsValid(string? listId, string? code, DateOnly date) => TryGet(listId, out var list) && list.IsValid(code, date);

    /// <summary>The same lists with one replaced by a province's own; only an editable list can be.</summary>
    /// <exception cref="ArgumentException">There is no such list, or it is fixed by a standard or by the notice.</exception>
    public CodeLists With(CodeList changed)
    {
        ArgumentNullException.ThrowIfNull(changed);
        return TryGet(changed.Id, out var present) && present.Editable && changed.Editable
            ? new CodeLists(All.Select(list => list.Id == changed.Id ? changed : list))
            : throw new ArgumentException($"The code list {changed.Id} is not one that a province may change.", nameof(changed));
    }
}

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
    public const string HardshipGround = "hardship-ground";
    public const string HouseholdRelationship = "household-relationship";
    public const string Occupation = "occupation";
    public const string SkillKind = "skill-kind";
    public const string SkillLevel = "skill-level";
    public const string PersonCategory = "person-category";
    public const string RepresentativeKind = "representative-kind";
    public const string RepresentativeScope = "representative-scope";
    public const string ComplaintKind = "complaint-kind";
    public const string SurveyQuestion = "survey-question";
    public const string SurveyAnswer = "survey-answer";
}
