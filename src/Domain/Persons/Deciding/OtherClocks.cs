using Grid.Domain.Persons.Commands;
using Grid.Domain.Persons.Renumbering;
using Grid.Domain.Persons.Informing;
using Grid.Domain.Persons.Revoking;

namespace Grid.Domain.Persons.Deciding;

/// <summary>
/// Moments in commands come from clocks that are not the register's: the platform's, a counter's, a gateway's. One that is ahead by no more than the tolerance is taken as now, so that
/// nobody's rights hang on the seconds of a clock. What lies further ahead is refused by the rule of the field.
/// </summary>
public static class OtherClocks
{
    /// <summary>Without a configuration.</summary>
    public static readonly TimeSpan DefaultTolerance = TimeSpan.FromMinutes(5);

    /// <summary>The moment itself, or now where it lies ahead within the tolerance.</summary>
    public static DateTimeOffset Adjust(DateTimeOffset moment, DateTimeOffset now, TimeSpan tolerance) => moment > now && moment <= now + tolerance ? now : moment;

    /// <summary>The command with every moment at which something has happened adjusted. Moments that are meant to lie ahead (an appointment) stay.</summary>
    public static PersonCommand Adjust(PersonCommand command, DecisionContext context)
    {
        ArgumentNullException.ThrowIfNull(command);
        ArgumentNullException.ThrowIfNull(context);
        return command switch
        {
            SubmitApplication c => c with { SubmittedAt = Moment(c.SubmittedAt), Commitment = c.Commitment with { AcceptedAt = Moment(c.Commitment.AcceptedAt)!.Value } },
            RecordContact c => c with { At = Moment(c.At) },
            RecordInforming c => c with { At = Moment(c.At) },
            RecordDelivery c => c with { At = Adjust(c.At, context.Now, context.ClockTolerance) },
            RecordVerification c => c with { Evidence = Of(c.Evidence) },
            WithdrawApplication c => c with { Declaration = Of(c.Declaration) },
            DeclineTransfer c => c with { Declaration = Of(c.Declaration) },
            RecordExit c => c with { Exit = c.Exit with { Evidence = Of(c.Exit.Evidence), Statement = c.Exit.Statement is { } said ? said with { At = Adjust(said.At, context.Now, context.ClockTolerance) } : null } },
            RevokeExit c => c with { Evidence = Of(c.Evidence) },
            RevokeRegistration c => c with { Revocation = c.Revocation with { Evidence = Of(c.Revocation.Evidence) } },
            CorrectNumber c => c with { Evidence = Of(c.Evidence) },
            RecordPensionCheck c => c with { Evidence = Of(c.Evidence) },
            RecordHardshipCheck c => c with { Evidence = Of(c.Evidence) },
            RecordBenefit c => c with { Evidence = Of(c.Evidence) },
            _ => command,
        };

        DateTimeOffset? Moment(DateTimeOffset? moment) => moment is { } given ? Adjust(given, context.Now, context.ClockTolerance) : null;
        Evidence Of(Evidence evidence) => evidence.MatchedAt is { } matched ? evidence with { MatchedAt = Moment(matched) } : evidence;
    }
}
