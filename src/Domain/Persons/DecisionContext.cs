using System.Text.Json.Serialization;
using Grid.Domain.Calendar;
using Grid.Domain.Codes;
using Grid.Domain.Numbers;
using Grid.Domain.Policies;
using Grid.Domain.Regions;
using Grid.Domain.Services;
using Grid.Domain.Text;

namespace Grid.Domain.Persons;

/// <summary>
/// Everything a decision may look at besides the person's record. The domain has no clock, no store and no randomness of its own.
/// </summary>
public sealed record DecisionContext : Discreet
{
    public required DateTimeOffset Now { get; init; }

    public required Actor Actor { get; init; }

    /// <summary>The case that the command means; null where it says so itself, or may start one.</summary>
    public CommandTarget? Target { get; init; }

    public required WorkingCalendars Calendars { get; init; }

    public required OfficeDirectory Offices { get; init; }

    public CodeLists Codes { get; init; } = CodeLists.BuiltIn;

    /// <summary>The service list (服务清单) in force.</summary>
    public OfferList Services { get; init; } = OfferList.BuiltInServices;

    /// <summary>The policy list (政策清单) in force.</summary>
    public OfferList Policies { get; init; } = OfferList.BuiltInPolicies;

    /// <summary>The approved rules of who may be entitled to a policy, as this silo knows them.</summary>
    public PolicyRules Rules { get; init; } = PolicyRules.None;

    /// <summary>The sources of data matching in force (信息比对).</summary>
    public MatchingSources Sources { get; init; } = MatchingSources.BuiltIn;

    /// <summary>What the province sets about the recognition of hardship persons.</summary>
    public HardshipTerms Hardship { get; init; } = HardshipTerms.BuiltIn;

    /// <summary>The systems of one matter in force (一件事).</summary>
    public MatterSystems Matters { get; init; } = MatterSystems.BuiltIn;

    /// <summary>A serial that is given out only once, for the number that the command may make; 0 to 9,999,999.</summary>
    public required int Serial { get; init; }

    /// <summary>Serials like <see cref="Serial"/>, for a command that makes several numbers (<see cref="ImportCases"/>).</summary>
    public IReadOnlyList<int> Serials { get; init; } = [];

    /// <summary>A fresh identifier, for what the command may start (a transfer request, an objection, a move).</summary>
    public required Guid NewId { get; init; }

    /// <summary>How far a clock that is not the register's may be ahead of <see cref="Now"/>: see <see cref="OtherClocks"/>.</summary>
    public TimeSpan ClockTolerance { get; init; } = OtherClocks.DefaultTolerance;

    /// <summary>Who proposed what <see cref="Actor"/> confirms; null where one person decides.</summary>
    public string? ProposedBy { get; init; }

    /// <summary>Subjects of those who decide, the one who proposed it first.</summary>
    public IReadOnlyList<string> Deciders => ProposedBy is { } first ? [first, Actor.Subject] : [Actor.Subject];

    /// <summary>The day of <see cref="Now"/> in Asia/Shanghai.</summary>
    public DateOnly Today => ChinaTime.DateOf(Now);
}

/// <summary>Who acts: the token's subject, role and office.</summary>
/// <param name="Subject">Unique and stable; goes to the journal.</param>
/// <param name="Role">The role of the token.</param>
/// <param name="Office">Code of the actor's office; null for the register and for roles of the whole province.</param>
public sealed record Actor(string Subject, Role Role, string? Office) : Discreet
{
    /// <summary>The register itself: reminders and moves between records.</summary>
    public static Actor Register { get; } = new("register", Role.System, null);
}

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

    /// <summary>
    /// The register itself; no token has this role. In journals of before 2026-12 also a connected system, which then had no kind.
    /// </summary>
    System,

    /// <summary>
    /// 本人: an applicant or registered person, known by receipt number and identity number together. Reports about the own case; no token
    /// has this role.
    /// </summary>
    Applicant,

    /// <summary>A caller without a token, at an address that needs none. May do nothing to a case; no token has this role.</summary>
    Anonymous,

    /// <summary>业务系统: the program of an office, for that office and those below.</summary>
    OfficeSystem,

    /// <summary>短信网关: reports what became of messages, and nothing else.</summary>
    DeliveryGateway,

    /// <summary>失业保险系统: data of benefits and pensions.</summary>
    BenefitSystem,

    /// <summary>民政系统: data of hardship, and of who is alive.</summary>
    CivilAffairs,

    /// <summary>数据比对: results of comparing data.</summary>
    MatchingFeed,

    /// <summary>平台转交: hands over applications that were filed on the national platform.</summary>
    PlatformLink,

    /// <summary>平台对接运维: watches the sync with the national platform, and pauses, resumes and reconciles it.</summary>
    PlatformAdministration,
}

/// <summary>
/// The case that a command means. A record has one latest application and at most one active registration; a newer one may have come since
/// the sender looked, and the command must not hit it. Without numbers the command is for whatever case the record has, but the record must
/// exist.
/// </summary>
public sealed record CommandTarget : Discreet
{
    /// <summary>Must be the person's latest application; null where the command means none.</summary>
    public ApplicationNumber? Application { get; init; }

    /// <summary>No other registration may be active; null where the command means none.</summary>
    public RegistrationNumber? Registration { get; init; }

    /// <summary>Null where the record has the case, else the refusal, with what the case is now for those who may know.</summary>
    internal Refusal? Check(PersonRecord record, DecisionContext context)
    {
        if (record.IsUnknown)
            return new Refusal(RefusalCode.NotFound);
        var isNewer =
            (Application is { } application && record.Application?.Number != application)
            || (Registration is { } registration && record.Registration is { } active && active.Number != registration);
        return isNewer
            ? new Refusal(RefusalCode.NotCurrentCase) { State = CaseScope.StateOf(record, context.Actor, context.Offices, context.Today) }
            : null;
    }
}

/// <summary>
/// Moments in commands come from clocks that are not the register's: the platform's, a counter's, a gateway's. One that is ahead by no more
/// than the tolerance is taken as now, so that a person's rights do not depend on the seconds of a clock. A moment further ahead is refused
/// by the rule of the field.
/// </summary>
public static class OtherClocks
{
    /// <summary>Without a configuration.</summary>
    public static readonly TimeSpan DefaultTolerance = TimeSpan.FromMinutes(5);

    /// <summary>The moment itself, or now where it lies ahead within the tolerance.</summary>
    public static DateTimeOffset Adjust(DateTimeOffset moment, DateTimeOffset now, TimeSpan tolerance) =>
        moment > now && moment <= now + tolerance ? now : moment;

    /// <summary>
    /// The command with every moment at which something has happened adjusted. Moments that are meant to lie ahead (an appointment) stay.
    /// </summary>
    public static PersonCommand Adjust(PersonCommand command, DecisionContext context)
    {
        ArgumentNullException.ThrowIfNull(command);
        ArgumentNullException.ThrowIfNull(context);
        return command switch
        {
            SubmitApplication c => c with
            {
                SubmittedAt = Moment(c.SubmittedAt),
                Commitment = c.Commitment with { AcceptedAt = Moment(c.Commitment.AcceptedAt)!.Value },
            },
            RecordContact c => c with { At = Moment(c.At) },
            RecordInforming c => c with { At = Moment(c.At) },
            RecordDelivery c => c with { At = Adjust(c.At, context.Now, context.ClockTolerance) },
            RecordVerification c => c with { Evidence = Of(c.Evidence) },
            WithdrawApplication c => c with { Declaration = Of(c.Declaration) },
            DeclineTransfer c => c with { Declaration = Of(c.Declaration) },
            RecordExit c => c with
            {
                Exit = c.Exit with
                {
                    Evidence = Of(c.Exit.Evidence),
                    Statement = c.Exit.Statement is { } said
                        ? said with
                        {
                            At = Adjust(said.At, context.Now, context.ClockTolerance),
                        }
                        : null,
                },
            },
            RevokeExit c => c with { Evidence = Of(c.Evidence) },
            RevokeRegistration c => c with { Revocation = c.Revocation with { Evidence = Of(c.Revocation.Evidence) } },
            CorrectNumber c => c with { Evidence = Of(c.Evidence) },
            RecordPensionCheck c => c with { Evidence = Of(c.Evidence) },
            RecordHardshipCheck c => c with { Evidence = Of(c.Evidence) },
            ExamineHardship c => c with { Evidence = Of(c.Evidence) },
            RefuseHardship { Declaration: { } said } c => c with { Declaration = Of(said) },
            WithdrawHardship c => c with { Evidence = Of(c.Evidence) },
            RecordBenefit c => c with { Evidence = Of(c.Evidence) },
            RecordAllowance c => c with { Evidence = Of(c.Evidence) },
            RecordPolicyStep { Evidence: { } shown } c => c with { Evidence = Of(shown) },
            AnswerMatch c => c with { Statement = c.Statement with { At = Adjust(c.Statement.At, context.Now, context.ClockTolerance) } },
            _ => command,
        };

        DateTimeOffset? Moment(DateTimeOffset? moment) => moment is { } given ? Adjust(given, context.Now, context.ClockTolerance) : null;
        Evidence Of(Evidence evidence) => evidence.MatchedAt is { } matched ? evidence with { MatchedAt = Moment(matched) } : evidence;
    }
}
