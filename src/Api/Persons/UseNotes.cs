using System.Diagnostics;
using Grid.Api.Commands;
using Grid.Api.Security;
using Grid.Domain.Calendar;
using Grid.Domain.Persons;
using Grid.Grains.Interfaces.Persons;

namespace Grid.Api.Persons;

/// <summary>
/// Tells the person that an office which does not hold the case used the data: before the data are given, so that no use goes untold. Once a
/// day by office and kind; what for is on the access log alone.
/// </summary>
internal sealed class UseNotes(IGrainFactory grains, GrainRetry calls, TimeProvider clock)
{
    /// <summary>Persons of a file that are told at the same time.</summary>
    private const int AtOnce = 8;

    /// <summary>Of each person of a file.</summary>
    public Task NoteAsync(Caller caller, IEnumerable<PersonRecord> records, DataUse use, CancellationToken cancelled) =>
        Parallel.ForEachAsync(
            records,
            new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancelled },
            async (record, stopped) => await NoteAsync(caller, record, use, stopped)
        );

    public async Task NoteAsync(Caller caller, PersonRecord record, DataUse use, CancellationToken cancelled)
    {
        var today = clock.Today();
        if (
            !UsingData.IsByAnother(record, caller.Actor)
            || record.ToldUses.Any(told => told.Office == caller.Actor.Office && told.Use == use && told.On == today)
        )
        {
            return;
        }

        var context = new CommandContext(caller.Actor, null, [], Activity.Current?.TraceId.ToHexString());
        await calls.RunAsync(() => grains.SendAsync(record.Id, new CommandRequest<NoteUse>(context, new NoteUse(use))), cancelled);
    }
}
