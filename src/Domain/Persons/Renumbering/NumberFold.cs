using Grid.Domain.Persons.Deciding;
using Grid.Domain.Persons.Events;
using Grid.Domain.Persons.PlatformResults;

namespace Grid.Domain.Persons.Renumbering;

/// <summary>What leaves the record of a mistyped number, and what stays.</summary>
internal static class NumberFold
{
    public static PersonRecord Apply(PersonRecord record, PersonEvent change) => change switch
    {
        NumberCorrected e => Remaining(record, e.Whole) with
        {
            AwaitingResults = [.. record.AwaitingResults.Where(one => e.Move.Case.AwaitingResults.All(gone => gone.Number != one.Number))],
            PendingMove = e.Move,
        },
        MoveRedirected e => record with { PendingMove = record.PendingMove! with { Id = e.NewId, To = e.To } },
        _ => throw new ArgumentException($"No fold for {change.GetType().Name}.", nameof(change)),
    };

    /// <summary>The case that goes to the right number: everything, or the current application with what came of it.</summary>
    public static MovedCase Leaving(PersonRecord record, bool whole)
    {
        if (whole)
            return MovedCases.All(record) with { Prior = null, InError = [] };
        var application = record.Application!;
        var remaining = Remaining(record, whole);
        var leaving = new MovedCase
        {
            Details = record.Details,
            Application = application,
            Registration = record.Registration?.Application == application.Number ? record.Registration : null,
            Past = [.. record.Past.Where(p => p.Registration.Application == application.Number)],
            Objections = [.. record.Objections.Except(remaining.Objections)],
        };
        return leaving with { AwaitingResults = [.. record.AwaitingResults.Where(one => AwaitingResults.Waits(leaving.Application, leaving.Registration, one))] };
    }

    private static PersonRecord Remaining(PersonRecord record, bool whole) => whole
        ? PersonRecord.Unknown(record.Id) with
        {
            Sequence = record.Sequence,
            SettledMoves = record.SettledMoves,
            DeclinedMoves = record.DeclinedMoves,
            InError = record.InError,

            // They are closed by events of their own, which follow in the same commit.
            Duties = record.Duties,
        }
        : RecordBeforeError.Of(record, new EnteredInError(record.Application!.Number, default, "", null, null)) with { RevocationCheck = null, InError = record.InError };
}
