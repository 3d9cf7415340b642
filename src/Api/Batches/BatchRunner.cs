using Grid.Api.Access;
using Grid.Api.Commands;
using Grid.Api.Problems;
using Grid.Domain.Identity;
using Grid.Grains.Interfaces.Persons;
using Grid.Grains.Interfaces.Receipts;
using Microsoft.AspNetCore.Http;
using Orleans.Runtime;

namespace Grid.Api.Batches;

/// <summary>
/// Runs a request that consists of many commands: each is carried out by its person's grain with a key of its own, and has a result of its
/// own. One that is refused stops no other. The same request with the same key again carries out what was not carried out, and gives the
/// first result of what was; so a request whose answer was lost, or that ran out of time, is simply sent again.
/// </summary>
internal sealed class BatchRunner(IReceiptStore receipts, IBatchReceipts begun, DenialLog denials, TimeProvider clock)
{
    /// <summary>Commands of one batch that are under way at a time: a batch must not take the place of other callers' requests.</summary>
    private const int AtOnce = 4;

    /// <summary>
    /// Runs one command for each line.
    /// </summary>
    /// <param name="write">The batch.</param>
    /// <param name="digest">Of the batch: <see cref="WriteRequest.Digest"/>.</param>
    /// <param name="lines">What is done, in order; the key tells a line from the others of the batch.</param>
    /// <param name="send">Sends one command, as the write of its line.</param>
    /// <param name="http">The request: for the language of problems, and for the access log, which gets each line's denial as it would get
    /// that of a single command.</param>
    public async Task<BatchView> RunAsync<T>(
        WriteRequest write,
        byte[] digest,
        IReadOnlyList<BatchLine<T>> lines,
        Func<WriteRequest, T, Task<CommandAnswer>> send,
        HttpContext http
    )
    {
        await BeginAsync(write, digest, lines.Count);
        var results = new BatchLineView[lines.Count];
        await Parallel.ForEachAsync(
            lines.Index(),
            new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = write.Cancelled },
            async (one, _) =>
            {
                var (i, line) = one;
                results[i] = line.Fault is { } fault
                    ? await RefuseAsync(i + 1, line.Person, fault, http)
                    : await OneAsync(i + 1, line, write, send, http);
            }
        );
        return BatchView.Of(results);
    }

    private async Task<BatchLineView> OneAsync<T>(
        int number,
        BatchLine<T> line,
        WriteRequest write,
        Func<WriteRequest, T, Task<CommandAnswer>> send,
        HttpContext http
    )
    {
        try
        {
            var reply = (await send(write.Line(line.Key), line.Value!)).Reply;
            return reply switch
            {
                { KeyConflict: true } => await RefuseAsync(number, line.Person, new Problem(ProblemCatalogue.IdempotencyKeyReused), http),
                { Refusal: { } refusal } => await RefuseAsync(number, line.Person, Problem.Of(refusal), http),
                { Outcome: { } outcome } => new BatchLineView(
                    number,
                    outcome.Person.ToString(),
                    CommandView.Of(outcome),
                    null,
                    reply.Repeated ? true : null
                ),
                _ => throw new InvalidOperationException("A reply without outcome, refusal and conflict."),
            };
        }
        catch (ProblemException problem)
        {
            return await RefuseAsync(number, line.Person, problem.Problem, http);
        }
        catch (Exception error) when (ProblemOf(error) is { } problem)
        {
            return await RefuseAsync(number, line.Person, problem, http);
        }
    }

    /// <summary>First the log: what was denied is there when the caller learns of it.</summary>
    private async Task<BatchLineView> RefuseAsync(int number, PersonId? person, Problem problem, HttpContext http)
    {
        // Of a made-up identifier the log says that no person was found, not that one was out of reach.
        var isUnknown = problem.Kind == ProblemCatalogue.NotFound;
        await denials.RecordAsync(http, person is { } one && !isUnknown ? problem with { Persons = [one] } : problem);
        return new BatchLineView(number, person?.ToString(), null, ProblemBody.Of(problem, RequestLanguage.Of(http.Request), null), null);
    }

    /// <summary>What passes: the same batch again carries the line out, or finds that it was carried out.</summary>
    private static Problem? ProblemOf(Exception error) =>
        error switch
        {
            StoreUnavailableException => new Problem(ProblemCatalogue.Unavailable),
            OutcomeUnknownException or DuplicateReceiptException or TimeoutException or OrleansException => new Problem(
                ProblemCatalogue.OutcomeUnknownRepeat
            ),
            _ => null,
        };

    /// <summary>The key is this batch's from now on, before anything is carried out.</summary>
    private async Task BeginAsync(WriteRequest write, byte[] digest, int lines)
    {
        if (await IsBegunAsync(write, digest))
            return;

        var answer = IdempotentWrites.Done(new BatchBegunView("begun", lines));
        try
        {
            await begun.BeginAsync(
                new CommandReceipt(write.Caller.Actor.Subject, write.Key, digest, write.Operation, answer, clock.GetUtcNow()),
                write.Cancelled
            );
        }
        catch (DuplicateReceiptException)
        {
            // The same request arrived twice at the same time: both send the same commands, and each is carried out once.
            if (!await IsBegunAsync(write, digest))
                throw;
        }
    }

    private async Task<bool> IsBegunAsync(WriteRequest write, byte[] digest) =>
        await receipts.ReplayAsync(write.Caller.Actor.Subject, write.Key, digest, write.Cancelled) switch
        {
            null => false,
            { IsSameRequest: true } => true,
            _ => throw new Problem(ProblemCatalogue.IdempotencyKeyReused).AsException(),
        };
}

/// <summary>One line of a batch.</summary>
/// <param name="Key">Tells it from the others; the same in a repeat.</param>
/// <param name="Value">What is done; null with a fault.</param>
internal sealed record BatchLine<T>(string Key, T? Value)
{
    /// <summary>Whose record is meant, where that is known.</summary>
    public PersonId? Person { get; init; }

    /// <summary>Why nothing is sent.</summary>
    public Problem? Fault { get; init; }
}

/// <summary>With <c>/v1/commands</c>, of a batch: it was begun; the same request again gives its results.</summary>
public sealed record BatchBegunView(string Status, int Lines);

/// <summary>What became of a batch, line by line.</summary>
/// <param name="Lines">How many there are.</param>
/// <param name="Done">Carried out, now or by an earlier request with the same key.</param>
/// <param name="Refused">Refused by a rule, or with a field that is wrong: the same again gives the same.</param>
/// <param name="Failed">Not carried out, or not known whether: send the same request with the same key again.</param>
/// <param name="Items">One for each line, in order.</param>
public sealed record BatchView(int Lines, int Done, int Refused, int Failed, IReadOnlyList<BatchLineView> Items)
{
    internal static BatchView Of(IReadOnlyList<BatchLineView> items) =>
        new(
            items.Count,
            items.Count(item => item.Result is not null),
            items.Count(item => item.Problem is { Status: < 500 }),
            items.Count(item => item.Problem is { Status: >= 500 }),
            items
        );
}

/// <summary>What became of one line: a result, or a problem.</summary>
/// <param name="Line">From 1.</param>
/// <param name="PersonId">Whose record was meant, where that is known.</param>
/// <param name="Result">As the command alone would have been answered.</param>
/// <param name="Problem">Why it was not carried out.</param>
/// <param name="Repeated">True when it was carried out by an earlier request with the same key.</param>
public sealed record BatchLineView(int Line, string? PersonId, CommandView? Result, ProblemBody? Problem, bool? Repeated);
