using System.Collections.Frozen;
using Grid.Domain.Persons.Consequences;

namespace Grid.Domain.Notices;

/// <summary>
/// The variables that a text of each kind may hold: a closed list. Nothing in it names an identity number, the person's telephone, health or the reason of
/// unemployment, so no template can ask for them.
/// </summary>
public static class NoticeVariables
{
    /// <summary>Number of the application or registration.</summary>
    public const string Number = "number";

    private static readonly string[] Office = [Number, "office", "officeTelephone"];

    private static readonly FrozenDictionary<NoticeKind, string[]> ByKind = new Dictionary<NoticeKind, string[]>
    {
        [NoticeKind.Receipt] = [.. Office, "due"],
        [NoticeKind.IdentityCorrection] = Office,
        [NoticeKind.Transfer] = [Number, "from", "to", "toTelephone"],
        [NoticeKind.Approved] = [.. Office, "due", "services", "policies"],
        [NoticeKind.NotApproved] = [.. Office, "reason"],
        [NoticeKind.Exited] = [.. Office, "on", "reason", "basis"],
        [NoticeKind.ExitRevoked] = Office,
        [NoticeKind.ObjectionAnswered] = ["office", "officeTelephone", "result", "due", "remedy"],
        [NoticeKind.RegistrationRevoked] = [.. Office, "on", "reason", "until", "remedy"],
        [NoticeKind.NumberCorrected] = Office,
        [NoticeKind.RevocationUndone] = Office,
        [NoticeKind.FirstContact] = [.. Office, "services", "policies"],
        [NoticeKind.FollowUp] = [.. Office, "month", "due", "link"],
        [NoticeKind.PolicyHint] = [.. Office, "policy"],
        [NoticeKind.HardshipHint] = [.. Office, "months"],
        [NoticeKind.EnteredInError] = [.. Office, "on"],
        [NoticeKind.GivingUpRecorded] = [.. Office, "on"],
        [NoticeKind.DueMoved] = [.. Office, "matter", "due"],
        [NoticeKind.TransferAsked] = [.. Office, "to", "due"],
        [NoticeKind.TransferDeclined] = [.. Office, "to"],
        [NoticeKind.TransferOverdue] = [.. Office, "to"],
    }.ToFrozenDictionary();

    /// <summary>The names that a template of this kind may use.</summary>
    public static IReadOnlyList<string> Of(NoticeKind kind) => ByKind[kind];
}
