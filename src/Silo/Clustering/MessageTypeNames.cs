using System.Text.RegularExpressions;
using Grid.Domain.Persons;
using Orleans.Serialization;
using Orleans.Serialization.TypeSystem;

namespace Grid.Silo.Clustering;

/// <summary>
/// The names under which domain types travel. Orleans writes a type's full name in front of its JSON, so a type that has moved to another
/// namespace keeps its earlier name between processes: silos of the last release read it, and what they send is read here. A type that is
/// new has its own name.
/// </summary>
public sealed partial class MessageTypeNames(TypeResolver resolver) : ITypeConverter, ITypeNameFilter
{
    private const string Persons = "Grid.Domain.Persons.";

    /// <summary>
    /// By the namespace below <c>Grid.Domain.Persons</c> in which they were. Remove none before no silo of that release can run beside this
    /// one.
    /// </summary>
    private static readonly Dictionary<string, Type[]> Moved = new(StringComparer.Ordinal)
    {
        ["Commands"] =
        [
            typeof(AnswerObjection),
            typeof(ApproveApplication),
            typeof(AskCorrection),
            typeof(ClaimDuty),
            typeof(ConfirmExit),
            typeof(CorrectData),
            typeof(CorrectIdentity),
            typeof(DeclineTransfer),
            typeof(EndAsEnteredInError),
            typeof(LinkTo),
            typeof(RaiseObjection),
            typeof(RecordBenefit),
            typeof(RecordContact),
            typeof(RecordExit),
            typeof(RecordHardshipCheck),
            typeof(RecordPensionCheck),
            typeof(RecordPolicyStep),
            typeof(RecordService),
            typeof(RecordVerification),
            typeof(RefuseApplication),
            typeof(RejectExit),
            typeof(ReleaseDuty),
            typeof(RevokeExit),
            typeof(SetGrade),
            typeof(SnoozeDuty),
            typeof(SubmitApplication),
            typeof(TakeOverCase),
            typeof(Transfer),
            typeof(Unlink),
            typeof(WithdrawApplication),
        ],
        ["Consequences"] = [typeof(PlatformItemKind)],
        ["Contacts"] = [typeof(Contact), typeof(ContactChannel), typeof(ContactOutcome), typeof(FailedAttempts)],
        ["Deciding"] = [typeof(Actor), typeof(CommandOutcome), typeof(OutcomeKind), typeof(Role)],
        ["Duties"] =
        [
            typeof(Duty),
            typeof(DutyClaim),
            typeof(DutyClosing),
            typeof(DutyKind),
            typeof(DutySnooze),
            typeof(LikelyExit),
            typeof(ServiceState),
        ],
        ["Events"] =
        [
            typeof(ApplicationApproved),
            typeof(ApplicationFacts),
            typeof(ApplicationRefused),
            typeof(ApplicationSubmitted),
            typeof(ApplicationTransferred),
            typeof(ApplicationWithdrawn),
            typeof(BenefitRecorded),
            typeof(ByReferenceEnded),
            typeof(CaseReturned),
            typeof(CaseTakenOver),
            typeof(ContactRecorded),
            typeof(ContactUpdated),
            typeof(CorrectionAsked),
            typeof(DataChange),
            typeof(DataCorrected),
            typeof(DutyClaimed),
            typeof(DutyClosed),
            typeof(DutyMoved),
            typeof(DutyOpened),
            typeof(DutyOverdue),
            typeof(DutySnoozed),
            typeof(DutyWarned),
            typeof(EnteredInError),
            typeof(ExitProposed),
            typeof(ExitRejected),
            typeof(ExitRevoked),
            typeof(Exited),
            typeof(GradeSet),
            typeof(HardshipChecked),
            typeof(IdentityCorrected),
            typeof(LinkedTo),
            typeof(MoveConfirmed),
            typeof(MoveDeclined),
            typeof(ObjectionAnswered),
            typeof(ObjectionRaised),
            typeof(PensionChecked),
            typeof(PersonEvent),
            typeof(PolicyStepped),
            typeof(Registered),
            typeof(RegistrationFacts),
            typeof(RegistrationTransferred),
            typeof(ServiceGiven),
            typeof(TransferDeclined),
            typeof(TransferRequested),
            typeof(Unlinked),
            typeof(VerificationRecorded),
        ],
        ["Refusals"] = [typeof(Refusal), typeof(RefusalCode)],
        ["Services"] =
        [
            typeof(HardshipRecognition),
            typeof(PolicyStep),
            typeof(ServiceGrade),
            typeof(ServiceRecord),
            typeof(ServiceResult),
        ],
    };

    private static readonly Dictionary<string, string> EarlierOf = Moved
        .SelectMany(one => one.Value.Select(type => (Present: type.FullName!, Earlier: $"{Persons}{one.Key}.{type.Name}")))
        .ToDictionary(one => one.Present, one => one.Earlier, StringComparer.Ordinal);

    private static readonly Dictionary<string, string> PresentOf = EarlierOf.ToDictionary(
        one => one.Value,
        one => one.Key,
        StringComparer.Ordinal
    );

    /// <summary>The name, with its namespace and without its assembly, under which a type travels.</summary>
    public static string Of(Type type)
    {
        ArgumentNullException.ThrowIfNull(type);
        return EarlierOf.GetValueOrDefault(type.FullName!, type.FullName!);
    }

    /// <inheritdoc/>
    public bool TryFormat(Type type, out string formatted)
    {
        var name = RuntimeTypeNameFormatter.Format(type);
        formatted = Replaced(name, EarlierOf);
        return formatted != name;
    }

    /// <inheritdoc/>
    public bool TryParse(string formatted, out Type type)
    {
        type = null!;
        var name = Replaced(formatted, PresentOf);
        return name != formatted && resolver.TryResolveType(name, out type!);
    }

    /// <inheritdoc/>
    public bool? IsTypeNameAllowed(string typeName, string assemblyName) => PresentOf.ContainsKey(typeName) ? true : null;

    /// <summary>Also inside a list or an array of them.</summary>
    private static string Replaced(string name, Dictionary<string, string> by) =>
        DomainName().Replace(name, found => by.GetValueOrDefault(found.Value, found.Value));

    [GeneratedRegex(@"\bGrid\.Domain\.Persons\.[\w.]+")]
    private static partial Regex DomainName();
}
