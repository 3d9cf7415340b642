using Grid.Domain.Codes;

namespace Grid.Domain.Persons;

/// <summary>
/// What each kind of connected system may send, whatever the API lets through: a stolen token of a gateway or a data feed decides no case.
/// </summary>
public static class MachineScope
{
    /// <summary>The roles of connected systems. The register itself (<see cref="Role.System"/>) is none of them.</summary>
    public static IReadOnlyList<Role> Roles { get; } =
    [
        Role.OfficeSystem,
        Role.DeliveryGateway,
        Role.BenefitSystem,
        Role.CivilAffairs,
        Role.MatchingFeed,
        Role.PlatformLink,
        Role.PlatformAdministration,
    ];

    public static bool IsMachine(Role role) => Roles.Contains(role);

    /// <summary>Null where the command is one that this kind of caller may send, for this case; persons may send every one.</summary>
    internal static Refusal? Check(PersonRecord record, PersonCommand command, DecisionContext context)
    {
        if (!IsMachine(context.Actor.Role))
            return null;
        if (!MaySend(context.Actor.Role, command))
            return new Refusal(RefusalCode.NotYourCase);

        // A counter takes the objection of anyone who comes to it. A machine has no counter.
        return command is RaiseObjection && CaseScope.OfficeOf(record) is { } holder && CaseScope.Check(context, holder) is { } elsewhere
            ? elsewhere
            : OnlyData(context.Actor.Role, command);
    }

    private static bool MaySend(Role role, PersonCommand command) =>
        role switch
        {
            Role.OfficeSystem => command
                is SubmitApplication { Channel: not ApplicationChannel.Platform }
                    or RecordVerification
                    or CorrectIdentity
                    or WithdrawApplication
                    or RecordExit
                    or RaiseObjection
                    or RecordPensionCheck
                    or RecordHardshipCheck
                    or RecordBenefit
                    or IssueCertificate
                    or ApplyForHardship
                    or AskMatter
                    or WithdrawMatter
                    or ObjectToMatter,
            Role.BenefitSystem => command is RecordBenefit or RecordPensionCheck or ReceiveMatter or AnswerMatter,
            Role.CivilAffairs => command
                is RecordHardshipCheck
                    or RecordAllowance
                    or RecordVerification { Subject: VerificationSubject.NotDeceased }
                    or ReceiveMatter
                    or AnswerMatter,
            Role.MatchingFeed => command is RecordMatch or RecordVerification or RecordPensionCheck or RecordHardshipCheck,
            Role.PlatformLink => command is SubmitApplication { Channel: ApplicationChannel.Platform },
            _ => false,
        };

    /// <summary>A feed of data has met no person and checked nothing by hand.</summary>
    private static Refusal? OnlyData(Role role, PersonCommand command) =>
        role is Role.BenefitSystem or Role.CivilAffairs or Role.MatchingFeed
        && command is not (RecordMatch or ReceiveMatter or AnswerMatter)
        && EvidenceOf(command)?.Basis != EvidenceBasis.DataMatch
            ? new Refusal(RefusalCode.BasisNotEnough) { Field = "evidence.basis", Allowed = EvidenceFits.ByData }
            : null;

    private static Evidence? EvidenceOf(PersonCommand command) =>
        command switch
        {
            RecordVerification c => c.Evidence,
            RecordPensionCheck c => c.Evidence,
            RecordHardshipCheck c => c.Evidence,
            RecordBenefit c => c.Evidence,
            RecordAllowance c => c.Evidence,
            _ => null,
        };
}
