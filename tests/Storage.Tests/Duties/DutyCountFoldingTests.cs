using Grid.Domain.Identity;
using Grid.Storage.Duties;
using Grid.Storage.Tests.Persons;
using Grid.Testing.Databases;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Grid.Storage.Tests.Duties;

/// <summary>A silo folds by its clock, and goes on after a run that failed.</summary>
public sealed class DutyCountFoldingTests(DatabaseFixture database) : IClassFixture<DatabaseFixture>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact(Timeout = 120_000)]
    public async Task Changes_are_folded_by_the_clock_also_after_a_run_that_failed()
    {
        await using var register = new Register(database.ApplicationConnectionString);
        var clock = new FakeTimeProvider(Sample.Now);
        using var folding = new DutyCountFolding(register.Source, clock, NullLogger<DutyCountFolding>.Instance);
        await folding.StartAsync(Cancellation);
        for (var i = 0; i < 2; i++)
        {
            await register.AppendAsync(PersonId.FromGuid(Guid.NewGuid()), sequence =>
                Sample.SmallCommit(sequence) with
                {
                    Duties = [Sample.Open(Sample.Duty("review"))],
                }
            );
            Assert.Equal(1L, await WaitingAsync(register));
            await UntilFoldedAsync(register, clock);
            Assert.Equal(i + 1L, await register.ScalarAsync<long>("SELECT open FROM duty_count WHERE area = '36'"));

            // The function is away for a while: a few runs fail.
            await DatabaseCommands.ExecuteAsync(
                database.OwnerConnectionString,
                "ALTER FUNCTION grid_fold_duty_counts RENAME TO grid_fold_away"
            );
            for (var run = 0; run < 5; run++)
            {
                clock.Advance(TimeSpan.FromSeconds(2));
                await WaitingAsync(register);
            }

            Assert.False(folding.ExecuteTask!.IsCompleted);
            await DatabaseCommands.ExecuteAsync(
                database.OwnerConnectionString,
                "ALTER FUNCTION grid_fold_away RENAME TO grid_fold_duty_counts"
            );
        }

        await folding.StopAsync(Cancellation);
    }

    private static async Task UntilFoldedAsync(Register register, FakeTimeProvider clock)
    {
        while (await WaitingAsync(register) > 0)
        {
            Cancellation.ThrowIfCancellationRequested();
            clock.Advance(TimeSpan.FromSeconds(2));
        }
    }

    private static Task<long> WaitingAsync(Register register) => register.ScalarAsync<long>("SELECT count(*) FROM duty_count_change");
}
