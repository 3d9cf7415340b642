using System.Buffers;
using System.IO.Pipelines;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Threading.Channels;
using Grid.Api.Commands;
using Grid.Api.Hosting;
using Grid.Api.Problems;
using Grid.Api.Requests;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Hosting;
using Microsoft.Net.Http.Headers;

namespace Grid.Api.Batches;

/// <summary>
/// Carries out the lines of a batch while they come in, and writes the answer to each when it is made. The whole batch is read whether or
/// not its client reads the answers, so that neither waits for the other; the limits on its size bound what that may take.
/// </summary>
internal sealed class BatchLines(LinePipeline pipeline, BatchOrder order, IHostApplicationLifetime lifetime)
{
    /// <summary>Commands of one batch.</summary>
    public const int Most = 500;

    /// <summary>Bytes of one batch.</summary>
    public const int LargestBody = 8 * 1024 * 1024;

    /// <summary>Commands of one batch that are under way at a time. Each waits for its caller's turn besides, as if it were sent alone.</summary>
    internal const int AtOnce = 16;

    /// <summary>Persons whose numbers are looked up at a time, while lines are read.</summary>
    private const int LookUpsAtOnce = 4;

    private static readonly string[] Told =
    [
        HeaderNames.ETag,
        HeaderNames.Location,
        HeaderNames.RetryAfter,
        CommandAnswer.ReplayHeader,
        RateLimits.StateHeader,
        RateLimits.PolicyHeader,
    ];

    /// <summary>Answers the batch.</summary>
    /// <exception cref="ProblemException">It has no line.</exception>
    public async Task RunAsync(HttpContext batch)
    {
        using var stopping = CancellationTokenSource.CreateLinkedTokenSource(lifetime.ApplicationStopping, batch.RequestAborted);
        var answers = Channel.CreateUnbounded<BatchAnswerLine>(new UnboundedChannelOptions { SingleReader = true });
        var lines = Channel.CreateUnbounded<(BatchCommand Line, Task<string?> Person)>();
        var reading = ReadAsync(batch.Request, lines.Writer, stopping.Token);
        var running = RunAsync(batch, lines.Reader, answers.Writer);
        try
        {
            await WriteAsync(batch, answers.Reader);
        }
        finally
        {
            await Task.WhenAll(running, reading).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task ReadAsync(
        HttpRequest request,
        ChannelWriter<(BatchCommand Line, Task<string?> Person)> lines,
        CancellationToken stopping
    )
    {
        Exception? failure = null;
        using var places = new SemaphoreSlim(LookUpsAtOnce);
        var lookups = new List<Task>();
        try
        {
            var keys = new HashSet<string>(StringComparer.Ordinal);
            await foreach (var read in LinesAsync(request.BodyReader, stopping))
            {
                var line = read;
                if (line.Key is { } key && !keys.Add(key))
                    line = line with { Fault = line.Fault ?? Problem.Fields(new FieldError("key", FieldCodes.Duplicate)) };
                var person = line.Fault is null ? LookUpAsync(line, places, stopping) : Task.FromResult<string?>(null);
                lookups.Add(person);
                await lines.WriteAsync((line, person), CancellationToken.None);
            }
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // What was read is answered; what was not has no answer, and is sent again.
        }
        catch (BadHttpRequestException error)
        {
            failure = error;
        }
        catch (Exception error) when (error is IOException or ConnectionAbortedException)
        {
            // The client went away in the middle.
        }
        finally
        {
            lines.Complete(failure);
            await Task.WhenAll(lookups).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task<string?> LookUpAsync(BatchCommand line, SemaphoreSlim places, CancellationToken stopping)
    {
        await places.WaitAsync(stopping);
        try
        {
            return await order.OfAsync(line, stopping);
        }
        finally
        {
            places.Release();
        }
    }

    private static async IAsyncEnumerable<BatchCommand> LinesAsync(PipeReader body, [EnumeratorCancellation] CancellationToken stopping)
    {
        var number = 0;
        var (isFirst, skipping) = (true, false);
        while (true)
        {
            var result = await body.ReadAsync(stopping);
            var buffer = result.Buffer;
            while (Cut(ref buffer, result.IsCompleted) is { } cut)
            {
                var line = isFirst ? WithoutMark(cut) : cut;
                isFirst = false;
                if (skipping || line.Length > BatchCommand.LongestLine || !IsBlank(line))
                {
                    if (++number > Most)
                    {
                        yield return new BatchCommand(number) { Fault = new Problem(ProblemCatalogue.BatchTooLong) };
                        body.AdvanceTo(result.Buffer.End);
                        yield break;
                    }

                    yield return skipping
                        ? new BatchCommand(number) { Fault = new Problem(ProblemCatalogue.TooLarge) }
                        : BatchCommand.Read(number, line);
                }

                skipping = false;
            }

            if (result.IsCompleted)
            {
                body.AdvanceTo(buffer.End);
                yield break;
            }

            // Of a line that is too long nothing is kept.
            if (buffer.Length > BatchCommand.LongestLine)
            {
                (isFirst, skipping) = (false, true);
                body.AdvanceTo(buffer.End);
            }
            else
            {
                body.AdvanceTo(buffer.Start, buffer.End);
            }
        }
    }

    /// <summary>Some systems put a byte order mark before the text; RFC 8259 lets a reader skip it.</summary>
    private static ReadOnlySequence<byte> WithoutMark(ReadOnlySequence<byte> line)
    {
        var mark = Encoding.UTF8.Preamble;
        if (line.Length < mark.Length)
            return line;
        Span<byte> start = stackalloc byte[mark.Length];
        line.Slice(0, mark.Length).CopyTo(start);
        return start.SequenceEqual(mark) ? line.Slice(mark.Length) : line;
    }

    /// <summary>The next line, without its end; the rest of the body is one too.</summary>
    private static ReadOnlySequence<byte>? Cut(ref ReadOnlySequence<byte> buffer, bool isCompleted)
    {
        if (buffer.PositionOf((byte)'\n') is { } end)
        {
            var line = buffer.Slice(0, end);
            buffer = buffer.Slice(buffer.GetPosition(1, end));
            return line;
        }

        if (!isCompleted || buffer.IsEmpty)
            return null;
        var last = buffer;
        buffer = buffer.Slice(buffer.End);
        return last;
    }

    private static bool IsBlank(ReadOnlySequence<byte> line)
    {
        foreach (var part in line)
        {
            if (part.Span.ContainsAnyExcept((byte)' ', (byte)'\t', (byte)'\r'))
                return false;
        }

        return true;
    }

    /// <summary>Begins each line when those before it that it must follow are over and a place is free.</summary>
    private async Task RunAsync(
        HttpContext batch,
        ChannelReader<(BatchCommand Line, Task<string?> Person)> lines,
        ChannelWriter<BatchAnswerLine> answers
    )
    {
        Exception? failure = null;
        var last = new Dictionary<string, Task>(StringComparer.Ordinal);
        var alone = Task.CompletedTask;
        using var places = new SemaphoreSlim(AtOnce);
        try
        {
            await foreach (var (line, found) in lines.ReadAllAsync(CancellationToken.None))
            {
                if (line.Fault is not null)
                {
                    await answers.WriteAsync(Refused(batch, line, line.Fault), CancellationToken.None);
                    continue;
                }

                var person = await PersonAsync(found);
                Task before;
                if (person is null)
                    before = Task.WhenAll([alone, .. last.Values]);
                else
                    before = last.GetValueOrDefault(person, alone);
                var task = OneAsync(batch, line, before, places, answers);
                if (person is null)
                {
                    last.Clear();
                    alone = task;
                }
                else
                {
                    last[person] = task;
                }
            }
        }
        catch (BadHttpRequestException error)
        {
            failure = error;
        }
        finally
        {
            await Task.WhenAll([alone, .. last.Values]).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            answers.Complete(failure);
        }
    }

    /// <summary>Where a look-up fails the line is carried out alone: that keeps every order.</summary>
    private static async Task<string?> PersonAsync(Task<string?> found)
    {
        await ((Task)found).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return found.IsCompletedSuccessfully ? found.Result : null;
    }

    private async Task OneAsync(
        HttpContext batch,
        BatchCommand line,
        Task before,
        SemaphoreSlim places,
        ChannelWriter<BatchAnswerLine> answers
    )
    {
        await before.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await places.WaitAsync(CancellationToken.None);
        try
        {
            if (batch.RequestAborted.IsCancellationRequested)
                return;
            await answers.WriteAsync(
                lifetime.ApplicationStopping.IsCancellationRequested
                    ? Refused(batch, line, new Problem(ProblemCatalogue.Unavailable))
                    : await CarryOutAsync(batch, line),
                CancellationToken.None
            );
        }
        finally
        {
            places.Release();
        }
    }

    private async Task<BatchAnswerLine> CarryOutAsync(HttpContext batch, BatchCommand line)
    {
        await using var answer = new LineAnswer();
        var context = LineContext.Make(batch, line, answer, batch.RequestAborted);
        await pipeline.RunAsync(context);
        await answer.CompleteAsync();
        return answer.IsBroken
            ? Refused(batch, line, new Problem(ProblemCatalogue.OutcomeUnknown) { Location = "/v1/commands/" + line.Key })
            : Of(line, answer);
    }

    private static BatchAnswerLine Of(BatchCommand line, LineAnswer answer)
    {
        var isProblem = answer.Headers.ContentType.ToString().StartsWith(ProblemWriter.ContentType, StringComparison.Ordinal);
        var body = answer.Written.Length > 0 ? JsonNode.Parse(answer.Written.Span) : null;
        var headers = Told.Where(name => answer.Headers.ContainsKey(name))
            .ToDictionary(name => name, name => answer.Headers[name].ToString(), StringComparer.Ordinal);
        return new BatchAnswerLine(
            line.Number,
            line.Key,
            answer.StatusCode,
            headers.Count > 0 ? headers : null,
            isProblem ? null : body,
            isProblem ? body.Deserialize<ProblemBody>(ApiJson.Options) : null
        );
    }

    private static BatchAnswerLine Refused(HttpContext batch, BatchCommand line, Problem problem)
    {
        var body = ProblemBody.Of(problem, RequestLanguage.Of(batch.Request), ProblemBody.TraceIdOf(batch));
        return new BatchAnswerLine(line.Number, line.Key, body.Status, null, null, body);
    }

    private static async Task WriteAsync(HttpContext batch, ChannelReader<BatchAnswerLine> answers)
    {
        // Without a single line it is a request like any other that is wrong.
        if (!await answers.WaitToReadAsync(CancellationToken.None))
            throw new Problem(ProblemCatalogue.InvalidRequest) { Errors = [new FieldError("$", FieldCodes.Required)] }.AsException();
        var response = batch.Response;
        response.ContentType = BatchEndpoints.ContentType;
        var writer = response.BodyWriter;
        do
        {
            while (answers.TryRead(out var answer))
            {
                if (batch.RequestAborted.IsCancellationRequested)
                    continue; // Nobody is there to read it; but all are waited for.
                writer.Write(JsonSerializer.SerializeToUtf8Bytes(answer, ApiJson.Options));
                writer.Write("\n"u8);
            }

            if (!batch.RequestAborted.IsCancellationRequested)
                await writer.FlushAsync(CancellationToken.None);
        } while (await answers.WaitToReadAsync(CancellationToken.None));
    }
}
