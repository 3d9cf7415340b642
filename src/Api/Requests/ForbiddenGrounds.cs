using System.Collections.Frozen;
using Grid.Api.Problems;
using Grid.Domain.Codes;
using Grid.Domain.Persons;

namespace Grid.Api.Requests;

/// <summary>
/// Codes that other systems use for grounds which the notice forbids. No such ground has a member inside the register; a sender of one is
/// answered with the article and what is allowed, not merely that the code is unknown.
/// </summary>
internal static class ForbiddenGrounds
{
    private static readonly FrozenSet<string> Refusals = new[]
    {
        "insufficientMaterials",
        "incompleteMaterials",
        "missingDocuments",
        "missingPapers",
        "missingProof",
        "noTerminationProof",
        "noDiploma",
        "noCertificate",
        "notInsured",
        "uninsured",
        "notEligibleForBenefit",
        "ineligibleForBenefit",
        "benefitConditions",
        "separatedFromHukou",
        "hukouSeparated",
        "hukouNotLocal",
        "nonLocalHukou",
        "noFile",
        "noPersonalFile",
        "wrongOffice",
        "resigned",
        "tooLongUnemployed",
    }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    private static readonly FrozenSet<string> Exits = new[]
    {
        "threeRefusals",
        "refusedService",
        "refusedServices",
        "refusesServices",
        "refusal",
        "noContact",
        "unreachable",
        "outOfContact",
        "sixMonthsSilence",
        "sixMonthsNoContact",
        "retirementAge",
        "age",
        "overAge",
        "expired",
        "expiry",
        "notRenewed",
        "validityEnded",
    }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>Ends the request when the reason of a non-approval is one that 79/2020 (二) forbids.</summary>
    public static void ThrowIfRefusal(string? reason)
    {
        var list = CodeLists.BuiltIn[CodeListIds.NonApprovalReason];
        if (reason is null || list.TryGet(reason, out _) || list.TryGetByName(reason, out _))
            return;

        if (Refusals.Contains(reason) || Suggests(reason, SuspiciousWording.PapersArticle))
            throw Of(RefusalCode.ForbiddenRefusalGround, SuspiciousWording.PapersArticle, list);
    }

    /// <summary>
    /// Ends the request when the reason of an exit is one that 79/2020 (四) forbids, be it a code of the list or another system's word.
    /// </summary>
    public static void ThrowIfExit(string? reason)
    {
        var list = CodeLists.BuiltIn[CodeListIds.ExitReason];
        if (reason is null || list.TryGetByName(reason, out _))
            return;

        if (list.TryGet(reason, out var entry))
        {
            if (entry.Name is null)
                throw Of(RefusalCode.ForbiddenExitGround, entry.Article ?? SuspiciousWording.ExitArticle, list);
        }
        else if (Exits.Contains(reason) || Suggests(reason, SuspiciousWording.ExitArticle))
        {
            throw Of(RefusalCode.ForbiddenExitGround, SuspiciousWording.ExitArticle, list);
        }
    }

    /// <summary>A word that is no code is refused whatever it says; only the answer depends on it.</summary>
    private static bool Suggests(string reason, string article) =>
        SuspiciousWording.Find(reason, WordingUse.Decision).Any(found => found.Article == article);

    private static ProblemException Of(RefusalCode code, string article, CodeList list)
    {
        var allowed = ListCodes.Named(list);
        return new Problem(ProblemCatalogue.Of(code))
        {
            Article = article,
            Allowed = allowed,
            Errors = [new FieldError("reason", FieldCodes.NotInList) { Allowed = allowed }],
        }.AsException();
    }
}
