using Grid.Domain.Codes;
using Grid.Domain.Persons.SecondPerson;

namespace Grid.Domain.Persons.Commands;

/// <summary>
/// End the active registration (登记退出) for a reason that 79/2020 (四) names or that is like it. The reasons "other" and "gave up looking for work" only
/// propose: they take a second person (<see cref="ConfirmExit"/>).
/// </summary>
public sealed record RecordExit(ExitDetails Exit) : PersonCommand, ITakesTwoPersons
{
    ProposalKind ITakesTwoPersons.Kind => ProposalKind.Exited;

    bool ITakesTwoPersons.IsProposed => Exit.Reason is ExitReason.Other or ExitReason.GaveUpJobSeeking;
}
