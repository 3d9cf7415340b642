using Grid.Grains.Interfaces.Persons;
using Grid.Storage.Batching;
using Npgsql;
using Orleans.Storage;

namespace Grid.Storage.Persons.Commits;

/// <summary>
/// Commits groups of writes, each group in one statement, which is one transaction. Every member gets its own answer, and none before its
/// commit.
/// </summary>
/// <remarks>
/// A statement that fails as a whole has committed nothing; its members are then committed one at a time, so that the one at fault fails
/// alone. After a lost connection the outcome is unknown: see <see cref="ResolveAsync"/>.
/// </remarks>
internal sealed class CommitWriter(CommitServices services) : IGroupHandler<PendingWrite>
{
    private readonly CommitConnection connection = new(services);

    public async Task HandleAsync(IReadOnlyList<PendingWrite> group, CancellationToken cancellationToken)
    {
        // In key order, so that two groups that share rows (of two silos that both believe to hold a person) wait for each other and do not
        // lock up.
        var writes = group.OrderBy(write => write.Person.Person).ToList();
        try
        {
            await connection.OpenAsync(cancellationToken);
        }
        catch (StoreUnavailableException e)
        {
            foreach (var write in writes)
                write.Fail(new StoreUnavailableException(e.Message, e.InnerException));
            return;
        }

        try
        {
            var written = await connection.CommitAsync(writes, cancellationToken);
            foreach (var write in writes)
                Answer(write, written.Contains(write.Person.Person));
        }
        catch (PostgresException e) when (!StoreErrors.IsConnectionLoss(e))
        {
            if (writes.Count == 1)
                await RefusedAsync(writes[0], e, 1, afterLoss: false, cancellationToken);
            else
                await OneByOneAsync(writes, afterLoss: false, cancellationToken);
        }
        catch (Exception e) when (e is not (OperationCanceledException or OutcomeUnknownException))
        {
            await ResolveAsync(writes, e, cancellationToken);
        }
    }

    public ValueTask DisposeAsync() => connection.DisposeAsync();

    private static void Answer(PendingWrite write, bool written)
    {
        if (written)
        {
            write.Complete(write.Person.Version + 1);
        }
        else
        {
            write.Fail(
                new InconsistentStateException(
                    $"Person {write.Person.Person:N} is not at version {write.Person.Version} any more; nothing was committed."
                )
            );
        }
    }

    private async Task OneByOneAsync(IEnumerable<PendingWrite> writes, bool afterLoss, CancellationToken cancellationToken)
    {
        foreach (var write in writes)
            await OneAsync(write, 1, afterLoss, cancellationToken);
    }

    private async Task OneAsync(PendingWrite write, int attempt, bool afterLoss, CancellationToken cancellationToken)
    {
        try
        {
            await connection.OpenAsync(cancellationToken);
            var written = await connection.CommitAsync([write], cancellationToken);
            if (written.Count == 0 && afterLoss)
                await StaleAfterLossAsync(write, cancellationToken);
            else
                Answer(write, written.Count > 0);
        }
        catch (PostgresException e) when (!StoreErrors.IsConnectionLoss(e))
        {
            await RefusedAsync(write, e, attempt, afterLoss, cancellationToken);
        }
        catch (StoreUnavailableException e)
        {
            write.Fail(afterLoss ? Unknown(e) : new StoreUnavailableException(e.Message, e.InnerException));
        }
        catch (Exception e) when (e is not (OperationCanceledException or OutcomeUnknownException))
        {
            if (afterLoss)
                write.Fail(Unknown(e));
            else
                await ResolveAsync([write], e, cancellationToken);
        }
    }

    /// <summary>
    /// The statement of one member failed: nothing was committed. After a loss that says nothing of the first attempt, which may still be
    /// at work and hold the person's row.
    /// </summary>
    private async Task RefusedAsync(
        PendingWrite write,
        PostgresException error,
        int attempt,
        bool afterLoss,
        CancellationToken cancellationToken
    )
    {
        if (StoreErrors.IsContention(error) && attempt < services.Options.ContentionAttempts)
            await OneAsync(write, attempt + 1, afterLoss, cancellationToken);
        else
            write.Fail(CommitErrors.Of(error) is var known && afterLoss && known is StoreUnavailableException ? Unknown(error) : known);
    }

    /// <summary>
    /// The connection was lost while the statement was under way: each member is looked up by the identifier of its commit, over another
    /// connection.
    /// </summary>
    /// <remarks>
    /// A commit that is not found is tried once more, by itself. That is safe although the old session may still be at work: if it holds
    /// the person's row, the new statement waits for it and then finds another version; if it comes later, it does. Whichever is second
    /// writes nothing.
    /// </remarks>
    private async Task ResolveAsync(List<PendingWrite> writes, Exception cause, CancellationToken cancellationToken)
    {
        await connection.DropAsync();
        var until = services.Clock.GetUtcNow() + services.Options.OutcomeTimeout;
        while (true)
        {
            try
            {
                await connection.OpenAsync(cancellationToken);
                var last = await connection.LastCommitsAsync(writes, cancellationToken);
                var open = new List<PendingWrite>();
                foreach (var write in writes)
                {
                    if (last.GetValueOrDefault(write.Person.Person) == write.Person.Commit)
                        write.Complete(write.Person.Version + 1);
                    else
                        open.Add(write);
                }

                await OneByOneAsync(open, afterLoss: true, cancellationToken);
                return;
            }
            catch (Exception e) when (e is StoreUnavailableException or NpgsqlException || StoreErrors.IsConnectionLoss(e))
            {
                await connection.DropAsync();
                var pause = connection.Pause;
                if (services.Clock.GetUtcNow() + pause >= until)
                    break;
                await Task.Delay(pause, services.Clock, cancellationToken);
            }
        }

        foreach (var write in writes)
            write.Fail(Unknown(cause));
    }

    /// <summary>The person was written since: by our own first attempt, or by another write after it.</summary>
    private async Task StaleAfterLossAsync(PendingWrite write, CancellationToken cancellationToken)
    {
        var last = await connection.LastCommitsAsync([write], cancellationToken);
        if (last.GetValueOrDefault(write.Person.Person) == write.Person.Commit)
            write.Complete(write.Person.Version + 1);
        else
            write.Fail(Unknown(null));
    }

    private static OutcomeUnknownException Unknown(Exception? cause) =>
        new("The connection to the database was lost at the commit, and the outcome cannot be found out.", cause);
}
